/** The config that Pulumi gives the program, with the places of its values in the stack file where they come from there. */
import { ownKey, strayKey } from "./stackFile";
import { emptyMap } from "./located";
import type { Entry, Located, LocatedMap } from "./located";
import { kindOfModel, modelOf } from "./convert";
import { stackModel } from "./model";
import type { LocatedProblem } from "./yamlText";

export interface ProgramConfig {
    readonly config: Entry;
    readonly warnings: readonly LocatedProblem[];
}

/**
 * `values` as the SDK has them: text by `namespace:key`, structured values as JSON. `file` is the map of the stack file; a
 * value that differs from what it says there, because an environment or `--config` gave it, has no place.
 */
export function programConfig(
    values: Readonly<Record<string, string>>,
    secretKeys: readonly string[],
    file: Entry = { place: undefined, node: emptyMap },
): ProgramConfig {
    const secrets = new Set(secretKeys.map(key => ownKey(key)));
    const written: LocatedMap = file.node.kind === "map" ? file.node : emptyMap;
    const entries = Object.entries(values).flatMap(([key, value]): [string, Entry][] => {
        const name = ownKey(key);
        if (name === undefined) {
            return [];
        }
        const inFile = written.entries.get(name);
        return [[name, secrets.has(name) ? secretIn(inFile) : placed(parsed(name, value), inFile)]];
    });
    return {
        config: { place: file.place, node: { kind: "map", entries: new Map(entries) } },
        warnings: Object.keys(values).flatMap(key => strayKey(key).map(problem => ({ ...problem, place: undefined }))),
    };
}

/** What a key's text stands for. Text where the model has text, unless it is a whole map or list. */
function parsed(name: string, text: string): unknown {
    const kind = kindOfModel(modelOf(stackModel, name));
    try {
        const value: unknown = JSON.parse(text);
        return kind !== "string" || (typeof value === "object" && value !== null) ? value : text;
    } catch {
        return text;
    }
}

/** `value`, with the place of what the file has there when it is the same. */
function placed(value: unknown, inFile: Entry | undefined): Entry {
    const node = inFile?.node;
    if (Array.isArray(value)) {
        const same = node?.kind === "list" ? node.items : [];
        const items = value.map((item, index) => placed(item, same[index]));
        return { place: node?.kind === "list" ? inFile?.place : undefined, node: { kind: "list", items } };
    }
    if (typeof value === "object" && value !== null) {
        const same = node?.kind === "map" ? node.entries : undefined;
        const entries = Object.entries(value).map(([key, item]) => [key, placed(item, same?.get(key))] as const);
        return { place: same && inFile?.place, node: { kind: "map", entries: new Map(entries) } };
    }
    if (node?.kind === "scalar" && isSame(value, node)) {
        return { place: inFile?.place, node };
    }
    return { place: undefined, node: { kind: "scalar", value: value as string | number | boolean | null } };
}

/** At the top everything is text; a date has been turned into a moment. */
function isSame(value: unknown, { value: written, isDate }: Extract<Located, { kind: "scalar" }>): boolean {
    return value === written || String(value) === String(written) || (isDate === true && typeof value === "string");
}

/**
 * One encrypted value makes the whole key secret. Where the file tells which it is, what the file has is taken: the rest of
 * it stands there in plain text, so its mistakes can be told as well.
 */
function secretIn(inFile: Entry | undefined): Entry {
    return inFile !== undefined && holdsSecret(inFile.node)
        ? inFile
        : { place: inFile?.place, node: { kind: "secret" } };
}

function holdsSecret(node: Located): boolean {
    switch (node.kind) {
        case "secret":
            return true;
        case "scalar":
            return false;
        case "list":
            return node.items.some(item => holdsSecret(item.node));
        case "map":
            return [...node.entries.values()].some(entry => holdsSecret(entry.node));
    }
}
