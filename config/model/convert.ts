/**
 * Converts located values to plain ones of the model. `pulumi config set --path` writes every whole number as a number
 * and `true` as a boolean, and ESC and shells write everything as text, so an equal value of another type is accepted.
 * A value that Pulumi's YAML reader changed, such as `0123` to 83, is not.
 */
import type { Path, Problem } from "../../components/rules/problem";
import { at } from "../../components/rules/problem";
import { configuration } from "../../components/rules/rule";
import type { AnyRule, Form } from "../../components/rules/rule";
import type { Flaw, Located, LocatedScalar } from "../yaml/located";

export interface Converted {
    readonly value: unknown;
    readonly problems: readonly Problem[];
    /** Paths of secrets. In the value each is a promise: it exists, but is unreadable. */
    readonly secrets: readonly Path[];
}

/** Problems of the config itself. */
export function converted(node: Located, model: AnyRule): Converted {
    const problems: Problem[] = [];
    const secrets: Path[] = [];
    const value = walk(node, model, () => []);
    return { value, problems, secrets };

    // Few values need their paths, so they are built on demand.
    function walk(current: Located, model: AnyRule | undefined, where: () => Path): unknown {
        switch (current.kind) {
            case "secret":
                secrets.push(where());
                return Promise.resolve();
            case "map": {
                const entries: [string, unknown][] = [];
                for (const [key, entry] of current.entries) {
                    const path = (): Path => at(where(), key);
                    const isNothing = isNull(entry.node) && isRecordOfMaps(model);
                    const flaw = entry.flaw ?? (isNothing ? takesNothingAway : undefined);
                    if (flaw !== undefined) {
                        problems.push({ path: path(), ...flaw });
                    }
                    if (!isNothing) {
                        entries.push([key, walk(entry.node, modelOf(model, key), path)]);
                    }
                }
                return Object.fromEntries(entries);
            }
            case "list":
                return current.items.map((item, index) =>
                    walk(item.node, modelOf(model, index), () => at(where(), index)),
                );
            case "scalar": {
                const problem = misread(current, model);
                if (problem !== undefined) {
                    problems.push({ path: where(), ...problem });
                }
                return scalarOf(current, model);
            }
        }
    }
}

/** The rule at `key` in a value with the rule `model`. Absent for unknown keys. */
export function modelOf(model: AnyRule | undefined, key: string | number): AnyRule | undefined {
    const form = model?.form;
    switch (form?.kind) {
        case "shape":
            return Object.hasOwn(form.properties, key) ? form.properties[key] : undefined;
        case "map":
            return form.item;
        case "list":
            return typeof key === "number" ? form.item : undefined;
        case "free":
            return anything;
        default:
            return undefined;
    }
}

/** The values in the configuration of an add-on. */
export const anything: AnyRule = configuration("");

/** Whether a map's keys are custom, such as subjects, and its values are maps of properties. */
function isRecordOfMaps(model: AnyRule | undefined): boolean {
    return model?.form.kind === "map" && model.form.item.form.kind === "shape";
}

/** If `null` removes a value, it is already merged. */
const takesNothingAway = {
    problem: "is null, and there is no inherited value to remove",
    remedy: "remove the key, or set its properties ({} for none)",
};

function isNull(node: Located): boolean {
    return node.kind === "scalar" && node.value === null;
}

/** The type of value of a rule; `undefined` if there is no rule. */
export function kindOfModel(model: AnyRule | undefined): Form["kind"] | undefined {
    return model?.form.kind;
}

/** Whether a rule is for maps. */
export function isMapKind(model: AnyRule | undefined): boolean {
    return ["shape", "map", "free"].includes(kindOfModel(model) ?? "");
}

/** The value in the type of the model, if it is equal. */
export function scalarOf({ value, source }: LocatedScalar, model: AnyRule | undefined): unknown {
    switch (kindOfModel(model)) {
        case "text":
        case "choice":
            return typeof value === "number" || typeof value === "boolean" ? (source ?? String(value)) : value;
        case "number":
            return typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
        case "flag":
            return value === "true" ? true : value === "false" ? false : value;
        default:
            return value;
    }
}

/** Values that Pulumi reads differently: a tag, or text without quotes. */
function misread({ value, source, isDate, tag }: LocatedScalar, model: AnyRule | undefined): Flaw | undefined {
    if (tag !== undefined) {
        return {
            problem: `has the tag ${tag}`,
            remedy: "Pulumi's config has no tags: remove it, and put text in quotes",
        };
    }
    const isText = kindOfModel(model) === "text";
    // The reader reports values that are not JSON numbers.
    const isOther = isText && source !== String(value) && !isInfinite(value);
    if (source === undefined || value === null || !(isDate || isOther)) {
        return undefined;
    }
    return {
        problem: `${source} is read as ${isDate ? "a timestamp" : `the ${typeof value} ${String(value)}`}`,
        remedy: `${isText ? "text is required here; " : ""}put it in quotes: "${source}"`,
    };
}

function isInfinite(value: unknown): boolean {
    return typeof value === "number" && !Number.isFinite(value);
}
