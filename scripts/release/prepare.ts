/** What a release changes in a checkout: versions, baselines, what is generated from them, and the date in the CHANGELOG. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { datedChangelog } from "./changelog";
import { manifestIn, repositoryIn } from "./repository";
import { ran } from "./tarballTrial";
import { withVersion } from "./version";

export function prepare(checkout: string, version: string, date: string): void {
    const repository = repositoryIn(checkout);
    const before = manifestIn(checkout).version;
    const listed = execFileSync("git", ["grep", "-lzF", before], { cwd: checkout, encoding: "utf8" });
    for (const file of listed.split("\0").filter(name => /\.(json|md|yaml|mod)$/.test(name))) {
        const from = path.join(checkout, file);
        const text = fs.readFileSync(from, "utf8");
        const changed = withVersion(file, text, repository, before, version);
        if (changed !== text) fs.writeFileSync(from, changed);
    }
    // The presets first: it refuses a patch release in which one widens.
    ran(checkout, "npx", ["ts-node", "-T", "scripts/presets/check.ts", "--released", version]);
    ran(checkout, "npx", ["ts-node", "-T", "scripts/generateComponentSchema.ts", "--record"]);
    const changelog = path.join(checkout, "CHANGELOG.md");
    fs.writeFileSync(changelog, datedChangelog(fs.readFileSync(changelog, "utf8"), version, date));
}
