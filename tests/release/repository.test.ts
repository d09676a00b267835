import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import {
    manifestIn,
    parsedRepository,
    placeholderOwner,
    repositoryIn,
    root,
    withRepository,
} from "../../scripts/release/repository";
import { filesWithAddress } from "../../scripts/release/setRepository";

const repository = repositoryIn(root);
const read = (file: string) => fs.readFileSync(path.join(root, file), "utf8");

describe("the address of the repository", () => {
    it("is read in each form that npm and git use", () => {
        for (const text of [
            "git+https://github.com/acme/pods.git",
            "https://github.com/acme/pods/",
            "https://github.com/acme/pods",
            "github.com/acme/pods",
        ]) {
            assert.deepEqual(parsedRepository(text), {
                address: "github.com/acme/pods",
                url: "https://github.com/acme/pods",
                owner: "acme",
                isPlaceholder: false,
            });
        }
        assert.ok(parsedRepository(`https://github.com/${placeholderOwner}/pods`).isPlaceholder);
    });

    it("is refused elsewhere than on GitHub, or without a name", () => {
        for (const text of ["", "acme/pods", "https://example.com/acme/pods", "https://github.com/acme"]) {
            assert.throws(() => parsedRepository(text), /is not the address of a repository: write https:/);
        }
    });

    it("is the same in all fields of package.json and of the schema", () => {
        const { author, homepage, bugs } = manifestIn(root);
        assert.deepEqual(
            [author, homepage, bugs],
            [repository.owner, `${repository.url}#readme`, { url: `${repository.url}/issues` }],
        );
        const schema = JSON.parse(read("components/schema.json")) as Readonly<Record<string, string>>;
        assert.deepEqual([schema.publisher, schema.repository], [repository.owner, repository.url]);
        const logo = /\/docs\/.*$/.exec(schema.logoUrl ?? "")?.[0] ?? "";
        assert.match(read(logo.slice(1)), /^<svg /);
    });

    it("is the only address of this package, in pages, examples and metadata", () => {
        const name = path.basename(repository.address);
        const others = filesWithAddress(root, `/${name}`)
            .filter(file => !file.startsWith("tests/"))
            .flatMap(file =>
                [...read(file).matchAll(new RegExp(`github(?:usercontent)?\\.com/([\\w.-]+)/${name}\\b`, "g"))]
                    .filter(([, owner]) => owner !== repository.owner)
                    .map(([found]) => `${file}: ${found}`),
            );
        assert.deepEqual(others, []);
    });

    it("is replaced in every file that has it", () => {
        const after = parsedRepository("https://github.com/acme/pulumi-pods");
        const files = filesWithAddress(root, repository.address);
        for (const file of [
            "README.md",
            "package.json",
            "docs/languages.md",
            "examples/go/go.mod",
            "components/README.md",
        ]) {
            assert.ok(files.includes(file), file);
        }
        for (const file of files) {
            const text = withRepository(read(file), repository, after);
            assert.doesNotMatch(text, new RegExp(repository.address), file);
        }
        assert.match(withRepository(read("package.json"), repository, after), /"author": "acme"/);
    });

    it("leaves no other placeholder on a page", () => {
        const pages = filesWithAddress(root, "#").filter(file =>
            /^[^/]+\.md$|^(docs|examples|templates)\/.*\.md$/.test(file),
        );
        const found = pages.flatMap(page =>
            [...read(page).matchAll(/<(git url|checkout|your)[^>]*>/g)].map(([text]) => `${page}: ${text}`),
        );
        assert.deepEqual(found, []);
    });
});
