/**
 * `npm run mutate -- [access|evaluation|decisions|rules|path]… [--all] [--cores n] [--write]`: changes the code in one place at a
 * time, and runs the tests. A change that no test notices is a missing test or dead code. Results are kept in reports/mutation,
 * and only what changed since is tried again; `--all` tries everything. `--write` updates the table in README.md.
 */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { mutantsIn, scoreOf, survivors, table, withRows } from "./score";
import type { Mutant } from "./score";
import { groups, settings } from "./settings";
import type { Group } from "./settings";

const hook = path.join(__dirname, "requireCjs.js");
const page = path.join(__dirname, "README.md");

async function main(): Promise<void> {
    const { values, positionals } = parseArgs({
        allowPositionals: true,
        options: { all: { type: "boolean" }, cores: { type: "string" }, write: { type: "boolean" } },
    });
    const chosen = (positionals.length > 0 ? positionals : Object.keys(groups)).map(groupOf);
    const given = { force: values.all ?? false, concurrency: Number(values.cores ?? os.cpus().length) };
    process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ""} --require ${hook}`;
    await import(hook);
    const { Stryker } = await import("@stryker-mutator/core");
    const date = new Date().toISOString().slice(0, 10);
    const rows = [];
    for (const { name, group, file } of chosen) {
        const results: Mutant[] = await new Stryker(
            settings(name, group, { ...given, mutate: [file ?? group.files] }),
        ).runMutationTest();
        const mutants = file === undefined ? results : mutantsIn(results, file);
        rows.push(scoreOf(name, mutants));
        process.stdout.write(`${survivors(mutants).join("\n")}\n`);
        if (values.write && file === undefined) {
            fs.writeFileSync(page, withRows(fs.readFileSync(page, "utf8"), rows, date));
        }
    }
    process.stdout.write(`\n${table(rows, date)}\n`);
}

interface Chosen {
    readonly name: string;
    readonly group: Group;
    /** If only one file of the group is changed. */
    readonly file?: string;
}

function groupOf(text: string): Chosen {
    const named = groups[text];
    if (named !== undefined) {
        return { name: text, group: named };
    }
    const found = Object.entries(groups).find(([, { files }]) => text.replace(/[^/]+\.ts$/, "*.ts") === files);
    if (found === undefined) {
        throw new Error(
            `There is no group ${text}: use ${Object.keys(groups).join(", ")}, or the path of a file in one.`,
        );
    }
    return { name: found[0], group: found[1], file: text };
}

main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
