import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { builtinModules } from "node:module";
import * as path from "node:path";
import { packageFolder, sandboxFolder } from "../../sandbox/layout";

type Dependencies = Readonly<Record<string, string>>;
interface Manifest {
    readonly name: string;
    readonly private?: boolean;
    readonly files?: readonly string[];
    readonly dependencies?: Dependencies;
    readonly devDependencies?: Dependencies;
}

const manifestIn = (folder: string): Manifest =>
    JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")) as Manifest;

describe("the workspace of the sandbox", () => {
    const { name: own, dependencies = {}, private: isPrivate } = manifestIn(sandboxFolder);

    it("has every package that its sources import in its package.json, and no other", () => {
        const imported = fs
            .readdirSync(sandboxFolder, { recursive: true, encoding: "utf8" })
            .filter(name => /\.(ts|js)$/.test(name) && !name.includes("node_modules"))
            .map(name => fs.readFileSync(path.join(sandboxFolder, name), "utf8"))
            .flatMap(source => [
                ...source.matchAll(/\b(?:from |import\(|require\(|require\.resolve\()"([@a-z][^"]*)"/g),
            ])
            .map(([, name = ""]) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name)
            .filter(name => !name.startsWith("node:") && !builtinModules.includes(name) && name !== own);
        assert.deepEqual([...new Set(imported)].sort(), Object.keys(dependencies).sort());
    });

    it("has the same versions as the root", () => {
        const root = manifestIn(packageFolder);
        const versions = { ...root.dependencies, ...root.devDependencies };
        for (const [name, version] of Object.entries(dependencies)) {
            assert.equal(versions[name] ?? version, version, name);
        }
    });

    it("is not published", () => {
        assert.equal(isPrivate, true);
        assert.ok(!manifestIn(packageFolder).files?.some(file => file.includes("sandbox")));
    });
});
