/** `npm run repository -- https://github.com/<owner>/<name>`: the address of the repository, wherever it has copies. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parsedRepository, repositoryIn, root, withRepository } from "./repository";

/** The files that git tracks and that have the address; package-lock.json has addresses of other packages only. */
export function filesWithAddress(folder: string, address: string): string[] {
    const listed = execFileSync("git", ["grep", "-lzF", address], { cwd: folder, encoding: "utf8" });
    return listed.split("\0").filter(file => file !== "" && file !== "package-lock.json");
}

function main([url = ""]: readonly string[]): void {
    const before = repositoryIn(root);
    const after = parsedRepository(url);
    const files = filesWithAddress(root, before.address);
    for (const file of files) {
        const from = path.join(root, file);
        fs.writeFileSync(from, withRepository(fs.readFileSync(from, "utf8"), before, after));
    }
    execFileSync("npx", ["ts-node", "-T", "scripts/generateComponentSchema.ts"], { cwd: root, stdio: "inherit" });
    console.log(`${files.length} files now say ${after.url}. Review and commit them.`);
}

if (require.main === module) {
    try {
        main(process.argv.slice(2));
    } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        process.exitCode = 1;
    }
}
