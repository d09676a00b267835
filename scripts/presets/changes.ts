/** What a new version changes in the permissions of presets, as its CHANGELOG has to tell it. */
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { RenderedPreset, RenderedPresets, RenderedUse } from "./rendered";
import { renderedPresets } from "./rendered";

/** The presets as the last release rendered them. */
export interface Release {
    /** Version of that release; empty before the first. */
    readonly version: string;
    readonly presets: RenderedPresets;
}

const releaseFile = path.join(__dirname, "..", "..", "tests", "presets", "released.json");

export function lastRelease(): Release {
    return JSON.parse(readFileSync(releaseFile, "utf8")) as Release;
}

/** To be done when a version is released: from then on changes are told against it. */
export function recordRelease(version: string): void {
    writeFileSync(releaseFile, `${JSON.stringify({ version, presets: renderedPresets() })}\n`);
}

/** One permission: an action on a resource under conditions, or a managed policy. */
interface Grant {
    readonly action: string;
    readonly resource: string;
    readonly conditions: string;
}

/**
 * The lines that the CHANGELOG has to carry. A preset widens where anything is allowed that was not; what a wildcard
 * covered before is no news.
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
    const [old, present] = [grantsOf(before), grantsOf(now)];
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

/** Actions on the same resource under the same conditions in one sentence. */
function sentences(grants: readonly Grant[]): string[] {
    const groups = new Map<string, string[]>();
    for (const { action, resource, conditions } of grants) {
        const where =
            resource === "" ? "" : ` on ${code(resource)}${conditions === "" ? "" : ` if ${code(conditions)}`}`;
        const actions = groups.get(where) ?? [];
        groups.set(where, actions.includes(code(action)) ? actions : [...actions, code(action)]);
    }
    return [...groups].map(([where, actions]) => `${actions.join(", ")}${where}`);
}

function grantsOf({ least, most }: RenderedPreset): Grant[] {
    // What the least use has with its default scopes, the most has with given ones.
    return [...grantsOfUse(least), ...grantsOfUse(most)];
}

function grantsOfUse({ managedPolicies, policies }: RenderedUse): Grant[] {
    return [
        ...managedPolicies.map(name => ({ action: `managed policy ${name}`, resource: "", conditions: "" })),
        ...Object.values(policies)
            .flat()
            .flatMap(({ Action = [], Resource = [], Condition = {} }) =>
                Action.flatMap(action =>
                    Resource.map(resource => ({ action, resource, conditions: conditionText(Condition) })),
                ),
            ),
    ];
}

function conditionText(condition: object): string {
    return Object.keys(condition).length === 0 ? "" : JSON.stringify(condition);
}

function covers(wide: Grant, narrow: Grant): boolean {
    return (
        matches(wide.action, narrow.action) &&
        matches(wide.resource, narrow.resource) &&
        (wide.conditions === "" || wide.conditions === narrow.conditions)
    );
}

function matches(pattern: string, text: string): boolean {
    const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
    return new RegExp(`^${escaped}$`).test(text);
}

function code(text: string): string {
    return `\`${text}\``;
}
