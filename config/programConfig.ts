/** The config that Pulumi passes to the program, with positions of values from the stack file. */
import { ownKey, strayKey } from "./stackFile";
import type { StackFile } from "./stackFile";
import { emptyMap } from "./yaml/located";
import type { Entry, Located, LocatedMap, LocatedProblem, LocatedScalar } from "./yaml/located";
import { kindOfModel, modelOf } from "./model/convert";
import { stackModel } from "./model/model";
import { isMomentOf } from "./yaml/moment";

const nowhere = { config: { place: undefined, node: emptyMap }, warnings: [] };

export interface ProgramConfig {
    readonly config: Entry;
    readonly warnings: readonly LocatedProblem[];
}

/**
 * `values` as in the SDK: text by `namespace:key`, structured values as JSON. A value that differs from the stack file,
 * because an environment or `--config` set it, has no position.
 */
export function programConfig(
    values: Readonly<Record<string, string>>,
    secretKeys: readonly string[],
    file: Pick<StackFile, "config" | "warnings"> = nowhere,
): ProgramConfig {
    const secrets = new Set(secretKeys.map(key => ownKey(key)));
    const written: LocatedMap = file.config.node.kind === "map" ? file.config.node : emptyMap;
    const entries = Object.entries(values).flatMap(([key, value]): [string, Entry][] => {
        const name = ownKey(key);
        if (name === undefined) {
            return [];
        }
        const inFile = written.entries.get(name);
        if (secrets.has(name)) {
            return [[name, secretIn(inFile)]];
        }
        // A Pulumi.yaml that declares the keys sets empty defaults, which must not override included files.
        return inFile === undefined && isBlank(value) ? [] : [[name, placedText(name, value, inFile)]];
    });
    const known = new Set(file.warnings.map(({ problem }) => problem));
    const strays = Object.keys(values)
        .flatMap(key => strayKey(key).map(problem => ({ ...problem, place: undefined })))
        .filter(({ problem }) => !known.has(problem));
    return {
        config: { place: file.config.place, node: { kind: "map", entries: new Map(entries) } },
        warnings: [...file.warnings, ...strays],
    };
}

function isBlank(text: string): boolean {
    return text === "" || text === "{}" || text === "[]";
}

/** A key's value, which is always text, with the type and position in the file if the file has the same. */
function placedText(name: string, text: string, inFile: Entry | undefined): Entry {
    const { node, flaw } = inFile ?? {};
    const entry =
        inFile && node?.kind === "scalar" && isTextOf(text, node) ? inFile : placed(parsed(name, text), inFile);
    // Pulumi accepts both spellings.
    return flaw === undefined ? entry : { ...entry, place: inFile?.place, flaw };
}

function isTextOf(text: string, { value, source, isDate }: LocatedScalar): boolean {
    if (value === null) {
        return text === "";
    }
    return isDate ? isMomentOf(String(source), text) : text === String(value) || text === source;
}

/** The parsed text of a key. Text where the model has text, unless it is a whole map or list. */
function parsed(name: string, text: string): unknown {
    const kind = kindOfModel(modelOf(stackModel, name));
    try {
        const value: unknown = JSON.parse(text);
        return kind !== "text" || (typeof value === "object" && value !== null) ? value : text;
    } catch {
        return text;
    }
}

/** `value`, with the position in the file if the file has the same value. */
function placed(value: unknown, inFile: Entry | undefined): Entry {
    const node = inFile?.node;
    if (Array.isArray(value)) {
        const same = node?.kind === "list" ? inFile : undefined;
        const items = value.map((item, index) => placed(item, node?.kind === "list" ? node.items[index] : undefined));
        return { place: undefined, ...same, node: { kind: "list", items } };
    }
    if (typeof value === "object" && value !== null) {
        const same = node?.kind === "map" ? node : undefined;
        const entries = Object.entries(value).map(
            ([key, item]) => [key, placed(item, same?.entries.get(key))] as const,
        );
        return { place: undefined, ...(same && inFile), node: { kind: "map", entries: new Map(entries) } };
    }
    const given = value as LocatedScalar["value"];
    return inFile !== undefined && node?.kind === "scalar" && isSame(given, node)
        ? { ...inFile, node: { ...node, value: given } }
        : { place: undefined, node: { kind: "scalar", value: given } };
}

function isSame(value: LocatedScalar["value"], { value: written, source, isDate }: LocatedScalar): boolean {
    return isDate ? isMomentOf(String(source), value) : value === written;
}

/**
 * One encrypted value makes the whole key secret. If the file shows which value it is, the file's value is used: the
 * rest of it is plain text, so that its problems can be reported.
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
