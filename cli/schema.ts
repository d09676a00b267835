/** `pod-identity schema`: the JSON Schemas, for editors and other tools. */
import * as fs from "node:fs";
import * as path from "node:path";
import { Argument } from "commander";
import type { Command } from "commander";
import checkOutputSchema from "../schemas/check.schema.json";
import configOutputSchema from "../schemas/config.schema.json";
import diffOutputSchema from "../schemas/diff.schema.json";
import explainOutputSchema from "../schemas/explain.schema.json";
import includeSchema from "../schemas/include.schema.json";
import inventorySchema from "../schemas/inventory.schema.json";
import stackSchema from "../schemas/stack.schema.json";
import whoOutputSchema from "../schemas/who.schema.json";
import { codeOf } from "../config/yaml/readText";
import { exitCodes, Misuse } from "./terminal";
import type { ExitCode, Terminal } from "./terminal";

const schemas: Readonly<Record<string, unknown>> = {
    stack: stackSchema,
    include: includeSchema,
    check: checkOutputSchema,
    config: configOutputSchema,
    show: inventorySchema,
    diff: diffOutputSchema,
    who: whoOutputSchema,
    explain: explainOutputSchema,
};

export function addSchema(program: Command, terminal: Terminal, done: (code: ExitCode) => void): void {
    program
        .command("schema")
        .description("Prints the JSON Schema of stack files, or writes it and prints the line that editors look for.")
        .addArgument(
            new Argument("[of]", "the schema of stack files, of included files, or of the JSON that a command prints")
                .choices(Object.keys(schemas))
                .default("stack"),
        )
        .option("-w, --write <file>", "write it to a file")
        .action((of: string, { write }: { readonly write?: string }) => {
            const text = JSON.stringify(schemas[of], null, 2);
            if (write === undefined) {
                terminal.print(text);
            } else {
                writeTo(path.resolve(terminal.folder, write), text);
                const relative = path
                    .relative(terminal.folder, path.resolve(terminal.folder, write))
                    .split(path.sep)
                    .join("/");
                terminal.print(
                    `# yaml-language-server: $schema=${relative.startsWith(".") ? relative : `./${relative}`}`,
                );
                terminal.tell(
                    "Put this line at the top of each file, relative to it, and the editor completes and checks it.",
                );
            }
            done(exitCodes.fine);
        });
}

function writeTo(file: string, text: string): void {
    makeFolder(path.dirname(file));
    try {
        fs.writeFileSync(file, `${text}\n`);
    } catch (error) {
        throw new Misuse(`The schema cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    }
}

/** One folder at a time: Node's own way to make several tries for ever where one cannot be, as in /proc. */
function makeFolder(folder: string): void {
    if (fs.existsSync(folder)) {
        return;
    }
    makeFolder(path.dirname(folder));
    try {
        fs.mkdirSync(folder);
    } catch (error) {
        throw new Misuse(
            `The schema cannot be written: the folder ${folder} does not exist and cannot be made: ${codeOf(error)}.`,
        );
    }
}
