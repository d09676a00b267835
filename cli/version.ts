import * as fs from "node:fs";
import * as path from "node:path";

/** The version of the package that this file belongs to, compiled or not. */
export function packageVersion(folder = __dirname): string {
    const file = path.join(folder, "package.json");
    return fs.existsSync(file)
        ? (JSON.parse(fs.readFileSync(file, "utf8")) as { version: string }).version
        : packageVersion(path.dirname(folder));
}
