import { DeleteRolePolicyCommand } from "@aws-sdk/client-iam";
import { isNotFound } from "../aws/awsError";
import { inlinePolicyNames } from "../aws/roles";
import type { Definition } from "../definition";
import type { Session } from "../session";
import { text } from "../values";
import { saying } from "./wording";

/** Removes inline policies that are not listed; one that is listed and missing it cannot make. */
export const rolePoliciesExclusive: Definition = {
    token: "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive",
    inputs: {
        policyNames: { kind: "set", required: true },
        roleName: { kind: "string", required: true, replaces: true },
    },
    outputs: [],

    create: async (session, inputs) => {
        const roleName = text(inputs.roleName);
        await sync(session, roleName, inputs.policyNames);
        return { id: roleName, outputs: { roleName, policyNames: inputs.policyNames } };
    },

    read: async (session, id) => {
        try {
            return { id, outputs: { roleName: id, policyNames: (await inlinePolicyNames(session, id)).sort() } };
        } catch (error) {
            if (isNotFound(error)) {
                return undefined;
            }
            throw error;
        }
    },

    update: async (session, { id, inputs }) => {
        await sync(session, id, inputs.policyNames);
        return { roleName: id, policyNames: inputs.policyNames };
    },

    // It only stops watching.
    delete: () => Promise.resolve(),
};

function sync(session: Session, roleName: string, listed: unknown): Promise<void> {
    const wanted = Array.isArray(listed) ? listed.map(text) : [];
    return saying(`syncing inline policies of IAM Role (${roleName})`, async () => {
        for (const name of await inlinePolicyNames(session, roleName)) {
            if (!wanted.includes(name)) {
                await session.iam.send(new DeleteRolePolicyCommand({ RoleName: roleName, PolicyName: name }));
            }
        }
    });
}
