/** The tarball for npm, from a checkout that is built. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { withAbsoluteLinks } from "./absoluteLinks";
import { manifestIn, repositoryIn } from "./repository";

const pages = ["README.md", "CHANGELOG.md"];

/** Packs what `checkout` has in dist/ into the folder `to`; gives the tarball's path. */
export function packed(checkout: string, to: string): string {
    const manifest = manifestIn(checkout);
    const stage = fs.mkdtempSync(path.join(os.tmpdir(), "pod-identity-pack-"));
    try {
        for (const page of pages) {
            const text = fs.readFileSync(path.join(checkout, page), "utf8");
            fs.writeFileSync(
                path.join(stage, page),
                withAbsoluteLinks(text, page, repositoryIn(checkout), `v${manifest.version}`),
            );
        }
        fs.copyFileSync(path.join(checkout, "LICENSE"), path.join(stage, "LICENSE"));
        fs.cpSync(path.join(checkout, "dist"), path.join(stage, "dist"), { recursive: true });
        fs.writeFileSync(
            path.join(stage, "package.json"),
            `${JSON.stringify(publishedManifest(manifest), undefined, 2)}\n`,
        );
        fs.mkdirSync(to, { recursive: true });
        const options = ["--json", "--pack-destination", to];
        const [pack] = JSON.parse(execFileSync("npm", ["pack", ...options], { cwd: stage, encoding: "utf8" })) as [
            { readonly filename: string },
        ];
        return path.join(to, pack.filename);
    } finally {
        fs.rmSync(stage, { recursive: true, force: true });
    }
}

/** Without what only a checkout needs: its scripts, workspaces and tools. */
export function publishedManifest(manifest: object): object {
    const onlyOfCheckout = ["scripts", "devDependencies", "workspaces"];
    return Object.fromEntries(Object.entries(manifest).filter(([key]) => !onlyOfCheckout.includes(key)));
}
