import type { PodIdentityAssociation } from "@aws-sdk/client-eks";
import {
    createAssociation,
    deleteAssociation,
    findAssociation,
    replaceAssociationTags,
    updateAssociation,
} from "../aws/associations";
import { whilePropagating } from "../aws/retry";
import { tagsFrom } from "../aws/tags";
import { type Definition, regional, tagged } from "../definition";
import { normalizedPolicy } from "../policyEquivalence";
import type { Session } from "../session";
import { optionalText, type Properties, text } from "../values";
import { deleting, saying } from "./wording";

/** The only message of EKS that the official provider waits out, on create and update. */
const retried = ["Role provided in the request does not exist"];

export const podIdentityAssociation: Definition = {
    token: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    inputs: {
        clusterName: { kind: "string", required: true, replaces: true },
        namespace: { kind: "string", required: true, replaces: true },
        serviceAccount: { kind: "string", required: true, replaces: true },
        roleArn: { kind: "string", required: true },
        targetRoleArn: { kind: "string" },
        disableSessionTags: { kind: "boolean", standard: false },
        policy: { kind: "policy" },
        ...tagged,
        ...regional,
    },
    outputs: ["associationArn", "associationId", "externalId", "tagsAll"],
    // Its schema gives externalId no plan modifier that keeps the value of the state.
    unknownOnUpdate: ["externalId"],

    create: async (session, inputs) => {
        const { clusterName, namespace, serviceAccount } = subjectOf(inputs);
        const there = session.in(inputs.region);
        const tags = tagsFrom(inputs.tags);
        const made = await saying(
            `creating EKS Pod Identity Association (${clusterName}/${namespace}/${serviceAccount})`,
            () =>
                whilePropagating(session.faults.propagationSeconds, retried, () =>
                    createAssociation(there, {
                        clusterName,
                        namespace,
                        serviceAccount,
                        ...mutable(inputs),
                        roleArn: text(inputs.roleArn),
                        ...(Object.keys(tags).length === 0 ? {} : { tags }),
                    }),
                ),
        );
        return { id: made.associationId ?? "", outputs: outputsOf(there, made) };
    },

    read: async (session, id, state) => {
        const [cluster, associationId] = id.includes(",") ? split(id) : [text(state.clusterName), id];
        if (cluster === "" || associationId === "") {
            throw new Error(`wrong format of import ID (${id}), use: 'cluster-name,association-id'`);
        }
        const there = session.in(state.region);
        const found = await saying(`reading EKS Pod Identity Association (${associationId})`, () =>
            findAssociation(there, cluster, associationId),
        );
        return found === undefined ? undefined : { id: associationId, outputs: outputsOf(there, found) };
    },

    update: async (session, { id, old, inputs, changed }) => {
        const { clusterName } = subjectOf(inputs);
        const there = session.in(inputs.region);
        await saying(`updating EKS Pod Identity Association (${id})`, async () => {
            if (["roleArn", "targetRoleArn", "disableSessionTags", "policy"].some(name => changed.has(name))) {
                // What was taken out is not sent, so AWS keeps it: the provider turns it into null, which AWS ignores.
                await whilePropagating(session.faults.propagationSeconds, retried, () =>
                    updateAssociation(there, { clusterName, associationId: id, ...mutable(inputs) }),
                );
            }
            if (changed.has("tags")) {
                const association = { clusterName, id, arn: text(old.associationArn) };
                await replaceAssociationTags(there, association, tagsFrom(old.tags), tagsFrom(inputs.tags));
            }
        });
        const found = await findAssociation(there, clusterName, id);
        const outputs = found === undefined ? old : outputsOf(there, found);
        return { ...outputs, targetRoleArn: optionalText(inputs.targetRoleArn), policy: policyOf(inputs.policy) };
    },

    delete: (session, id, state) =>
        deleting(`EKS Pod Identity Association (${id})`, () =>
            deleteAssociation(session.in(state.region), text(state.clusterName), id),
        ),
};

const subjectOf = (inputs: Properties) => ({
    clusterName: text(inputs.clusterName),
    namespace: text(inputs.namespace),
    serviceAccount: text(inputs.serviceAccount),
});

const policyOf = (policy: unknown): string | undefined => {
    const value = optionalText(policy);
    return value === undefined ? undefined : normalizedPolicy(value);
};

function mutable(inputs: Properties) {
    const targetRoleArn = optionalText(inputs.targetRoleArn);
    const policy = policyOf(inputs.policy);
    return {
        roleArn: text(inputs.roleArn),
        disableSessionTags: inputs.disableSessionTags === true,
        ...(targetRoleArn === undefined ? {} : { targetRoleArn }),
        ...(policy === undefined ? {} : { policy }),
    };
}

function split(id: string): readonly [string, string] {
    const [cluster = "", associationId = "", ...more] = id.split(",");
    return more.length > 0 ? ["", ""] : [cluster, associationId];
}

function outputsOf(session: Session, association: PodIdentityAssociation): Properties {
    const tags = tagsFrom(association.tags);
    return {
        clusterName: association.clusterName,
        namespace: association.namespace,
        serviceAccount: association.serviceAccount,
        roleArn: association.roleArn,
        targetRoleArn: optionalText(association.targetRoleArn),
        disableSessionTags: association.disableSessionTags ?? false,
        policy: policyOf(association.policy),
        externalId: association.externalId ?? "",
        associationArn: association.associationArn,
        associationId: association.associationId,
        region: session.region,
        tags: Object.keys(tags).length === 0 ? undefined : tags,
        tagsAll: tags,
    };
}
