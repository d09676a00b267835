/** The plugin of a checkout, asked by the real CLI for its schema. */
import * as fs from "node:fs";
import * as path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { openSandbox } from "../../sandbox/sandbox";
import { sayingOn } from "../../sandbox/say";

/** @throws Error if the CLI gets another schema than the committed one, or one of another version */
export async function tryPlugin(checkout: string, version: string, directory: string): Promise<void> {
    const project = path.join(directory, "project");
    fs.mkdirSync(project, { recursive: true });
    const options = { directory: path.join(directory, "sandbox"), project, mirror: false, aws: false };
    const sandbox = await openSandbox({ ...options, say: sayingOn(process.stderr) });
    try {
        const components = path.join(checkout, "components");
        const { code, stdout, stderr } = await sandbox.pulumi(["package", "get-schema", components]);
        if (code !== 0) throw new Error(`pulumi package get-schema failed:\n${stderr}`);
        const given = JSON.parse(stdout) as { readonly version: string };
        const committed = JSON.parse(fs.readFileSync(path.join(components, "schema.json"), "utf8")) as object;
        if (given.version !== version) throw new Error(`The plugin has version ${given.version}, not ${version}.`);
        // The CLI sorts the keys, the file does not.
        if (!isDeepStrictEqual(given, committed)) {
            throw new Error("The plugin gives another schema than components/schema.json.");
        }
    } finally {
        await sandbox.close();
    }
}
