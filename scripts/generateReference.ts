/** Writes docs/api/ and docs/command.md. Run by `npm run generate`. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { writeApiPages } from "./apiPages";
import { commandPage } from "./commandPage";

const docs = path.join(__dirname, "..", "docs");

async function write(): Promise<void> {
    await fs.writeFile(path.join(docs, "command.md"), await commandPage());
    await writeApiPages(path.join(docs, "api"));
}

void write();
