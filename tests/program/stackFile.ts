/** Writes stack files for tests. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { stringify } from "yaml";

export const account = "111122223333";
export const region = "eu-west-1";

/** Writes `Pulumi.<stack>.yaml`. Keys without a prefix get `namespace`. The encryption settings of the CLI stay. */
export async function writeStackFile(
    folder: string,
    stack: string,
    namespace: string,
    config: Readonly<Record<string, unknown>>,
): Promise<void> {
    const file = path.join(folder, `Pulumi.${stack}.yaml`);
    const salt = /^encryptionsalt:.*$/m.exec(await fs.readFile(file, "utf8").catch(() => ""))?.[0] ?? "";
    const keys = Object.entries(config).map(([key, value]) => [key.includes(":") ? key : `${namespace}:${key}`, value]);
    const values = {
        "aws:region": region,
        "aws:allowedAccountIds": [account],
        ...(Object.fromEntries(keys) as typeof config),
    };
    await fs.writeFile(file, `${stringify({ config: values })}${salt}\n`);
}
