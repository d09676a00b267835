import { DetachRolePolicyCommand } from "@aws-sdk/client-iam";
import { isNotFound } from "../aws/awsError";
import { attachedPolicyArns, attachRolePolicy, emulatorPolicyArn } from "../aws/roles";
import type { Definition } from "../definition";
import { text } from "../values";
import { deleting, saying } from "./wording";

export const rolePolicyAttachment: Definition = {
    token: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    inputs: {
        policyArn: { kind: "string", required: true, replaces: true },
        role: { kind: "string", required: true, replaces: true },
    },
    outputs: [],
    // The official provider does: a new attachment of the same policy would be deleted with the old one.
    deleteBeforeReplace: true,

    create: async (session, inputs) => {
        const [role, policyArn] = [text(inputs.role), text(inputs.policyArn)];
        await saying(`attaching IAM Policy (${policyArn}) to IAM Role (${role})`, () =>
            attachRolePolicy(session, role, policyArn),
        );
        return { id: `${role}/${policyArn}`, outputs: { role, policyArn } };
    },

    read: async (session, id, state) => {
        const separator = id.indexOf("/");
        if (separator < 1) {
            throw new Error(`unexpected format of ID (${id}), expected <role-name>/<policy_arn>`);
        }
        const role = text(state.role) || id.slice(0, separator);
        const policyArn = text(state.policyArn) || id.slice(separator + 1);
        try {
            const attached = await attachedPolicyArns(session, role);
            return attached.includes(policyArn) ? { id, outputs: { role, policyArn } } : undefined;
        } catch (error) {
            if (isNotFound(error)) {
                return undefined;
            }
            return saying(`reading IAM Role Policy Attachment (${id})`, () => Promise.reject(error as Error));
        }
    },

    update: (_session, { old }) => Promise.resolve(old),

    delete: (session, _id, state) => {
        const [role, policyArn] = [text(state.role), text(state.policyArn)];
        return deleting(`IAM Policy (${policyArn}) from IAM Role (${role})`, () =>
            session.iam.send(new DetachRolePolicyCommand({ RoleName: role, PolicyArn: emulatorPolicyArn(policyArn) })),
        );
    },
};
