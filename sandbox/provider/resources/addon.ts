import type { AddonPodIdentityAssociations, ResolveConflicts } from "@aws-sdk/client-eks";
import { createAddon, deleteAddon, findAddon, type OwnedAddon, updateAddon } from "../aws/addons";
import { whilePropagating } from "../aws/retry";
import { replaceEksTags, tagsFrom } from "../aws/tags";
import { type Definition, PartialFailure, regional, tagged } from "../definition";
import type { Session } from "../session";
import { isRecord, optionalText, type Properties, text } from "../values";
import { afterMaking, deleting, saying } from "./wording";

export const addon: Definition = {
    token: "aws:eks/addon:Addon",
    inputs: {
        addonName: { kind: "string", required: true, replaces: true },
        clusterName: { kind: "string", required: true, replaces: true },
        addonVersion: { kind: "string", computed: true },
        configurationValues: { kind: "string", computed: true },
        namespaceConfig: {
            kind: "object",
            computed: true,
            replaces: true,
            fields: { namespace: { kind: "string", computed: true } },
        },
        podIdentityAssociations: {
            kind: "set",
            fields: { roleArn: { kind: "string", required: true }, serviceAccount: { kind: "string", required: true } },
        },
        preserve: { kind: "boolean" },
        resolveConflictsOnCreate: { kind: "string", oneOf: ["NONE", "OVERWRITE"] },
        resolveConflictsOnUpdate: { kind: "string", oneOf: ["NONE", "OVERWRITE", "PRESERVE"] },
        serviceAccountRoleArn: { kind: "string" },
        ...tagged,
        ...regional,
    },
    outputs: ["arn", "createdAt", "modifiedAt", "tagsAll"],
    unknownOnUpdate: ["modifiedAt"],

    create: async (session, inputs) => {
        const there = session.in(inputs.region);
        const [clusterName, addonName] = [text(inputs.clusterName), text(inputs.addonName)];
        const id = `${clusterName}:${addonName}`;
        const tags = tagsFrom(inputs.tags);
        const version = optionalText(inputs.addonVersion);
        const namespace = isRecord(inputs.namespaceConfig) ? optionalText(inputs.namespaceConfig.namespace) : undefined;
        const owned = ownedFrom(inputs);
        await saying(`creating EKS Add-On (${id})`, () =>
            whilePropagating(session.faults.propagationSeconds, ["CREATE_FAILED", "does not exist"], () =>
                createAddon(there, {
                    clusterName,
                    addonName,
                    ...(version === undefined ? {} : { addonVersion: version }),
                    ...optional("configurationValues", inputs.configurationValues),
                    ...optional("serviceAccountRoleArn", inputs.serviceAccountRoleArn),
                    ...conflicts(inputs.resolveConflictsOnCreate),
                    ...(namespace === undefined ? {} : { namespaceConfig: { namespace } }),
                    ...(owned.length === 0 ? {} : { podIdentityAssociations: owned }),
                    ...(Object.keys(tags).length === 0 ? {} : { tags }),
                }),
            ),
        );
        const found = await afterMaking(id, { ...inputs, region: there.region }, () =>
            findAddon(there, clusterName, addonName),
        );
        if (found?.addon.status === "CREATE_FAILED") {
            throw new PartialFailure(
                { id, outputs: outputsOf(there, found, inputs) },
                `waiting for EKS Add-On (${id}) create: unexpected state 'CREATE_FAILED', wanted target 'ACTIVE'.`,
            );
        }
        return { id, outputs: found === undefined ? {} : outputsOf(there, found, inputs) };
    },

    read: async (session, id, state) => {
        const [clusterName, addonName] = clusterAndName(id);
        const there = session.in(state.region);
        const found = await saying(`reading EKS Add-On (${id})`, () => findAddon(there, clusterName, addonName));
        return found === undefined ? undefined : { id, outputs: outputsOf(there, found, state) };
    },

    update: async (session, { id, old, inputs, changed }) => {
        const [clusterName, addonName] = clusterAndName(id);
        const there = session.in(inputs.region);
        // Changing only preserve or resolveConflictsOnUpdate is no call.
        if (
            ["addonVersion", "serviceAccountRoleArn", "configurationValues", "podIdentityAssociations"].some(name =>
                changed.has(name),
            )
        ) {
            await saying(`updating EKS Add-On (${id})`, () =>
                updateAddon(there, {
                    clusterName,
                    addonName,
                    ...(changed.has("addonVersion") ? optional("addonVersion", inputs.addonVersion) : {}),
                    ...(changed.has("configurationValues")
                        ? optional("configurationValues", inputs.configurationValues)
                        : {}),
                    ...optional("serviceAccountRoleArn", inputs.serviceAccountRoleArn),
                    ...conflicts(inputs.resolveConflictsOnUpdate),
                    ...(changed.has("podIdentityAssociations") ? { podIdentityAssociations: ownedFrom(inputs) } : {}),
                }),
            );
        }
        if (changed.has("tags")) {
            await saying(`updating tags for EKS Add-On (${id})`, () =>
                replaceEksTags(there, text(old.arn), tagsFrom(old.tags), tagsFrom(inputs.tags)),
            );
        }
        const found = await findAddon(there, clusterName, addonName);
        return found === undefined ? old : outputsOf(there, found, inputs);
    },

    delete: (session, id, state) =>
        deleting(`EKS Add-On (${id})`, () => {
            const [clusterName, addonName] = clusterAndName(id);
            return deleteAddon(session.in(state.region), clusterName, addonName, state.preserve === true);
        }),
};

function clusterAndName(id: string): readonly [string, string] {
    const [clusterName = "", addonName = "", ...more] = id.split(":");
    if (clusterName === "" || addonName === "" || more.length > 0) {
        throw new Error(`unexpected format of ID (${id}), expected cluster-name:addon-name`);
    }
    return [clusterName, addonName];
}

function optional<K extends string>(name: K, value: unknown): Partial<Record<K, string>> {
    const given = optionalText(value);
    return given === undefined ? {} : ({ [name]: given } as Record<K, string>);
}

const conflicts = (value: unknown): { resolveConflicts?: ResolveConflicts } => {
    const given = optionalText(value);
    return given === undefined ? {} : { resolveConflicts: given as ResolveConflicts };
};

const ownedFrom = (inputs: Properties): AddonPodIdentityAssociations[] =>
    (Array.isArray(inputs.podIdentityAssociations) ? inputs.podIdentityAssociations : [])
        .filter(isRecord)
        .map(owned => ({ roleArn: text(owned.roleArn), serviceAccount: text(owned.serviceAccount) }));

const instant = (date: Date | undefined): string => (date ?? new Date(0)).toISOString().replace(/\.\d{3}Z$/, "Z");

/** What AWS does not give back (preserve, conflict resolution) keeps the value of the inputs or the state. */
function outputsOf(session: Session, found: OwnedAddon, known: Properties): Properties {
    const { addon: now, associations, namespace } = found;
    const tags = tagsFrom(now.tags);
    return {
        addonName: now.addonName,
        clusterName: now.clusterName,
        addonVersion: now.addonVersion,
        arn: now.addonArn,
        configurationValues: now.configurationValues ?? "",
        createdAt: instant(now.createdAt),
        modifiedAt: instant(now.modifiedAt),
        namespaceConfig: { namespace },
        podIdentityAssociations:
            associations.length === 0
                ? undefined
                : associations.map(({ roleArn, serviceAccount }) => ({ roleArn, serviceAccount })),
        preserve: known.preserve,
        resolveConflictsOnCreate: known.resolveConflictsOnCreate,
        resolveConflictsOnUpdate: known.resolveConflictsOnUpdate,
        serviceAccountRoleArn: optionalText(now.serviceAccountRoleArn),
        region: session.region,
        tags: Object.keys(tags).length === 0 ? undefined : tags,
        tagsAll: tags,
    };
}
