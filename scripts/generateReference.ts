/** Writes docs/api/ and docs/command.md. Run by `npm run generate`. */
import * as fs from "node:fs";
import * as path from "node:path";
import { writeApiPages } from "./apiPages";
import { commandPage } from "./commandPage";

const docs = path.join(__dirname, "..", "docs");
fs.writeFileSync(path.join(docs, "command.md"), commandPage());
void writeApiPages(path.join(docs, "api"));
