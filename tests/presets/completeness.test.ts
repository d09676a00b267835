import * as assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import * as api from "../../components";
import { parse } from "yaml";
import { stackProblems } from "../../components/checks/stack";
import { decide } from "../../components/decisions/stack";
import { stackHints } from "../../components/checks/fit/hints";
import { stackWarnings } from "../../components/checks/fit/warnings";
import { presetExample } from "../../components/presets/example";
import { catalogue, presetKeys } from "../../components/presets/catalogue";
import type { PresetKey } from "../../components/presets/catalogue";
import { presetDocs, interfaceName, presetsFolder } from "../../scripts/presets/docstrings";
import { pageFile, presetsPage } from "../../scripts/presets/page";
import { isSourceVersion } from "../../scripts/presets/sourceVersion";
import { problemsOf, usesOf } from "./catalogue";

describe("every preset", () => {
    for (const key of presetKeys) {
        const preset = catalogue[key];

        it(`has a source, and the date of the comparison with it: ${key}`, () => {
            assert.equal(new URL(preset.source).protocol, "https:");
            assert.match(preset.checked, /^\d{4}-\d{2}-\d{2}$/);
            assert.ok(!Number.isNaN(Date.parse(preset.checked)));
        });

        it(`has the commit or the date of the compared source: ${key}`, () => {
            assert.ok(isSourceVersion(preset.sourceVersion), preset.sourceVersion);
        });

        it(`documents its usual subject, source, date and parameters: ${key}`, () => {
            const { text, about, parameters } = presetDocs(key);
            assert.match(about, /^\S.{10,}\.$/);
            for (const fact of [preset.source, preset.checked, preset.usualSubject ?? "subject is"]) {
                assert.ok(text.includes(fact), `the doc comment of ${interfaceName(key)} lacks ${fact}`);
            }
            assert.deepEqual(Object.keys(parameters), Object.keys(preset.parameters));
            for (const [name, { kind }] of Object.entries(preset.parameters)) {
                assert.match(parameters[name]?.text ?? "", /^[A-Z].*\.$/, name);
                assert.equal(parameters[name]?.fallback === undefined, kind === "required", `@default of ${name}`);
            }
        });

        it(`has a valid example: ${key}`, () => {
            assert.deepEqual(problemsOf(key, preset.example), []);
        });

        it(`is tested with and without each of its optional parameters: ${key}`, () => {
            const uses = usesOf(key);
            assert.ok(uses.length > 0);
            for (const [name, { kind }] of Object.entries(preset.parameters)) {
                assert.ok(
                    uses.some(({ given }) => name in given),
                    name,
                );
                assert.equal(
                    uses.every(({ given }) => name in given),
                    kind === "required",
                    name,
                );
            }
        });
    }

    it("has its own file", () => {
        const files = readdirSync(presetsFolder).filter(file =>
            readFileSync(path.join(presetsFolder, file), "utf8").includes("= definePreset<"),
        );
        assert.deepEqual(files.map(file => path.basename(file, ".ts")).sort(), [...presetKeys].sort());
    });

    it("is in the catalogue in alphabetical order", () => {
        assert.deepEqual([...presetKeys], [...presetKeys].sort());
    });

    it("has its type in the public API", () => {
        assert.ok(api);
        const index = readFileSync(path.join(presetsFolder, "..", "..", "index.ts"), "utf8");
        for (const key of presetKeys) assert.ok(index.includes(`export type { ${interfaceName(key)} }`), key);
    });
});

describe("docs/presets.md", () => {
    const page = readFileSync(pageFile, "utf8");

    it("is current: `npm run generate` writes it", async () => {
        assert.equal(page, await presetsPage());
    });

    const examples = [...page.matchAll(/^### (\w+)\n.*?^```yaml\n(.*?)^```$/gms)];

    it("has an example of every preset", () => {
        assert.deepEqual(
            examples.map(([, key]) => key),
            [...presetKeys],
        );
    });

    it("shows the statements of every inline policy", () => {
        const shown = [...page.matchAll(/<summary>The statements of <code>(.*?)<\/code>.*?^```json\n(.*?)^```$/gms)];
        assert.deepEqual(
            shown.map(([, name, json = ""]) => ({ name, statements: JSON.parse(json) as unknown })),
            presetKeys.flatMap(key => presetExample(key).inlinePolicies),
        );
    });

    for (const [, key = "", yaml = ""] of examples) {
        it(`has a valid stack file for the usual subject: ${key}`, () => {
            const { config } = parse(yaml) as { config: Record<string, unknown> };
            const args = Object.fromEntries(
                Object.entries(config).flatMap(([name, value]) =>
                    name.startsWith("eks-pod-identity:") ? [[name.slice("eks-pod-identity:".length), value]] : [],
                ),
            );
            assert.deepEqual(stackProblems(args), []);
            const { ended } = catalogue[key as PresetKey];
            assert.deepEqual(
                stackWarnings(decide("", args)).map(({ problem }) => problem),
                ended === undefined ? [] : [ended],
            );
            assert.deepEqual(stackHints(decide("", args)), []);
        });
    }
});
