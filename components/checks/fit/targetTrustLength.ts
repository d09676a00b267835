/** The size of a target role's trust policy, as far as its sources are known. */
import { policyText } from "../../access/policyDocument";
import { targetTrustPolicy } from "../../access/targetTrust";
import type { KnownSource } from "../../access/targetTrust";
import type { TargetRoleSource } from "../../args/targetRole";
import type { DecidedTargetRole } from "../../decisions/single";
import { clusterIdentity } from "../../rules/arn";
import type { Problem } from "../../rules/problem";
import { parseSubject } from "../../rules/subject";
import { trustLengthProblems, trustLengthWarnings } from "./trustLength";

/** The change that makes the policy shorter. */
export const fewerSources = "give the sources several target roles";

/** The policy exceeds IAM's maximum. */
export function targetTrustTooLong(role: DecidedTargetRole): Problem[] {
    const { length, bound } = sizeOf(role);
    return trustLengthProblems(length, role.path, fewerSources, bound);
}

/** The policy exceeds IAM's default quota. */
export function targetTrustOverQuota(role: DecidedTargetRole): Problem[] {
    const { length, bound } = sizeOf(role);
    return trustLengthWarnings(length, role.path, fewerSources, bound);
}

function sizeOf({ sources }: DecidedTargetRole): { readonly length: number; readonly bound: string } {
    const known = sources.flatMap(source => knownSource(source) ?? []);
    return {
        length: policyText(targetTrustPolicy(known)).length,
        bound: known.length < sources.length ? "at least " : "",
    };
}

/** Absent if it has Outputs or is not valid. */
function knownSource(source: Partial<TargetRoleSource>): KnownSource | undefined {
    const { cluster: arn, subject: key, roleArn, disableSessionTags } = source;
    const cluster = typeof arn === "string" ? clusterIdentity(arn) : undefined;
    const subject = typeof key === "string" ? parseSubject(key) : undefined;
    return cluster === undefined || subject === undefined || typeof roleArn !== "string"
        ? undefined
        : { cluster, subject, roleArn, disableSessionTags: disableSessionTags === true };
}
