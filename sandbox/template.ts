/** Templates for `pulumi new`: the plugin of this package comes from this checkout, whose version may not be published yet. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { packageFolder } from "./layout";
import { runtimeIn } from "./stacks";

export interface Template {
    /** Its position among the arguments of the command. */
    readonly index: number;
    readonly folder: string;
    readonly runtime: string;
}

/** The folder of a template among the arguments of `pulumi new`; `undefined` for templates elsewhere. */
export async function templateIn(args: readonly string[], folder: string): Promise<Template | undefined> {
    for (const [index, argument] of args.entries()) {
        if (argument.startsWith("-")) continue;
        const found = path.resolve(folder, argument);
        const runtime = runtimeIn(await fs.readFile(path.join(found, "Pulumi.yaml"), "utf8").catch(() => ""));
        if (runtime !== undefined) return { index, folder: found, runtime };
    }
    return undefined;
}

/** A copy of the template in `to` that takes the plugin from this checkout. */
export async function withOwnPlugin(template: Template, to: string): Promise<string> {
    const manifest = JSON.parse(await fs.readFile(path.join(packageFolder, "package.json"), "utf8")) as {
        readonly repository: { readonly url: string };
    };
    const address = /github\.com\/.+?(?=\.git$|$)/.exec(manifest.repository.url)?.[0] ?? "";
    const copy = path.join(to, path.basename(template.folder));
    await fs.rm(copy, { recursive: true, force: true });
    await fs.cp(template.folder, copy, { recursive: true });
    const file = path.join(copy, "Pulumi.yaml");
    const text = await fs.readFile(file, "utf8");
    const plugin = text.split(/\s+/).find(word => word.startsWith(`${address}/components@`));
    const components = path.join(packageFolder, "components");
    if (plugin !== undefined) await fs.writeFile(file, text.replace(plugin, JSON.stringify(components)));
    return copy;
}
