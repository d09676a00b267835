/** Compares our reader of stack files with the YAML reader of the real CLI. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { programConfig } from "../../config/programConfig";
import { plain, placeOf } from "../../config/yaml/located";
import { readStackFile } from "../../config/stackFile";
import { openSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { requireSandbox } from "../sandbox/prerequisites";

/** Each is a value. */
const words = [
    "0o 0o7 +0x1F 0_7 08 0b11 -0b11 0b 0x 1__0 1. .5 +.5 1e5 1e400 -0 190:20:30 1:30 + _1 y no on True null ~ NULL",
    "12345678901234567890 18446744073709551616 0777777777777777777777777777 0xFFFFFFFFFFFFFFFFFF",
    "2026-11-23 2026-1-2 2026-13-45 2026-02-30 2024-02-29 2026-11-23T10:00:00 2026-11-23T10:00:00Z",
    "2026-11-23t10:00:00.5Z 2026-11-23T10:00:00+0200 2026-11-23T24:00:00Z",
]
    .join(" ")
    .split(" ")
    .concat("2026-11-23 10:00:00", "2026-11-23   1:2:3.5", "2026-11-23 10:00:00Z", "2026-11-23 10:00:00 +02:00")
    .concat(
        "!!str 0123",
        "!!int '5'",
        "!!float 3",
        "!!bool 'true'",
        "!!null ''",
        "! 12",
        "!foo 12",
        "!!binary aGVsbG8=",
    )
    .concat("!!timestamp '2026-11-23'", '"0123"', "'~'", '"\\u00e9"', "a#b", "a b");
const keys =
    "0o7 0b11 1.10 0.00001 1e21 1e6 1234567.5 0xFFFFFFFFFFFF .5 True null 12345678901234567890 18446744073709551616 0o 1:30 no 1e400 2026-02-30 .inf"
        .split(" ")
        .concat("2026-11-23", "2026-11-23T10:00:00Z", "!!str 0123", '"010"', "a b", "'~'");

/** Files that the CLI rejects as a whole. */
const refused: Readonly<Record<string, string>> = {
    "a key written twice": "a: 1\n  a: 2",
    "a merge written twice": "a:\n    <<: { a: b }\n    <<: { c: d }",
    "a merge of null": "a: { <<: null }",
    "a control character in a comment": "a: b # \u0007",
    "a tab behind a dash": "a:\n    -\tb",
    "a tab in an empty line": "a: b\n\t\n  c: d",
    "a key that is a list": "a: { ? [b] : c }",
    "a number as key": "5: x",
    "a key with a tag": "!x a: b",
    "a tag that does not fit": "a: { b: !!int c }",
    "an infinite number": "a: { b: .inf }",
    "half a character": 'a: "\\ud83d"',
};

/** Files with one unexpected line, which the CLI reports. */
const misplaced: Readonly<Record<string, string>> = {
    "a line that is indented too much": "a: b\n   c: d",
    "a map below text": "a: b\n    c: d",
    "a key without a colon": "a:\n    b/c\n      d: e",
    "two keys on a line": "a: b\n  c: d: e",
};

describe("a stack file, read by the real CLI", function () {
    this.timeout(600_000);
    let folder = "";
    let sandbox: Sandbox;
    before(async function () {
        await requireSandbox(this);
        folder = await fs.mkdtemp(path.join(os.tmpdir(), "reader-"));
        const project = path.join(folder, "project");
        await fs.mkdir(project);
        await fs.writeFile(path.join(project, "Pulumi.yaml"), "name: eks-pod-identity\nruntime: nodejs\n");
        sandbox = await openSandbox({ directory: path.join(folder, "sandbox"), project, mirror: false, aws: false });
    });
    after(async () => {
        await (sandbox as Sandbox | undefined)?.close();
        await fs.rm(folder, { recursive: true, force: true });
    });

    const read = async (text: string): Promise<Record<string, string> | undefined> => {
        await fs.writeFile(path.join(sandbox.project, "Pulumi.dev.yaml"), text);
        const { code, stdout } = await sandbox.pulumi(["config", "--json", "--stack", "dev", "--non-interactive"]);
        if (code !== 0) {
            return undefined;
        }
        const config = JSON.parse(stdout) as Record<string, { readonly value: string }>;
        return Object.fromEntries(Object.entries(config).map(([key, { value }]) => [key, value]));
    };

    it("has the same values and keys in both", async () => {
        const text = [
            "config:",
            "  eks-pod-identity:agent:",
            "    configuration:",
            ...words.map((word, index) => `      k${String(index)}: ${word}`),
            "  eks-pod-identity:associations:",
            ...keys.map((key, index) => `    ${key}: v${String(index)}`),
            "",
        ].join("\n");
        const values = await read(text);
        assert.ok(values, "the CLI refuses it");
        const file = readStackFile(text, "Pulumi.dev.yaml");
        assert.deepEqual(file.problems, []);
        const { config } = programConfig(values, [], file);
        const strays = [
            ...words.map((word, index) => [word, "agent", "configuration", `k${String(index)}`] as const),
            ...Object.keys((plain(config.node) as { associations: object }).associations).map(
                key => [key, "associations", key] as const,
            ),
        ].filter(([, ...where]) => placeOf(config, where) === undefined);
        assert.deepEqual(strays, [], "these are something else to the CLI than here");
    });

    for (const [title, text] of Object.entries(refused)) {
        it(`is rejected by both for ${title}`, async () => {
            const file = `config:\n  ${text}\n`;
            assert.equal(await read(file), undefined);
            assert.ok(readStackFile(file, "Pulumi.dev.yaml").problems.length > 0);
        });
    }

    for (const [title, text] of Object.entries(misplaced)) {
        it(`is rejected by both at the same line for ${title}`, async () => {
            const file = `config:\n  ${text}\n`;
            await fs.writeFile(path.join(sandbox.project, "Pulumi.dev.yaml"), file);
            const { stderr } = await sandbox.pulumi(["config", "--json", "--stack", "dev", "--non-interactive"]);
            const line = Number(/yaml: line (\d+): mapping values/.exec(stderr)?.[1]);
            const lines = readStackFile(file, "Pulumi.dev.yaml").problems.map(({ place }) => place?.line);
            assert.deepEqual(lines, [line], stderr);
        });
    }
});
