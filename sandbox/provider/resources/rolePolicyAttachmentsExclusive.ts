import { DetachRolePolicyCommand } from "@aws-sdk/client-iam";
import { isNotFound } from "../aws/awsError";
import { attachedPolicyArns, attachRolePolicy, emulatorPolicyArn } from "../aws/roles";
import type { Definition } from "../definition";
import type { Session } from "../session";
import { text } from "../values";
import { saying } from "./wording";

/** Attaches what is listed and detaches everything else. */
export const rolePolicyAttachmentsExclusive: Definition = {
    token: "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    inputs: {
        policyArns: { kind: "set", required: true },
        roleName: { kind: "string", required: true, replaces: true },
    },
    outputs: [],

    create: async (session, inputs) => {
        const roleName = text(inputs.roleName);
        await sync(session, roleName, inputs.policyArns);
        return { id: roleName, outputs: { roleName, policyArns: inputs.policyArns } };
    },

    read: async (session, id) => {
        try {
            return { id, outputs: { roleName: id, policyArns: (await attachedPolicyArns(session, id)).sort() } };
        } catch (error) {
            if (isNotFound(error)) {
                return undefined;
            }
            throw error;
        }
    },

    update: async (session, { id, inputs }) => {
        await sync(session, id, inputs.policyArns);
        return { roleName: id, policyArns: inputs.policyArns };
    },

    // It only stops watching.
    delete: () => Promise.resolve(),
};

function sync(session: Session, roleName: string, listed: unknown): Promise<void> {
    const wanted = Array.isArray(listed) ? listed.map(text) : [];
    return saying(`syncing managed policies of IAM Role (${roleName})`, async () => {
        const attached = await attachedPolicyArns(session, roleName);
        for (const arn of wanted.filter(candidate => !attached.includes(candidate))) {
            await attachRolePolicy(session, roleName, arn);
        }
        for (const arn of attached.filter(candidate => !wanted.includes(candidate))) {
            await session.iam.send(
                new DetachRolePolicyCommand({ RoleName: roleName, PolicyArn: emulatorPolicyArn(arn) }),
            );
        }
    });
}
