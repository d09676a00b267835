/** Writes schemas/ and the reference in docs/configuration.md: `npm run generate`. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { withReference } from "./configurationPage";
import { formattedJson } from "./formattedJson";
import { ownDefaults, schemas } from "./stackSchema";

const root = path.join(__dirname, "..");

/** The generated files as they ought to be, by path from the root: those of schemas/ and the table of defaults. */
export async function generatedFiles(): Promise<Record<string, string>> {
    const contents = {
        ...Object.fromEntries(Object.entries(schemas()).map(([name, schema]) => [`schemas/${name}`, schema])),
        "config/model/defaults.json": ownDefaults(),
    };
    const files = Object.entries(contents).map(
        async ([file, content]) => [file, await formattedJson(path.join(root, file), content)] as const,
    );
    return Object.fromEntries(await Promise.all(files));
}

export const configurationPage = path.join(__dirname, "..", "docs", "configuration.md");

async function write(): Promise<void> {
    await fs.mkdir(path.join(root, "schemas"), { recursive: true });
    for (const [file, text] of Object.entries(await generatedFiles())) {
        await fs.writeFile(path.join(root, file), text);
    }
    await fs.writeFile(configurationPage, await withReference(await fs.readFile(configurationPage, "utf8")));
}

if (require.main === module) {
    void write();
}
