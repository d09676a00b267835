/** JSON that is kept compressed, beside this file. */
import * as fs from "node:fs";
import * as path from "node:path";
import * as zlib from "node:zlib";

/** The content of a file of this folder that `writeCompressed` in scripts/ made. */
export function readCompressed(name: string): unknown {
    return JSON.parse(zlib.brotliDecompressSync(fs.readFileSync(path.join(__dirname, name))).toString("utf8"));
}
