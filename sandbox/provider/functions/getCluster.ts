import { findCluster } from "../aws/clusters";
import { tagsFrom } from "../aws/tags";
import type { FunctionDefinition } from "../definition";
import { text, withoutUndefined } from "../values";
import { saying } from "../resources/wording";

export const getCluster: FunctionDefinition = {
    token: "aws:eks/getCluster:getCluster",
    inputs: { name: { kind: "string", required: true }, region: { kind: "string" }, tags: { kind: "tags" } },
    invoke: async (session, args) => {
        const name = text(args.name);
        const found = await saying(`reading EKS Cluster (${name})`, () => findCluster(session, name));
        if (found === undefined) {
            throw new Error(`reading EKS Cluster (${name}): couldn't find resource`);
        }
        const network = found.kubernetesNetworkConfig;
        return {
            id: name,
            name,
            arn: found.arn,
            accessConfigs:
                found.accessConfig?.authenticationMode === undefined
                    ? []
                    : [withoutUndefined({ ...found.accessConfig })],
            certificateAuthorities: [{ data: found.certificateAuthority?.data ?? "" }],
            clusterId: "",
            computeConfigs: [
                {
                    enabled: found.computeConfig?.enabled ?? false,
                    nodePools: found.computeConfig?.nodePools ?? [],
                    nodeRoleArn: found.computeConfig?.nodeRoleArn ?? "",
                },
            ],
            createdAt: (found.createdAt ?? new Date(0)).toISOString(),
            deletionProtection: found.deletionProtection ?? false,
            enabledClusterLogTypes: [],
            endpoint: found.endpoint ?? "",
            identities: [{ oidcs: [{ issuer: found.identity?.oidc?.issuer ?? "" }] }],
            kubernetesNetworkConfigs: [
                {
                    elasticLoadBalancings: [{ enabled: found.computeConfig?.enabled ?? false }],
                    ipFamily: network?.ipFamily ?? "ipv4",
                    serviceIpv4Cidr: network?.serviceIpv4Cidr ?? "",
                    serviceIpv6Cidr: network?.serviceIpv6Cidr ?? "",
                },
            ],
            outpostConfigs: [],
            platformVersion: found.platformVersion ?? "",
            region: session.region,
            remoteNetworkConfigs: [],
            roleArn: found.roleArn,
            status: found.status,
            storageConfigs: [{ blockStorages: [{ enabled: found.computeConfig?.enabled ?? false }] }],
            tags: tagsFrom(found.tags),
            upgradePolicies: [{ supportType: found.upgradePolicy?.supportType ?? "EXTENDED" }],
            version: found.version,
            vpcConfig: withoutUndefined({ ...found.resourcesVpcConfig }),
            zonalShiftConfigs: [],
        };
    },
};
