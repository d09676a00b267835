/** Compares a preset with a saved copy of its source: action × resource × condition. */
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import type { Statement } from "../../components/access/policyDocument";
import { catalogue, presetKeys } from "../../components/presets/catalogue";
import type { PresetKey } from "../../components/presets/catalogue";
import type { Difference, Given } from "../../components/presets/definition";
import type { Parameter } from "../../components/presets/parameters";
import { latestStatements } from "./awsData";
import { conditionTexts, covers, grantsOf, matches, sentences } from "./grants";
import type { Grant } from "./grants";
import { renderedUse } from "./rendered";
import { statementsIn } from "./sourceFile";

export interface Comparison {
    readonly equal: readonly Grant[];
    /** Allowed by both, but in the source on more resources or under fewer conditions. */
    readonly narrower: readonly Grant[];
    /** Allowed by the source only. */
    readonly missing: readonly Grant[];
    /** Allowed by the preset only. */
    readonly onlyHere: readonly Grant[];
}

/** Compares a preset, with all features and default scopes, with the statements of its source. */
export function compare(key: PresetKey, statements: readonly Statement[]): Comparison {
    const parameters = catalogue[key].parameters;
    const source = unique(grantsOf(statements));
    const here = unique(usesOf(key).flatMap(given => grantsOfUse(key, given)));
    const equal = here.filter(grant => source.some(other => isEqual(grant, other, parameters)));
    const rest = here.filter(grant => !equal.includes(grant));
    const isNarrower = (grant: Grant, other: Grant): boolean =>
        covers(
            other,
            isValueOf(grant.resource, other.resource, parameters) ? { ...grant, resource: other.resource } : grant,
        );
    const narrower = rest.filter(grant => source.some(other => isNarrower(grant, other)));
    return {
        equal,
        narrower,
        missing: source.filter(
            grant =>
                !here.some(other => isEqual(other, grant, parameters)) &&
                !narrower.some(other => isNarrower(other, grant)),
        ),
        onlyHere: rest.filter(grant => !narrower.includes(grant)),
    };
}

/** The result as text. A difference with a reason in the definition is shown with the reason. */
export function comparisonLines(key: PresetKey, file: string, comparison: Comparison): string[] {
    const { equal, narrower, missing, onlyHere } = comparison;
    const counts = `${String(equal.length)} equal, ${String(narrower.length)} narrower here, ${String(missing.length)} missing, ${String(onlyHere.length)} only here`;
    return [
        `${key} and ${file}: ${counts}`,
        ...listed("narrower here", narrower, key),
        ...listed("missing", missing, key),
        ...listed("only here", onlyHere, key),
    ];
}

/** Differences without a reason in the definition. */
export function unexplained(key: PresetKey, { missing, onlyHere }: Comparison): Grant[] {
    return [...missing, ...onlyHere].filter(grant => reasonOf(key, grant) === undefined);
}

/** The saved sources in a folder, by preset: `karpenter.yaml`, `velero.md`, or several such as `velero.kms.json`. */
export function savedSources(folder: string): ReadonlyMap<PresetKey, readonly string[]> {
    const files = readdirSync(folder).sort();
    return new Map(
        presetKeys.map(key => [
            key,
            files.filter(file => file.startsWith(`${key}.`)).map(file => path.join(folder, file)),
        ]),
    );
}

export function compareFiles(key: PresetKey, files: readonly string[]): Comparison {
    return compare(
        key,
        files.flatMap(file => statementsIn(readFileSync(file, "utf8"), path.basename(file))),
    );
}

/** Uses of a preset that together have all its permissions with default scopes. */
function usesOf(key: PresetKey): Given[] {
    const entries = Object.entries(catalogue[key].parameters);
    const symbol = (name: string, { shape }: Parameter): unknown =>
        ({ list: [`<${name}>`], text: `<${name}>`, flag: true })[shape.form];
    const given = (isGiven: (name: string, parameter: Parameter) => boolean): Given =>
        Object.fromEntries(
            entries.flatMap(([name, parameter]) =>
                isGiven(name, parameter) ? [[name, symbol(name, parameter)] as const] : [],
            ),
        );
    const required = given((_name, { kind }) => kind === "required");
    // A flag for session tags changes the form of all statements. No source has that form.
    const { needsSessionTags } = catalogue[key];
    const features = entries
        .filter(([name, { kind }]) => kind === "feature" && name !== needsSessionTags)
        .map(([name]) => name);
    return [
        required,
        // Also one at a time, because a flag can remove permissions of others.
        ...features.map(feature => ({ ...required, ...given(name => name === feature) })),
        { ...required, ...given(name => features.includes(name)) },
    ];
}

function grantsOfUse(key: PresetKey, given: Given): Grant[] {
    const { managedPolicies, policies } = renderedUse(key, given);
    const managed = managedPolicies.map(name => JSON.stringify({ Statement: latestStatements(name) }));
    return grantsOf([
        ...Object.values(policies).flat(),
        ...managed.flatMap((text, number) => statementsIn(text, managedPolicies[number] ?? "")),
    ]);
}

function isEqual(here: Grant, source: Grant, parameters: Readonly<Record<string, Parameter>>): boolean {
    return (
        here.action.toLowerCase() === source.action.toLowerCase() &&
        (here.resource === source.resource || isValueOf(here.resource, source.resource, parameters)) &&
        String(conditionTexts(here.conditions)) === String(conditionTexts(source.conditions))
    );
}

/**
 * Whether a resource of the source matches a parameter: `<queueArns>` matches any ARN of a queue, and names such as
 * `${Queue.Arn}`.
 */
function isValueOf(symbol: string, resource: string, parameters: Readonly<Record<string, Parameter>>): boolean {
    const parameter = parameters[/^<(\w+)>$/.exec(symbol)?.[1] ?? ""];
    if (parameter === undefined || resource === "*") {
        return false;
    }
    if (!resource.startsWith("arn:")) {
        return true;
    }
    const value = resource
        .replace("{partition}", "aws")
        .replace("{region}", "eu-west-1")
        .replace("{account}", "111122223333")
        .replace(/\$?[{<][^}>]*[}>]/g, "x");
    return parameter.shape.form !== "flag" && parameter.shape.rules.every(rule => rule(value, []).length === 0);
}

function listed(title: string, grants: readonly Grant[], key: PresetKey): string[] {
    const reasons = new Map<string | undefined, Grant[]>();
    for (const grant of grants) {
        const reason = reasonOf(key, grant);
        reasons.set(reason, [...(reasons.get(reason) ?? []), grant]);
    }
    return [...reasons].flatMap(([reason, some]) =>
        sentences(some).map(text => `    ${title}: ${text}${reason === undefined ? "" : `. ${reason}`}`),
    );
}

function reasonOf(key: PresetKey, { action }: Grant): string | undefined {
    const isMeant = ({ actions }: Difference): boolean =>
        actions.some(pattern => matches(pattern.toLowerCase(), action.toLowerCase()));
    return catalogue[key].differences.find(isMeant)?.reason;
}

function unique(grants: readonly Grant[]): Grant[] {
    const texts = grants.map(({ action, resource, conditions }) =>
        JSON.stringify([action.toLowerCase(), resource, conditionTexts(conditions)]),
    );
    return grants.filter((_grant, number) => texts.indexOf(texts[number] ?? "") === number);
}
