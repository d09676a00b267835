import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { formattedJson } from "../../scripts/formattedJson";
import { withAbsoluteLinks } from "../../scripts/release/absoluteLinks";
import { datedChangelog, entriesOf } from "../../scripts/release/changelog";
import { publishedManifest } from "../../scripts/release/pack";
import { type Situation, verdictOf } from "../../scripts/release/problems";
import { publishingCommands, publishingProblems } from "../../scripts/release/publish";
import { manifestIn, parsedRepository, placeholderOwner, repositoryIn, root } from "../../scripts/release/repository";
import { peersOf } from "../../scripts/release/tarballTrial";
import { isNewer, numbersOf, withVersion } from "../../scripts/release/version";

const repository = parsedRepository("https://github.com/acme/pods");
const placeholder = parsedRepository(`https://github.com/${placeholderOwner}/pulumi-eks-pod-identity`);
const changelog = "# Changelog\n\n## Unreleased\n\n- New.\n\n## 0.1.0 (2026-11-25)\n\n- Old.\n";

describe("why a version is not released", () => {
    const ready: Situation = {
        version: "0.2.0",
        isDryRun: false,
        repository,
        tags: ["v0.1.0"],
        branch: "main",
        changes: "",
        changelog,
    };

    it("is nothing on main, without changes, with a newer version and entries in the CHANGELOG", () => {
        assert.deepEqual(verdictOf(ready), { problems: [], warnings: [] });
    });

    const refused: readonly (readonly [string, Partial<Situation>, RegExp])[] = [
        ["no version", { version: "" }, /"" is not a version to release: write major\.minor\.patch/],
        ["a pre-release", { version: "0.2.0-rc.1" }, /is not a version to release/],
        ["a version that has a tag", { version: "0.1.0" }, /The tag v0\.1\.0 exists/],
        ["an older version", { version: "0.0.9" }, /v0\.1\.0 is newer than 0\.0\.9/],
        ["two versions", { version: "0.2.0 0.3.0" }, /"0\.2\.0 0\.3\.0" is not a version to release/],
        [
            "changes in the working tree",
            { changes: "M README.md\n?? new.ts\n" },
            /working tree has changes in README\.md, new\.ts\. Commit them/,
        ],
        [
            "many changes in the working tree",
            { changes: "abcdefg".replace(/./g, " M $&\n") },
            /changes in a, b, c, d, e, 2 more\./,
        ],
        [
            "an empty section in the CHANGELOG",
            { changelog: "## Unreleased\n\n## 0.1.0\n" },
            /no entries under "Unreleased"/,
        ],
    ];
    for (const [title, change, expected] of refused) {
        it(`${title}, in a dry run as well`, () => {
            for (const isDryRun of [true, false]) {
                const { problems, warnings } = verdictOf({ ...ready, ...change, isDryRun });
                assert.match(problems.join("\n"), expected);
                assert.deepEqual([problems.length, warnings.length], [1, 0]);
            }
        });
    }

    it("a repository without an owner, or another branch: a dry run warns", () => {
        const change = { repository: placeholder, branch: "feature" };
        const real = verdictOf({ ...ready, ...change });
        assert.match(real.problems.join("\n"), /has no owner yet \(.*\n?.*The branch is feature\. Release from main\./);
        assert.deepEqual(verdictOf({ ...ready, ...change, isDryRun: true }), { problems: [], warnings: real.problems });
    });
});

describe("a version", () => {
    it("is three numbers, compared as numbers", () => {
        assert.deepEqual(numbersOf("1.20.3"), [1, 20, 3]);
        assert.equal(numbersOf("v1.2.3"), undefined);
        assert.ok(isNewer([0, 10, 0], [0, 9, 9]));
        assert.ok(!isNewer([0, 9, 9], [0, 10, 0]));
        assert.ok(!isNewer([1, 0, 0], [1, 0, 0]));
    });

    it("is replaced in each file that names it, and in no other dependency", () => {
        const own = repositoryIn(root);
        const { version } = manifestIn(root);
        const changed = (file: string) =>
            withVersion(file, fs.readFileSync(path.join(root, file), "utf8"), own, version, "7.8.9");
        for (const file of [
            "package.json",
            "components/package.json",
            "components/README.md",
            "README.md",
            "docs/languages.md",
            "templates/typescript/package.json",
            "templates/stack-file/package.json",
            "examples/go/go.mod",
        ]) {
            const text = changed(file);
            assert.match(text, /7\.8\.9/, file);
            assert.doesNotMatch(text, new RegExp(`(identity|components|blob|sdk/go)[^\\n]*v?${version}`), file);
        }
        const lock = JSON.parse(changed("package-lock.json")) as {
            version: string;
            packages: Record<string, { version: string }>;
        };
        assert.deepEqual(
            [lock.version, lock.packages[""]?.version, lock.packages.components?.version],
            ["7.8.9", "7.8.9", "7.8.9"],
        );
        const others = Object.entries(lock.packages).filter(([name]) => name.startsWith("node_modules/"));
        assert.ok(others.every(([, { version: each }]) => each !== "7.8.9"));
    });
});

describe("CHANGELOG.md", () => {
    it("gets a dated section below an empty Unreleased", () => {
        assert.equal(
            datedChangelog(changelog, "0.2.0", "2026-12-01"),
            "# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-12-01)\n\n- New.\n\n## 0.1.0 (2026-11-25)\n\n- Old.\n",
        );
    });

    it("gives the entries of a section, for the notes of the release", () => {
        assert.equal(entriesOf(changelog, "Unreleased"), "- New.");
        assert.equal(entriesOf(changelog, "0.1.0"), "- Old.");
        assert.equal(entriesOf(changelog, "0.1"), undefined);
        assert.notEqual(entriesOf(fs.readFileSync(path.join(root, "CHANGELOG.md"), "utf8"), "Unreleased"), undefined);
    });
});

describe("JSON that a script writes", () => {
    it("is as `npm run format` leaves it, since the release checks that", async () => {
        for (const file of ["tests/upgrades/states/stamp.json", "components/rules/knownAddons.json"]) {
            const from = path.join(root, file);
            const text = fs.readFileSync(from, "utf8");
            assert.equal(await formattedJson(from, JSON.parse(text)), text, file);
        }
    });
});

describe("pages of the tarball", () => {
    const page = (text: string, name = "README.md") => withAbsoluteLinks(text, name, repository, "v0.2.0");

    it("link to the files of the repository at the tag", () => {
        const { url } = repository;
        assert.equal(page("[a](docs/access.md#trust)"), `[a](${url}/blob/v0.2.0/docs/access.md#trust)`);
        assert.equal(page("![p](docs/p.png)"), `![p](${url}/raw/v0.2.0/docs/p.png)`);
        assert.equal(page('<img src="docs/p.png">'), `<img src="${url}/raw/v0.2.0/docs/p.png">`);
        assert.equal(page("[a](../SECURITY.md)", "docs/a.md"), `[a](${url}/blob/v0.2.0/SECURITY.md)`);
        assert.equal(
            page("[`a`](examples) and [b](LICENSE)"),
            `[\`a\`](${url}/blob/v0.2.0/examples) and [b](${url}/blob/v0.2.0/LICENSE)`,
        );
    });

    it("keep addresses, headings and code", () => {
        for (const text of [
            "[a](https://aws.amazon.com)",
            "[a](#limits)",
            "[a](mailto:a@example.com)",
            "```\n[a](b)\n```",
        ]) {
            assert.equal(page(text), text);
        }
    });

    it("have no relative link left", () => {
        for (const name of ["README.md", "CHANGELOG.md"]) {
            const text = page(fs.readFileSync(path.join(root, name), "utf8"), name);
            assert.deepEqual(text.replace(/^```[\s\S]*?^```$/gm, "").match(/\]\((?!https?:|#)[^)]*\)/g) ?? [], []);
        }
    });
});

describe("what is published", () => {
    it("has no scripts, tools or workspaces", () => {
        const manifest = publishedManifest(manifestIn(root)) as Readonly<Record<string, unknown>>;
        for (const key of ["scripts", "devDependencies", "workspaces"]) assert.ok(!(key in manifest), key);
        for (const key of ["name", "version", "repository", "exports", "bin", "peerDependencies", "dependencies"]) {
            assert.ok(key in manifest, key);
        }
    });

    it("is tried with the oldest and the newest peers of package.json", () => {
        const ranges = manifestIn(root).peerDependencies as Readonly<Record<string, string>>;
        const newestOf = (name: string, range: string) => `${name} ${range}`;
        const [newest, oldest] = peersOf(ranges, newestOf);
        assert.deepEqual(newest?.versions, {
            "@pulumi/aws": `@pulumi/aws ${ranges["@pulumi/aws"] ?? ""}`,
            "@pulumi/pulumi": `@pulumi/pulumi ${ranges["@pulumi/pulumi"] ?? ""}`,
        });
        assert.deepEqual(oldest?.versions, { "@pulumi/aws": "7.40.0", "@pulumi/pulumi": "3.245.0" });
        assert.throws(() => peersOf({ a: "*" }, newestOf), /a: the range \* has no oldest version/);
    });

    it("goes to npm first, and to Pulumi Cloud only with a token", () => {
        const publication = { tag: "v0.2.0", tarball: "a.tgz", notes: "notes.md", repository, hasPulumiToken: false };
        assert.deepEqual(
            publishingCommands(publication).map(([command]) => command),
            ["npm", "gh"],
        );
        assert.deepEqual(publishingCommands({ ...publication, hasPulumiToken: true }).at(-1), [
            "pulumi",
            "package",
            "publish",
            "github.com/acme/pods/components@v0.2.0",
        ]);
    });

    it("is the version of the tag, with a section in the CHANGELOG and an owner", () => {
        assert.deepEqual(publishingProblems("v0.1.0", "0.1.0", changelog, repository), []);
        assert.equal(publishingProblems("v0.3.0", "0.2.0", changelog, placeholder).length, 3);
    });
});
