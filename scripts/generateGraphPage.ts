/**
 * Writes inventory/reports/graphPage.json: script and style of the page of `pod-identity graph`. Run by `npm run
 * generate`.
 */
import { writeFileSync } from "node:fs";
import * as path from "node:path";
import { buildSync } from "esbuild";

const folder = path.join(__dirname, "..", "inventory");

export const graphPageFile = path.join(folder, "reports", "graphPage.json");

export function graphPageText(): string {
    return `${JSON.stringify({ script: bundled("main.ts"), style: bundled("page.css") }, undefined, 2)}\n`;
}

/** `</script>` and `</style>` would end the element. esbuild escapes them. */
function bundled(file: string): string {
    const { outputFiles } = buildSync({
        entryPoints: [path.join(folder, "page", file)],
        bundle: true,
        minify: true,
        write: false,
        format: "iife",
        target: "es2022",
        charset: "ascii",
        tsconfigRaw: {},
        logLevel: "silent",
    });
    return outputFiles[0]?.text.trim() ?? "";
}

if (require.main === module) {
    writeFileSync(graphPageFile, graphPageText());
}
