import { arnParts } from "../rules/arn";
import namesBySessionTag from "./managedPoliciesBySessionTag.json";
import policiesByPath from "./managedPolicyPaths.json";
import { documentStatements } from "./policyDocument";
import type { Statement } from "./policyDocument";
import widePolicies from "./wideManagedPolicies.json";

/** Path of each AWS managed policy by its name, distilled from AWS's own list (`npm run generate`). */
const paths: ReadonlyMap<string, string> = new Map(
    Object.entries(policiesByPath).flatMap(([path, names]) => names.map(name => [name, path] as const)),
);

/** The name of a managed policy, by its name, its name with the path, or its ARN. It is unique in its account, whatever the path. */
export function bareName(nameOrArn: string): string {
    return (arnParts(nameOrArn)?.resource ?? nameOrArn).split("/").at(-1) ?? "";
}

/** A name, or a name with the path that AWS has it under: `service-role/AmazonEFSCSIDriverPolicy`. */
export function isAwsManagedPolicy(nameOrPath: string): boolean {
    const name = bareName(nameOrPath);
    return nameOrPath === name ? paths.has(name) : paths.get(name) === `/${nameOrPath.slice(0, -name.length)}`;
}

export function awsManagedPolicyNames(): Iterable<string> {
    return paths.keys();
}

/** Whether an AWS managed policy rests on a session tag of EKS Pod Identity; distilled from AWS's own texts. */
export function readsSessionTag(name: string): boolean {
    return namesBySessionTag.includes(name);
}

/**
 * The statements with which an AWS managed policy allows everything, everything of IAM or passing any role; none for a policy
 * that allows less.
 */
export function wideStatements(name: string): readonly Statement[] {
    return documentStatements({ Statement: wide.get(name) ?? [] });
}

const wide: ReadonlyMap<string, unknown> = new Map(Object.entries(widePolicies));

/**
 * The ARN of a managed policy: an ARN stays as it is; a name is one of AWS's, with the path it is known under or the path
 * it is written with. A name that is not in the list is taken at its word: AWS adds policies every week.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export function managedPolicyArn(nameOrArn: string, partition: string): string {
    if (arnParts(nameOrArn) !== undefined) {
        return nameOrArn;
    }
    const path = nameOrArn.includes("/") ? "/" : (paths.get(nameOrArn) ?? "/");
    return `arn:${partition}:iam::aws:policy${path}${nameOrArn}`;
}
