/**
 * Writes components/schema.json: `npm run generate`. With `--record`, for a release, it also writes the baseline for
 * later versions.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { componentSchema } from "./componentSchema";

const root = path.join(__dirname, "..");
const text = `${JSON.stringify(componentSchema(), null, 2)}\n`;
fs.writeFileSync(path.join(root, "components", "schema.json"), text);
if (process.argv.includes("--record")) {
    fs.writeFileSync(path.join(root, "tests", "languages", "baseline.schema.json"), text);
}
