/**
 * Writes components/schema.json: `npm run generate`. With `--record`, which belongs to a release, also what later versions are
 * held against.
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
