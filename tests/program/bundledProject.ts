/** Projects whose program is one file: transpiling its sources would take most of the time of a deployment. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { ensureBundle } from "../../sandbox/bundle";

/** Writes the project `name` with the program `entry`, a path in this repository, to `folder`. */
export async function writeBundledProject(folder: string, name: string, entry: string): Promise<void> {
    const options = { external: ["@pulumi/*"], mainFields: ["module", "main"] };
    await ensureBundle(entry, path.join(folder, "program.js"), options);
    const runtime = "{ name: nodejs, options: { typescript: false } }";
    await fs.writeFile(path.join(folder, "Pulumi.yaml"), `name: ${name}\nruntime: ${runtime}\nmain: program.js\n`);
    await fs.writeFile(path.join(folder, "package.json"), "{}");
}
