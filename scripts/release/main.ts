/**
 * `npm run release -- [--dry-run] <version>`: rehearses the release in a copy of the repository, up to installing the tarball
 * and starting the plugin. Without `--dry-run` it then commits and tags here what the rehearsal changed in the copy; pushing
 * the tag publishes.
 */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { record, statesFolder } from "../../tests/upgrades/states";
import { packed } from "./pack";
import { tryPlugin } from "./pluginTrial";
import { prepare } from "./prepare";
import { verdictOf } from "./problems";
import { manifestIn, repositoryIn, root } from "./repository";
import { peersOf, ran, tryTarball } from "./tarballTrial";

const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();

/** What the release's commit changes is read by these. All tests run before and after, in CI. */
const testsOfRelease = [
    "tests/release/*.test.ts",
    "tests/languages/schema.test.ts",
    "tests/presets/changes.test.ts",
    "tests/templates/templates.test.ts",
];

const statesPath = path.relative(root, statesFolder);

function step(text: string): void {
    console.log(`== ${text}`);
}

/** Returns what the release changes, as a patch. */
async function rehearse(version: string, date: string): Promise<string> {
    const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "pod-identity-release-")));
    const copy = path.join(folder, "copy");
    try {
        step("A copy of the last commit, installed");
        git("clone", "--quiet", root, copy);
        ran(copy, "npm", ["ci", "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"]);
        step(`Versions, baselines and the date ${date} in the CHANGELOG`);
        prepare(copy, version, date);
        step("The states that later versions are deployed over");
        await record(path.join(copy, statesPath), version);
        ran(copy, "git", ["add", "--all"]);
        console.log(ran(copy, "git", ["diff", "--cached", "--stat"]).trimEnd());
        const patch = path.join(folder, "release.patch");
        // Unlike `git diff`, it ignores settings of the user.
        ran(copy, "git", ["diff-index", "--cached", "--binary", `--output=${patch}`, "HEAD"]);
        step("The tests that read versions, baselines and the CHANGELOG");
        ran(copy, "npx", ["prettier", "--check", "."]);
        ran(copy, "npx", ["mocha", ...testsOfRelease]);
        step("Built and packed");
        ran(copy, "npm", ["run", "build"]);
        const tarball = packed(copy, folder);
        console.log(`${path.basename(tarball)}: ${Math.round(fs.statSync(tarball).size / 1024)} KiB`);
        const ranges = manifestIn(copy).peerDependencies as Readonly<Record<string, string>>;
        for (const peers of peersOf(ranges)) {
            step(`The tarball in an empty project on Node ${process.version}, with ${peers.title}`);
            console.log(
                tryTarball(tarball, version, peers, path.join(folder, peers.title.replaceAll(" ", "-"))).join(", "),
            );
        }
        step("The schema of the plugin, through the Pulumi CLI");
        await tryPlugin(copy, version, path.join(folder, "plugin"));
        return fs.readFileSync(patch, "utf8");
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

async function main(): Promise<void> {
    const { values, positionals } = parseArgs({ options: { "dry-run": { type: "boolean" } }, allowPositionals: true });
    const version = positionals.join(" ");
    const isDryRun = values["dry-run"] ?? false;
    const { problems, warnings } = verdictOf({
        version,
        isDryRun,
        repository: repositoryIn(root),
        tags: git("tag", "--list", "v*").split("\n").filter(Boolean),
        branch: git("branch", "--show-current"),
        changes: git("status", "--porcelain"),
        changelog: fs.readFileSync(path.join(root, "CHANGELOG.md"), "utf8"),
    });
    for (const warning of warnings) console.warn(`warning: ${warning}`);
    if (problems.length > 0) throw new Error(problems.join("\n"));

    const commit = git("rev-parse", "HEAD");
    const patch = await rehearse(version, new Date().toISOString().slice(0, 10));
    if (isDryRun) {
        const condition = warnings.length > 0 ? ", once the warnings above are dealt with" : "";
        console.log(`${version} can be released${condition}: npm run release -- ${version}. This run changed nothing.`);
        return;
    }
    if (git("rev-parse", "HEAD") !== commit || git("status", "--porcelain") !== "") {
        throw new Error("The repository changed during the rehearsal. Nothing is committed: start the release again.");
    }
    execFileSync("git", ["apply", "--index"], { cwd: root, input: patch });
    git("commit", "--quiet", "--message", `Release ${version}`);
    git("tag", "--annotate", `v${version}`, "--message", `Release ${version}`);
    console.log(`Tagged v${version}. To publish it: git push origin main v${version}`);
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
