/** Writes stack files for tests. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { stringify } from "yaml"; // as config/ reads it
import type { CreateNodeOptions } from "yaml";

export const account = "111122223333";
export const region = "eu-west-1";

/** The text of a stack file. Keys without a prefix get `namespace`. */
export function stackFileText(
    namespace: string,
    config: Readonly<Record<string, unknown>>,
    options: CreateNodeOptions = {},
): string {
    const keys = Object.entries(config).map(([key, value]) => [key.includes(":") ? key : `${namespace}:${key}`, value]);
    const values = {
        "aws:region": region,
        "aws:allowedAccountIds": [account],
        ...(Object.fromEntries(keys) as typeof config),
    };
    return stringify({ config: values }, options);
}

/** Writes `Pulumi.<stack>.yaml`. The encryption settings of the CLI stay. */
export async function writeStackText(folder: string, stack: string, text: string): Promise<void> {
    const file = path.join(folder, `Pulumi.${stack}.yaml`);
    const salt = /^encryptionsalt:.*$/m.exec(await fs.readFile(file, "utf8").catch(() => ""))?.[0] ?? "";
    await fs.writeFile(file, `${text}${salt}\n`);
}

/** Writes `Pulumi.<stack>.yaml` with the keys of `config`. */
export function writeStackFile(
    folder: string,
    stack: string,
    namespace: string,
    config: Readonly<Record<string, unknown>>,
): Promise<void> {
    return writeStackText(folder, stack, stackFileText(namespace, config));
}
