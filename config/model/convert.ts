/**
 * Located values to plain ones, as the model has them. `pulumi config set --path` writes every whole number as a number and
 * `true` as a boolean, whatever is meant, and ESC and shells write everything as text: so a kind that says the same is
 * taken. What Pulumi's YAML reader has changed on the way, such as `0123` to 83, is not.
 */
import type { z } from "zod";
import type { Path, Problem } from "../../components/rules/problem";
import { at } from "../../components/rules/problem";
import type { Flaw, Located, LocatedScalar } from "../yaml/located";

export interface Converted {
    readonly value: unknown;
    readonly problems: readonly Problem[];
    /** Paths of secrets. In the value each is a promise: something is there, and nobody can look at it. */
    readonly secrets: readonly Path[];
}

/** What config says is wrong with the value, too. */
export function converted(node: Located, model: z.core.$ZodType): Converted {
    const problems: Problem[] = [];
    const secrets: Path[] = [];
    const value = walk(node, model, () => []);
    return { value, problems, secrets };

    // Only few values need their paths, so these are put together on demand.
    function walk(current: Located, schema: z.core.$ZodType | undefined, where: () => Path): unknown {
        switch (current.kind) {
            case "secret":
                secrets.push(where());
                return Promise.resolve();
            case "map": {
                const entries: [string, unknown][] = [];
                for (const [key, entry] of current.entries) {
                    const path = (): Path => at(where(), key);
                    const isNothing = isNull(entry.node) && isRecordOfMaps(schema);
                    const flaw = entry.flaw ?? (isNothing ? takesNothingAway : undefined);
                    if (flaw !== undefined) {
                        problems.push({ path: path(), ...flaw });
                    }
                    if (!isNothing) {
                        entries.push([key, walk(entry.node, modelOf(schema, key), path)]);
                    }
                }
                return Object.fromEntries(entries);
            }
            case "list":
                return current.items.map((item, index) =>
                    walk(item.node, modelOf(schema, index), () => at(where(), index)),
                );
            case "scalar": {
                const problem = misread(current, schema);
                if (problem !== undefined) {
                    problems.push({ path: where(), ...problem });
                }
                return scalarOf(current, schema);
            }
        }
    }
}

/** The model of what stands at `key` in a value that `schema` models; none for what it does not know. */
export function modelOf(schema: z.core.$ZodType | undefined, key: string | number): z.core.$ZodType | undefined {
    const { def } = (bare(schema) ?? {}) as { def?: z.core.$ZodTypes["_zod"]["def"] };
    switch (def?.type) {
        case "object":
            return typeof key === "string" && Object.hasOwn(def.shape, key) ? bare(def.shape[key]) : undefined;
        case "record":
            return bare(def.valueType);
        case "array":
            return typeof key === "number" ? bare(def.element) : undefined;
        default:
            return undefined;
    }
}

/** Whether a model is of a map whose keys are the user's own, such as subjects, and their values maps. */
function isRecordOfMaps(schema: z.core.$ZodType | undefined): boolean {
    return kindOfModel(schema) === "record" && kindOfModel(modelOf(schema, "")) === "object";
}

/** Where `null` takes something away, it is not here any more. */
const takesNothingAway = {
    problem: "is null, and nothing is inherited that it takes away",
    remedy: "take the key out, or write its properties, {} for none",
};

function isNull(node: Located): boolean {
    return node.kind === "scalar" && node.value === null;
}

/** What kind of value a model is of: `object`, `record`, `string` …; `undefined` where there is none. */
export function kindOfModel(schema: z.core.$ZodType | undefined): string | undefined {
    return bare(schema)?._zod.def.type;
}

/** Whether or not it may be left out makes no difference here. */
function bare(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
    const def = schema?._zod.def as { type: string; innerType?: z.core.$ZodType } | undefined;
    return def?.type === "optional" ? bare(def.innerType) : schema;
}

/** The value as the kind that the model has, where it says the same. */
export function scalarOf({ value, source }: LocatedScalar, schema: z.core.$ZodType | undefined): unknown {
    switch (kindOfModel(schema)) {
        case "string":
        case "enum":
            return typeof value === "number" || typeof value === "boolean" ? (source ?? String(value)) : value;
        case "number":
        case "int":
            return typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
        case "boolean":
            return value === "true" ? true : value === "false" ? false : value;
        default:
            return value;
    }
}

/** What says something else to Pulumi than it seems to: a tag, or text without quotes. */
function misread({ value, source, isDate, tag }: LocatedScalar, schema: z.core.$ZodType | undefined): Flaw | undefined {
    if (tag !== undefined) {
        return {
            problem: `has the tag ${tag}`,
            remedy: "Pulumi's config has none: leave it out, and put text in quotes",
        };
    }
    const isText = kindOfModel(schema) === "string";
    // What is no number to JSON is told where it is read.
    const isOther = isText && source !== String(value) && !isInfinite(value);
    if (source === undefined || value === null || !(isDate || isOther)) {
        return undefined;
    }
    return {
        problem: `${source} is read as ${isDate ? "a moment in time" : `the ${typeof value} ${String(value)}`}`,
        remedy: `${isText ? "text is needed here; " : ""}put it in quotes: "${source}"`,
    };
}

function isInfinite(value: unknown): boolean {
    return typeof value === "number" && !Number.isFinite(value);
}
