import { GetPolicyCommand } from "@aws-sdk/client-iam";
import { forEmulator } from "../partition";
import type { Session } from "../session";
import { isRecord } from "../values";
import { isNotFound, refusal } from "./awsError";
import { managedPolicyArns } from "./managedPolicies";

/** Maximum characters of policies, white space not counted. Adjustable quotas have their highest value. */
export const policyQuota = { trust: 8192, inlinePerRole: 10240, managed: 6144, session: 2048 } as const;

/** Managed policies on one role: the highest that AWS grants. */
export const attachmentQuota = 25;

export const policySize = (document: string): number => document.replace(/\s/g, "").length;

export function policyDocument(document: string): unknown {
    try {
        return JSON.parse(document) as unknown;
    } catch {
        return undefined;
    }
}

export function statementsOf(document: unknown): readonly unknown[] {
    const statements = isRecord(document) ? document.Statement : undefined;
    return Array.isArray(statements) ? statements : statements === undefined ? [] : [statements];
}

export const textsOf = (value: unknown): readonly string[] =>
    (Array.isArray(value) ? value : value === undefined ? [] : [value]).filter(
        (member): member is string => typeof member === "string",
    );

/** Whether a policy exists in this account's eyes: its own, or one that AWS manages in its partition. */
export async function policyExists(session: Session, arn: string): Promise<boolean> {
    const match = /^arn:(aws[\w-]*):iam::(aws|\d{12}):policy\/.+$/.exec(arn);
    if (match?.[1] !== session.partition) {
        return false;
    }
    if (match[2] === "aws") {
        return managedPolicyArns(session.surroundings)?.has(forEmulator(arn)) ?? true;
    }
    if (match[2] !== session.account) {
        return false;
    }
    try {
        await session.iam.send(new GetPolicyCommand({ PolicyArn: forEmulator(arn) }));
        return true;
    } catch (error) {
        if (isNotFound(error)) {
            return false;
        }
        throw error;
    }
}

export async function refuseUnknownPolicy(
    session: Session,
    operation: string,
    arn: string,
    what: "Policy" | "Scope ARN:",
): Promise<void> {
    if (!(await policyExists(session, arn))) {
        throw refusal("IAM", operation, "NoSuchEntity", `${what} ${arn} does not exist or is not attachable.`);
    }
}
