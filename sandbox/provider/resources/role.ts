import {
    DeleteRoleCommand,
    DeleteRolePermissionsBoundaryCommand,
    DeleteRolePolicyCommand,
    DetachRolePolicyCommand,
    type Role,
    TagRoleCommand,
    UntagRoleCommand,
    UpdateRoleCommand,
    UpdateRoleDescriptionCommand,
} from "@aws-sdk/client-iam";
import {
    attachedPolicyArns,
    createRole,
    emulatorPolicyArn,
    findRole,
    inlinePolicy,
    inlinePolicyNames,
    putBoundary,
    updateTrust,
} from "../aws/roles";
import { tagChange, tagList, tagMap, tagsFrom } from "../aws/tags";
import { type Definition, tagged } from "../definition";
import { namePrefixOf, uniqueSuffixLength } from "../naming";
import { normalizedPolicy } from "../policyEquivalence";
import type { Session } from "../session";
import { optionalText, type Properties, text } from "../values";
import { physicalName } from "./physicalName";
import { deleting, saying } from "./wording";

const nameMaxLength = 64;

/** The emulator does not hear an empty value in a form, so a description that is taken out becomes this one there. */
const noDescription = " ";

export const role: Definition = {
    token: "aws:iam/role:Role",
    inputs: {
        name: {
            kind: "string",
            replaces: true,
            computed: true,
            maxLength: nameMaxLength,
            conflictsWith: ["namePrefix"],
        },
        namePrefix: { kind: "string", replaces: true, computed: true, maxLength: nameMaxLength - uniqueSuffixLength },
        assumeRolePolicy: { kind: "policy", required: true },
        description: { kind: "string", maxLength: 1000 },
        forceDetachPolicies: { kind: "boolean", standard: false },
        maxSessionDuration: { kind: "number", standard: 3600 },
        path: { kind: "string", replaces: true, standard: "/", maxLength: 512 },
        permissionsBoundary: { kind: "string" },
        ...tagged,
    },
    outputs: ["arn", "createDate", "uniqueId", "inlinePolicies", "managedPolicyArns", "tagsAll"],
    autoname: { maxLength: nameMaxLength },

    create: async (session, inputs) => {
        const name = physicalName(inputs);
        const tags = tagList(tagsFrom(inputs.tags));
        const description = optionalText(inputs.description);
        const boundary = optionalText(inputs.permissionsBoundary);
        const made = await saying(`creating IAM Role (${name})`, () =>
            createRole(session, {
                RoleName: name,
                Path: optionalText(inputs.path) ?? "/",
                AssumeRolePolicyDocument: normalizedPolicy(text(inputs.assumeRolePolicy)),
                ...(description === undefined ? {} : { Description: description }),
                ...(boundary === undefined ? {} : { PermissionsBoundary: boundary }),
                ...(typeof inputs.maxSessionDuration === "number"
                    ? { MaxSessionDuration: inputs.maxSessionDuration }
                    : {}),
                ...(tags.length === 0 ? {} : { Tags: tags }),
            }),
        );
        const outputs = outputsOf(made, { forceDetachPolicies: inputs.forceDetachPolicies });
        // What CreateRole answers lacks the tags and the boundary on the emulator, and has no policies yet.
        return {
            id: name,
            outputs: {
                ...outputs,
                ...tagOutputs(tagsFrom(inputs.tags)),
                permissionsBoundary: boundary,
                inlinePolicies: [],
                managedPolicyArns: [],
            },
        };
    },

    read: async (session, id, state) => {
        const found = await saying(`reading IAM Role (${id})`, () => findRole(session, id));
        if (found === undefined) {
            return undefined;
        }
        const names = await inlinePolicyNames(session, id);
        const inlinePolicies = await Promise.all(
            names.map(async name => ({ name, policy: normalizedPolicy(await inlinePolicy(session, id, name)) })),
        );
        const managedPolicyArns = await attachedPolicyArns(session, id);
        return { id, outputs: { ...outputsOf(found, state), inlinePolicies, managedPolicyArns } };
    },

    update: async (session, { id, old, inputs, changed }) => {
        if (changed.has("assumeRolePolicy")) {
            await saying(`updating IAM Role (${id}) assume role policy`, () =>
                updateTrust(session, id, normalizedPolicy(text(inputs.assumeRolePolicy))),
            );
        }
        if (changed.has("description")) {
            await saying(`updating IAM Role (${id}) description`, () =>
                session.iam.send(
                    new UpdateRoleDescriptionCommand({
                        RoleName: id,
                        Description: optionalText(inputs.description) ?? noDescription,
                    }),
                ),
            );
        }
        if (changed.has("maxSessionDuration")) {
            const duration = inputs.maxSessionDuration;
            await saying(`updating IAM Role (${id}) MaxSessionDuration`, () =>
                session.iam.send(
                    new UpdateRoleCommand({
                        RoleName: id,
                        MaxSessionDuration: typeof duration === "number" ? duration : 3600,
                    }),
                ),
            );
        }
        if (changed.has("permissionsBoundary")) {
            const boundary = optionalText(inputs.permissionsBoundary);
            await saying<unknown>(`updating IAM Role (${id}) permissions boundary`, () =>
                boundary === undefined
                    ? session.iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: id }))
                    : putBoundary(session, id, boundary),
            );
        }
        if (changed.has("tags")) {
            const { added, removed } = tagChange(tagsFrom(old.tags), tagsFrom(inputs.tags));
            await saying(`updating tags for IAM Role (${id})`, async () => {
                if (removed.length > 0) {
                    await session.iam.send(new UntagRoleCommand({ RoleName: id, TagKeys: [...removed] }));
                }
                if (Object.keys(added).length > 0) {
                    await session.iam.send(new TagRoleCommand({ RoleName: id, Tags: tagList(added) }));
                }
            });
        }
        const found = await findRole(session, id);
        return found === undefined
            ? old
            : { ...old, ...outputsOf(found, { forceDetachPolicies: inputs.forceDetachPolicies }) };
    },

    delete: (session, id, state) =>
        deleting(`IAM Role (${id})`, async () => {
            if (state.forceDetachPolicies === true) {
                await detachAll(session, id);
            }
            await session.iam.send(new DeleteRoleCommand({ RoleName: id }));
        }),
};

async function detachAll(session: Session, name: string): Promise<void> {
    for (const arn of await attachedPolicyArns(session, name)) {
        await session.iam.send(new DetachRolePolicyCommand({ RoleName: name, PolicyArn: emulatorPolicyArn(arn) }));
    }
    for (const policy of await inlinePolicyNames(session, name)) {
        await session.iam.send(new DeleteRolePolicyCommand({ RoleName: name, PolicyName: policy }));
    }
}

const tagOutputs = (tags: Record<string, string>): Properties => ({
    tags: Object.keys(tags).length === 0 ? undefined : tags,
    tagsAll: tags,
});

function outputsOf(found: Role, state: Properties): Properties {
    const name = found.RoleName ?? "";
    return {
        arn: found.Arn,
        assumeRolePolicy: normalizedPolicy(decodeURIComponent(found.AssumeRolePolicyDocument ?? "")),
        createDate: found.CreateDate?.toISOString().replace(/\.\d{3}Z$/, "Z"),
        description: found.Description === noDescription ? "" : (found.Description ?? ""),
        forceDetachPolicies: state.forceDetachPolicies ?? false,
        maxSessionDuration: found.MaxSessionDuration ?? 3600,
        name,
        namePrefix: namePrefixOf(name),
        path: found.Path ?? "/",
        permissionsBoundary: optionalText(found.PermissionsBoundary?.PermissionsBoundaryArn),
        uniqueId: found.RoleId,
        ...tagOutputs(tagMap(found.Tags)),
    };
}
