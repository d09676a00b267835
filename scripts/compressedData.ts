/** Writes a file of data/ as compressed JSON. */
import * as fs from "node:fs";
import * as path from "node:path";
import * as zlib from "node:zlib";

/** The same content is not written again, because the bytes depend on the version of zlib. */
export function writeCompressed(name: string, content: unknown): void {
    const file = path.join(__dirname, "..", "data", name);
    const text = JSON.stringify(content);
    if (fs.existsSync(file) && zlib.brotliDecompressSync(fs.readFileSync(file)).toString("utf8") === text) {
        return;
    }
    const bytes = Buffer.from(text);
    const params = {
        [zlib.constants.BROTLI_PARAM_QUALITY]: zlib.constants.BROTLI_MAX_QUALITY,
        [zlib.constants.BROTLI_PARAM_MODE]: zlib.constants.BROTLI_MODE_TEXT,
        [zlib.constants.BROTLI_PARAM_LGWIN]: zlib.constants.BROTLI_MAX_WINDOW_BITS,
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    fs.writeFileSync(file, zlib.brotliCompressSync(bytes, { params }));
}
