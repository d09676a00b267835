import * as assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import type { Conditions } from "../../components/access/policyDocument";
import { catalogue, presetKeys } from "../../components/presets/catalogue";
import { changelogLines, lastRelease, releaseProblem } from "../../scripts/presets/changes";
import { sourceLines, staleness } from "../../scripts/presets/freshness";
import { awsPolicies } from "../../scripts/presets/awsData";
import { committedRendered, renderedPresets, renderedText } from "../../scripts/presets/rendered";
import type { RenderedPreset, RenderedPresets } from "../../scripts/presets/rendered";

const changelogFile = path.join(__dirname, "..", "..", "CHANGELOG.md");

describe("a change of a preset's permissions", () => {
    it("is a diff of its committed statements, written by `npm run generate`", () => {
        const now = Object.fromEntries(
            Object.entries(renderedPresets()).map(([key, preset]) => [key, renderedText(preset)]),
        );
        assert.deepEqual(committedRendered(), now);
    });

    it("is in the CHANGELOG, statement by statement, as `npm run presets:check -- --changes` prints it", () => {
        const unreleased = words(sections().get("Unreleased") ?? "");
        const lines = changelogLines(lastRelease().presets, renderedPresets());
        for (const line of lines)
            assert.ok(unreleased.includes(words(line)), `CHANGELOG.md lacks, under Unreleased:\n${lines.join("\n")}`);
    });

    it("is compared with the last release, recorded by `npm run presets:check -- --released <version>`", () => {
        const [newest = ""] = [...sections().keys()].filter(title => title !== "Unreleased");
        assert.equal(lastRelease().version, /\d+\.\d+\.\d+/.exec(newest)?.[0] ?? "");
    });
});

describe("the lines on presets in the CHANGELOG", () => {
    const preset = (
        ...statements: readonly (readonly [action: string, resource: string, condition?: string])[]
    ): RenderedPresets => {
        const use = {
            managedPolicies: [],
            policies: {
                "preset-x": statements.map(([action, resource, condition]) => ({
                    Effect: "Allow" as const,
                    Action: [action],
                    Resource: [resource],
                    ...(condition !== undefined && {
                        Condition: { StringEquals: { "aws:RequestTag/cluster": [condition] } },
                    }),
                })),
            },
        };
        return { x: { least: use, most: use } };
    };

    it("have `widens` if something new is allowed", () => {
        assert.deepEqual(
            changelogLines(preset(["s3:Get", "a"]), preset(["s3:Get", "a"], ["s3:Put", "a"], ["s3:Delete", "a"])),
            ["- Preset `x` widens:", "  - now allows `s3:Put`, `s3:Delete` on `a`"],
        );
    });

    it("have `widens` if a condition is removed, or a resource is wider", () => {
        assert.deepEqual(changelogLines(preset(["s3:Get", "a", "dev"]), preset(["s3:Get", "a"])), [
            "- Preset `x` widens:",
            "  - now allows `s3:Get` on `a`",
        ]);
        assert.deepEqual(changelogLines(preset(["s3:Get", "a/b"]), preset(["s3:Get", "a/*"])), [
            "- Preset `x` widens:",
            "  - now allows `s3:Get` on `a/*`",
        ]);
    });

    it("have `narrows` if something is no longer allowed, and nothing is new", () => {
        assert.deepEqual(changelogLines(preset(["s3:Get", "a"], ["s3:Put", "a"]), preset(["s3:Get", "a", "dev"])), [
            "- Preset `x` widens:".replace("widens", "narrows"),
            "  - no longer allows `s3:Get`, `s3:Put` on `a`",
        ]);
    });

    it("do not mention another order, or access that a wildcard allowed before", () => {
        assert.deepEqual(
            changelogLines(preset(["s3:Get", "a"], ["s3:Put", "a"]), preset(["s3:Put", "a"], ["s3:Get", "a"])),
            [],
        );
        assert.deepEqual(changelogLines(preset(["s3:*", "*"]), preset(["s3:*", "*"], ["s3:Get", "a", "dev"])), []);
    });

    it("reject a patch release that widens a preset, and no other release", () => {
        const lines = ["- Preset `x` widens:", "  - now allows `s3:Put` on `a`"];
        assert.match(
            releaseProblem("1.2.0", "1.2.1", lines) ?? "",
            /1\.2\.1 is a patch release .*\n- Preset `x` widens:/s,
        );
        assert.equal(releaseProblem("1.2.0", "1.3.0", lines), undefined);
        assert.equal(releaseProblem("1.2.0", "2.0.0", lines), undefined);
        assert.equal(releaseProblem("", "0.1.0", lines), undefined);
        assert.equal(releaseProblem("1.2.0", "1.2.1", ["- Preset `x` narrows:"]), undefined);
    });

    it("have `narrows` if a condition is added, or has fewer values", () => {
        const conditions = (Condition: Conditions): RenderedPresets => {
            const Statement = { Effect: "Allow" as const, Action: ["s3:Get"], Resource: ["a"], Condition };
            const use = { managedPolicies: [], policies: { "preset-x": [Statement] } };
            return { x: { least: use, most: use } };
        };
        const one = { StringEquals: { "aws:RequestTag/x": ["a"] } };
        const two = { ...one, Bool: { "aws:SecureTransport": ["true"] } };
        const more = { StringEquals: { "aws:RequestTag/x": ["a", "b"] } };
        assert.match(changelogLines(conditions(one), conditions(two))[0] ?? "", /narrows/);
        assert.match(changelogLines(conditions(two), conditions(one))[0] ?? "", /widens/);
        assert.match(changelogLines(conditions(more), conditions(one))[0] ?? "", /narrows/);
    });

    it("list added and removed presets and managed policies", () => {
        assert.deepEqual(changelogLines({}, preset(["s3:Get", "a"])), ["- New presets: `x`."]);
        assert.deepEqual(changelogLines(preset(["s3:Get", "a"]), {}), ["- Presets taken out: `x`."]);
        const managed = (name: string): RenderedPreset => {
            const use = { managedPolicies: [name], policies: {} };
            return { least: use, most: use };
        };
        assert.deepEqual(changelogLines({ x: managed("A") }, { x: managed("B") }), [
            "- Preset `x` widens:",
            "  - now allows `managed policy B`",
            "  - no longer allows `managed policy A`",
        ]);
    });
});

describe("the check of presets for new comparisons", () => {
    const day = (text: string): Date => new Date(`${text}T12:00:00Z`);

    const newest =
        presetKeys
            .map(key => catalogue[key].checked)
            .sort()
            .at(-1) ?? "";

    it("reports nothing on the date of the comparison", async () => {
        assert.deepEqual(await staleness(day(newest)), []);
    });

    it("lists presets with a comparison older than 180 days", async () => {
        const checked = Date.parse(catalogue.karpenter.checked);
        const findings = await staleness(new Date(checked + 190 * 86_400_000));
        assert.match(findings.find(({ preset }) => preset === "karpenter")?.text ?? "", /compared 190 days ago/);
    });

    it("lists managed policies that AWS has changed or removed since", async () => {
        const policies = new Map(awsPolicies());
        const changed = policies.get("AmazonFSxFullAccess");
        assert.ok(changed);
        policies.set("AmazonFSxFullAccess", { ...changed, lastUpdatedDate: "2027-01-02T10:00:00.000Z" });
        policies.delete("AmazonEKS_CNI_Policy");
        const { checked } = catalogue.fsxCsiManaged;
        assert.deepEqual(await staleness(day("2027-01-03"), policies), [
            {
                preset: "fsxCsiManaged",
                text: `AWS changed AmazonFSxFullAccess on 2027-01-02, after the preset was compared on ${checked}`,
            },
            { preset: "vpcCniManaged", text: "AWS has no managed policy AmazonEKS_CNI_Policy any more" },
        ]);
    });

    it("lists every preset with its source, the compared commit or date, and the age of the comparison", () => {
        const lines = sourceLines(day("2027-01-03"));
        assert.equal(lines.size, presetKeys.length);
        for (const key of presetKeys) {
            const { source, sourceVersion, checked } = catalogue[key];
            const text = lines.get(key) ?? "";
            for (const fact of [key, source, sourceVersion.slice(0, 7), checked]) assert.ok(text.includes(fact));
            assert.match(text, /\d+ days ago/);
        }
    });
});

/** The sections of the CHANGELOG by heading, newest first. */
function sections(): ReadonlyMap<string, string> {
    const text = existsSync(changelogFile) ? readFileSync(changelogFile, "utf8") : "";
    const parts = text.split(/^## /m).slice(1);
    return new Map(
        parts.map(part => {
            const [title = "", ...lines] = part.split("\n");
            return [title.replace(/[[\]]/g, "").trim(), lines.join("\n")];
        }),
    );
}

/** Lines can be wrapped. */
function words(text: string): string {
    return text.replace(/\s+/g, " ");
}
