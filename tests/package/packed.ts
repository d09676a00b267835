/** The package as it is published. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { packageFolder } from "../../sandbox/layout";
import { must } from "../languages/sdks";

/** Builds and packs the package into `file`, which is also what `npm install <git url>` installs. */
export async function packTo(file: string): Promise<void> {
    const folder = await fs.mkdtemp(path.join(path.dirname(file), "package-"));
    const tsc = require.resolve("typescript/bin/tsc");
    const options = ["--project", "tsconfig.build.json", "--outDir", path.join(folder, "dist")];
    await must(process.execPath, [tsc, ...options], packageFolder);
    const data = path.join(packageFolder, "data");
    for (const name of (await fs.readdir(data)).filter(each => each.endsWith(".br"))) {
        await fs.copyFile(path.join(data, name), path.join(folder, "dist", "data", name));
    }
    const manifest = JSON.parse(await fs.readFile(path.join(packageFolder, "package.json"), "utf8")) as object;
    await fs.writeFile(path.join(folder, "package.json"), JSON.stringify({ ...manifest, scripts: {}, workspaces: [] }));
    const name = await must("npm", ["pack", "--silent"], folder);
    await fs.rename(path.join(folder, name.trim()), file);
}
