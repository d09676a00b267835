/** The changes of presets' permissions in a new version, for its CHANGELOG. */
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { code, covers, grantsOf, sentences } from "./grants";
import type { Grant } from "./grants";
import type { RenderedPreset, RenderedPresets, RenderedUse } from "./rendered";
import { renderedPresets } from "./rendered";

/** The presets as rendered in the last release. */
export interface Release {
    /** Version of that release; empty before the first. */
    readonly version: string;
    readonly presets: RenderedPresets;
}

const releaseFile = path.join(__dirname, "..", "..", "tests", "presets", "released.json");

export function lastRelease(): Release {
    return JSON.parse(readFileSync(releaseFile, "utf8")) as Release;
}

/** Part of a release. Later changes are compared with it. */
export function recordRelease(version: string): void {
    const { version: last, presets } = lastRelease();
    const refusal = releaseProblem(last, version, changelogLines(presets, renderedPresets()));
    if (refusal !== undefined) {
        throw new Error(refusal);
    }
    writeFileSync(releaseFile, `${JSON.stringify({ version, presets: renderedPresets() })}\n`);
}

/** Why `version` cannot follow `last`: a patch release never widens the permissions of roles. */
export function releaseProblem(last: string, version: string, lines: readonly string[]): string | undefined {
    const [[major, minor], [newMajor, newMinor]] = [last.split("."), version.split(".")];
    const wider = lines.filter(line => line.endsWith(" widens:"));
    return last !== "" && major === newMajor && minor === newMinor && wider.length > 0
        ? `${version} is a patch release of ${last}, and presets widen; release a minor version:\n${wider.join("\n")}`
        : undefined;
}

/**
 * The lines that the CHANGELOG must contain. A preset widens if it allows anything that it did not, wildcards included.
 */
export function changelogLines(before: RenderedPresets, now: RenderedPresets): string[] {
    const added = Object.keys(now).filter(key => before[key] === undefined);
    const removed = Object.keys(before).filter(key => now[key] === undefined);
    return [
        ...(added.length > 0 ? [`- New presets: ${added.map(code).join(", ")}.`] : []),
        ...(removed.length > 0 ? [`- Presets taken out: ${removed.map(code).join(", ")}.`] : []),
        ...Object.keys(now).flatMap(key => {
            const [old, present] = [before[key], now[key]];
            return old === undefined || present === undefined ? [] : changesOf(key, old, present);
        }),
    ];
}

function changesOf(key: string, before: RenderedPreset, now: RenderedPreset): string[] {
    const [old, present] = [grantsOfPreset(before), grantsOfPreset(now)];
    const gained = present.filter(grant => !old.some(other => covers(other, grant)));
    const lost = old.filter(grant => !present.some(other => covers(other, grant)));
    if (gained.length === 0 && lost.length === 0) {
        return [];
    }
    const verb = gained.length > 0 ? "widens" : "narrows";
    return [
        `- Preset ${code(key)} ${verb}:`,
        ...sentences(gained).map(sentence => `  - now allows ${sentence}`),
        ...sentences(lost).map(sentence => `  - no longer allows ${sentence}`),
    ];
}

function grantsOfPreset({ least, most }: RenderedPreset): Grant[] {
    // The least use has the default scopes, the most use has given ones.
    return [...grantsOfUse(least), ...grantsOfUse(most)];
}

function grantsOfUse({ managedPolicies, policies }: RenderedUse): Grant[] {
    return [
        ...managedPolicies.map(name => ({ action: `managed policy ${name}`, resource: "", conditions: {} })),
        ...grantsOf(Object.values(policies).flat()),
    ];
}
