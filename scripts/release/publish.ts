/**
 * `npm run release:publish -- v<version> [--dry-run]`: publishes the commit of a tag. The release workflow runs it; a dry run
 * builds and packs, and prints the commands that publish.
 */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { entriesOf } from "./changelog";
import { packed } from "./pack";
import { placeholderProblems } from "./problems";
import { type Repository, manifestIn, repositoryIn, root } from "./repository";

export interface Publication {
    readonly tag: string;
    readonly tarball: string;
    /** File with the entries of the CHANGELOG. */
    readonly notes: string;
    readonly repository: Repository;
    /** Whether there is a token for a private registry of Pulumi Cloud. */
    readonly hasPulumiToken: boolean;
}

/** The commands that publish, in order: npm first, since what is there can never be replaced. */
export function publishingCommands({ tag, tarball, notes, repository, hasPulumiToken }: Publication): string[][] {
    return [
        ["npm", "publish", tarball, "--provenance", "--access", "public"],
        ["gh", "release", "create", tag, tarball, "--title", tag, "--notes-file", notes, "--verify-tag"],
        ...(hasPulumiToken ? [["pulumi", "package", "publish", `${repository.address}/components@${tag}`]] : []),
    ];
}

/** Why the commit of `tag` is not published. */
export function publishingProblems(tag: string, version: string, changelog: string, repository: Repository): string[] {
    return [
        ...(tag === `v${version}` ? [] : [`The tag is ${tag || "missing"}, and package.json has version ${version}.`]),
        ...(entriesOf(changelog, version) === undefined
            ? [
                  `CHANGELOG.md has no section for ${version}. ` +
                      `Check out the tag, or make it with \`npm run release -- ${version}\`.`,
              ]
            : []),
        ...placeholderProblems(repository),
    ];
}

function main(): void {
    const { values, positionals } = parseArgs({ options: { "dry-run": { type: "boolean" } }, allowPositionals: true });
    const [tag = ""] = positionals;
    const { version } = manifestIn(root);
    const repository = repositoryIn(root);
    const changelog = fs.readFileSync(path.join(root, "CHANGELOG.md"), "utf8");
    const problems = publishingProblems(tag, version, changelog, repository);
    if (problems.length > 0) throw new Error(problems.join("\n"));

    const folder = path.join(root, "dist-release");
    execFileSync("npm", ["run", "build"], { cwd: root, stdio: "inherit" });
    const tarball = packed(root, folder);
    const notes = path.join(folder, "notes.md");
    fs.writeFileSync(notes, `${entriesOf(changelog, version) ?? ""}\n`);
    const hasPulumiToken = (process.env.PULUMI_ACCESS_TOKEN ?? "") !== "";
    for (const [command = "", ...args] of publishingCommands({ tag, tarball, notes, repository, hasPulumiToken })) {
        console.log(`> ${command} ${args.join(" ")}`);
        if (!values["dry-run"]) execFileSync(command, args, { cwd: root, stdio: "inherit" });
    }
}

if (require.main === module) {
    try {
        main();
    } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        process.exitCode = 1;
    }
}
