/** Writes schemas/ and the reference in docs/configuration.md: `npm run generate`. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import * as prettier from "prettier";
import { withReference } from "./configurationPage";
import { schemas } from "./stackSchema";

const folder = path.join(__dirname, "..", "schemas");

/** The files of schemas/ as they ought to be, by name. */
export async function schemaFiles(): Promise<Record<string, string>> {
    const files = Object.entries(schemas()).map(async ([name, schema]) => {
        const options = await prettier.resolveConfig(path.join(folder, name));
        return [name, await prettier.format(JSON.stringify(schema), { ...options, parser: "json" })] as const;
    });
    return Object.fromEntries(await Promise.all(files));
}

export const configurationPage = path.join(__dirname, "..", "docs", "configuration.md");

async function write(): Promise<void> {
    await fs.mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(await schemaFiles())) {
        await fs.writeFile(path.join(folder, name), text);
    }
    await fs.writeFile(configurationPage, withReference(await fs.readFile(configurationPage, "utf8")));
}

if (require.main === module) {
    void write();
}
