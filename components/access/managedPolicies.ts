import { arnParts } from "../rules/arn";
import namesBySessionTag from "./managedPoliciesBySessionTag.json";
import policiesByPath from "./managedPolicyPaths.json";
import { documentStatements } from "./policyDocument";
import type { Statement } from "./policyDocument";
import widePolicies from "./wideManagedPolicies.json";

/** Path of each AWS managed policy by name, distilled from AWS's list (`npm run generate`). */
const paths: ReadonlyMap<string, string> = new Map(
    Object.entries(policiesByPath).flatMap(([path, names]) => names.map(name => [name, path] as const)),
);

/** The name of a managed policy, by its name, its name with the path, or its ARN. Names are unique in an account, regardless of the path. */
export function bareName(nameOrArn: string): string {
    return (arnParts(nameOrArn)?.resource ?? nameOrArn).split("/").at(-1) ?? "";
}

/** A name, or a name with its path in AWS: `service-role/AmazonEFSCSIDriverPolicy`. */
export function isAwsManagedPolicy(nameOrPath: string): boolean {
    const name = bareName(nameOrPath);
    return nameOrPath === name ? paths.has(name) : paths.get(name) === `/${nameOrPath.slice(0, -name.length)}`;
}

export function awsManagedPolicyNames(): Iterable<string> {
    return paths.keys();
}

/** Whether an AWS managed policy uses a session tag of EKS Pod Identity. Distilled from the policies. */
export function readsSessionTag(name: string): boolean {
    return namesBySessionTag.includes(name);
}

/**
 * The statements of an AWS managed policy that allow everything, everything of IAM, or passing any role. Empty for
 * others.
 */
export function wideStatements(name: string): readonly Statement[] {
    return documentStatements({ Statement: wide.get(name) ?? [] });
}

const wide: ReadonlyMap<string, unknown> = new Map(Object.entries(widePolicies));

/**
 * The ARN of a managed policy. An ARN does not change. A name gets the path of AWS's list, or the path that it is
 * written with. Names missing in the list are accepted, because AWS adds policies every week.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export function managedPolicyArn(nameOrArn: string, partition: string): string {
    if (arnParts(nameOrArn) !== undefined) {
        return nameOrArn;
    }
    const path = nameOrArn.includes("/") ? "/" : (paths.get(nameOrArn) ?? "/");
    return `arn:${partition}:iam::aws:policy${path}${nameOrArn}`;
}
