import { type Cluster, DeleteClusterCommand } from "@aws-sdk/client-eks";
import { activeCluster, createCluster, findCluster } from "../aws/clusters";
import { replaceEksTags, tagsFrom } from "../aws/tags";
import { type Definition, regional, tagged } from "../definition";
import type { Session } from "../session";
import { isRecord, optionalText, type Properties, text, withoutUndefined } from "../values";
import { afterMaking, deleting, saying } from "./wording";

/** Enough of a cluster for the examples that create one. */
export const cluster: Definition = {
    token: "aws:eks/cluster:Cluster",
    inputs: {
        name: { kind: "string", replaces: true, computed: true, maxLength: 100 },
        roleArn: { kind: "string", required: true, replaces: true },
        vpcConfig: {
            kind: "object",
            required: true,
            fields: {
                subnetIds: { kind: "set", required: true },
                securityGroupIds: { kind: "set" },
                endpointPrivateAccess: { kind: "boolean", standard: false },
                endpointPublicAccess: { kind: "boolean", standard: true },
                publicAccessCidrs: { kind: "set", computed: true },
            },
        },
        version: { kind: "string", computed: true },
        computeConfig: {
            kind: "object",
            fields: { enabled: { kind: "boolean" }, nodePools: { kind: "set" }, nodeRoleArn: { kind: "string" } },
        },
        accessConfig: {
            kind: "object",
            computed: true,
            fields: {
                authenticationMode: {
                    kind: "string",
                    computed: true,
                    oneOf: ["API", "API_AND_CONFIG_MAP", "CONFIG_MAP"],
                },
                bootstrapClusterCreatorAdminPermissions: { kind: "boolean", computed: true, replaces: true },
            },
        },
        bootstrapSelfManagedAddons: { kind: "boolean", standard: true, replaces: true },
        ...tagged,
        ...regional,
    },
    outputs: [
        "arn",
        "certificateAuthority",
        "clusterId",
        "createdAt",
        "endpoint",
        "identities",
        "platformVersion",
        "status",
        "tagsAll",
    ],
    autoname: { maxLength: 100 },

    create: async (session, inputs) => {
        const there = session.in(inputs.region);
        const name = text(inputs.name);
        const vpc = isRecord(inputs.vpcConfig) ? inputs.vpcConfig : {};
        const tags = tagsFrom(inputs.tags);
        const version = optionalText(inputs.version);
        await saying(`creating EKS Cluster (${name})`, async () => {
            await createCluster(there, {
                name,
                roleArn: text(inputs.roleArn),
                resourcesVpcConfig: vpc,
                ...(version === undefined ? {} : { version }),
                ...(isRecord(inputs.computeConfig) ? { computeConfig: inputs.computeConfig } : {}),
                ...(isRecord(inputs.accessConfig) ? { accessConfig: inputs.accessConfig } : {}),
                ...(Object.keys(tags).length === 0 ? {} : { tags }),
            });
        });
        const made = await afterMaking(name, { ...inputs, region: there.region }, () => activeCluster(there, name));
        return { id: name, outputs: outputsOf(there, made, inputs) };
    },

    read: async (session, id, state) => {
        const there = session.in(state.region);
        const found = await saying(`reading EKS Cluster (${id})`, () => findCluster(there, id));
        return found === undefined ? undefined : { id, outputs: outputsOf(there, found, state) };
    },

    update: async (session, { id, old, inputs, changed }) => {
        const there = session.in(inputs.region);
        const beyond = [...changed].filter(name => name !== "tags");
        if (beyond.length > 0) {
            throw new Error(`updating EKS Cluster (${id}): the sandbox does not model changes of ${beyond.join(", ")}`);
        }
        await saying(`updating tags for EKS Cluster (${id})`, () =>
            replaceEksTags(there, text(old.arn), tagsFrom(old.tags), tagsFrom(inputs.tags)),
        );
        const found = await findCluster(there, id);
        return found === undefined ? old : outputsOf(there, found, inputs);
    },

    delete: (session, id, state) =>
        deleting(`EKS Cluster (${id})`, () =>
            session.in(state.region).eks.send(new DeleteClusterCommand({ name: id })),
        ),
};

function outputsOf(session: Session, found: Cluster, known: Properties): Properties {
    const tags = tagsFrom(found.tags);
    const vpc = found.resourcesVpcConfig ?? {};
    return {
        name: found.name,
        arn: found.arn,
        roleArn: found.roleArn,
        version: found.version,
        status: found.status,
        endpoint: found.endpoint,
        platformVersion: found.platformVersion,
        createdAt: (found.createdAt ?? new Date(0)).toISOString(),
        certificateAuthority: { data: found.certificateAuthority?.data ?? "" },
        identities: [{ oidcs: [{ issuer: found.identity?.oidc?.issuer ?? "" }] }],
        vpcConfig: withoutUndefined({ ...vpc }),
        accessConfig: known.accessConfig ?? {
            authenticationMode: "CONFIG_MAP",
            bootstrapClusterCreatorAdminPermissions: true,
        },
        computeConfig: found.computeConfig === undefined ? undefined : { ...found.computeConfig },
        bootstrapSelfManagedAddons: known.bootstrapSelfManagedAddons ?? true,
        region: session.region,
        tags: Object.keys(tags).length === 0 ? undefined : tags,
        tagsAll: tags,
    };
}
