/** Writes docs/presets.md and tests/presets/rendered/. Run by `npm run generate`. */
import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { pageFile, presetsPage } from "./page";
import { renderedFolder, writeRendered } from "./rendered";

mkdirSync(renderedFolder, { recursive: true });
writeRendered();
mkdirSync(path.dirname(pageFile), { recursive: true });
void presetsPage().then(page => {
    writeFileSync(pageFile, page);
});
