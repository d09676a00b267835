/**
 * `npm run mutate -- [access|evaluation|decisions|rules|path]… [--all] [--cores n] [--write]`: changes the code in one place at a
 * time, and runs the tests. A change that no test notices is a missing test or dead code. Results are kept in reports/mutation,
 * and only what changed since is tried again; `--all` tries everything. `--write` updates the table in README.md.
 */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { mutantsOf, scores, survivors, table, withRows } from "./score";
import { groups, settings } from "./settings";

const hook = path.join(__dirname, "requireCjs.js");
const page = path.join(__dirname, "README.md");

async function main(): Promise<void> {
    const { values, positionals } = parseArgs({
        allowPositionals: true,
        options: { all: { type: "boolean" }, cores: { type: "string" }, write: { type: "boolean" } },
    });
    const mutate = positionals.length > 0 ? positionals.map(filesOf) : Object.values(groups);
    process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ""} --require ${hook}`;
    await import(hook);
    const { Stryker } = await import("@stryker-mutator/core");
    const results = await new Stryker(
        settings(mutate, { force: values.all ?? false, concurrency: Number(values.cores ?? os.cpus().length) }),
    ).runMutationTest();
    const mutants = mutantsOf(results, mutate);
    const [rows, date] = [scores(mutants), new Date().toISOString().slice(0, 10)];
    process.stdout.write(`${[...survivors(mutants), "", table(rows, date)].join("\n")}\n`);
    if (values.write) {
        fs.writeFileSync(page, withRows(fs.readFileSync(page, "utf8"), rows, date));
    }
}

function filesOf(name: string): string {
    const files = groups[name] ?? name;
    if (!files.endsWith(".ts")) {
        throw new Error(`There is no group ${name}: use ${Object.keys(groups).join(", ")}, or the path of a file.`);
    }
    return files;
}

main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
