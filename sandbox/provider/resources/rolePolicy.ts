import { DeleteRolePolicyCommand } from "@aws-sdk/client-iam";
import { isNotFound } from "../aws/awsError";
import { inlinePolicy, putRolePolicy } from "../aws/roles";
import type { Definition } from "../definition";
import { namePrefixOf, uniqueSuffixLength } from "../naming";
import { normalizedPolicy } from "../policyEquivalence";
import { type Properties, text } from "../values";
import { physicalName } from "./physicalName";
import { deleting, saying } from "./wording";

const nameMaxLength = 128;

export const rolePolicy: Definition = {
    token: "aws:iam/rolePolicy:RolePolicy",
    inputs: {
        name: {
            kind: "string",
            replaces: true,
            computed: true,
            maxLength: nameMaxLength,
            conflictsWith: ["namePrefix"],
        },
        namePrefix: { kind: "string", replaces: true, computed: true, maxLength: nameMaxLength - uniqueSuffixLength },
        policy: { kind: "policy", required: true },
        role: { kind: "string", required: true, replaces: true },
    },
    outputs: [],
    autoname: { maxLength: nameMaxLength },

    create: async (session, inputs) => {
        const [role, name] = [text(inputs.role), physicalName(inputs)];
        const policy = normalizedPolicy(text(inputs.policy));
        await saying(`putting IAM Role (${role}) Policy (${name})`, () => putRolePolicy(session, role, name, policy));
        return { id: `${role}:${name}`, outputs: outputsOf(role, name, policy) };
    },

    read: async (session, id) => {
        const [role, name] = roleAndName(id);
        try {
            return { id, outputs: outputsOf(role, name, normalizedPolicy(await inlinePolicy(session, role, name))) };
        } catch (error) {
            if (isNotFound(error)) {
                return undefined;
            }
            return saying(`reading IAM Role Policy (${id})`, () => Promise.reject(error as Error));
        }
    },

    update: async (session, { id, inputs }) => {
        const [role, name] = roleAndName(id);
        const policy = normalizedPolicy(text(inputs.policy));
        await saying(`putting IAM Role (${role}) Policy (${name})`, () => putRolePolicy(session, role, name, policy));
        return outputsOf(role, name, policy);
    },

    delete: (session, id) =>
        deleting(`IAM Role Policy (${id})`, () => {
            const [role, name] = roleAndName(id);
            return session.iam.send(new DeleteRolePolicyCommand({ RoleName: role, PolicyName: name }));
        }),
};

function roleAndName(id: string): readonly [string, string] {
    const parts = id.split(":");
    const [role, name] = parts;
    if (parts.length !== 2 || role === undefined || role === "" || name === undefined || name === "") {
        throw new Error(`role_policy id must be of the form <role name>:<role policy name>, not ${id}`);
    }
    return [role, name];
}

const outputsOf = (role: string, name: string, policy: string): Properties => ({
    role,
    name,
    namePrefix: namePrefixOf(name),
    policy,
});
