/**
 * Located values to plain ones, as the model has them. `pulumi config set --path` writes every whole number as a number and
 * `true` as a boolean, whatever is meant, and ESC and shells write everything as text: so a kind that says the same is
 * taken. What Pulumi's YAML reader has changed on the way, such as `0123` to 83, is not.
 */
import type { z } from "zod";
import type { Problem } from "../components/checks/problem";
import { at } from "../components/checks/problem";
import type { Located, LocatedScalar } from "./located";

export interface Converted {
    readonly value: unknown;
    readonly problems: readonly Problem[];
    /** Paths of secrets: left out of the value. */
    readonly secrets: readonly string[];
}

export function converted(node: Located, model: z.core.$ZodType, path = ""): Converted {
    const problems: Problem[] = [];
    const secrets: string[] = [];
    const value = walk(node, model, () => path);
    return { value, problems, secrets };

    // Only few values need their paths, so these are put together on demand.
    function walk(current: Located, schema: z.core.$ZodType | undefined, where: () => string): unknown {
        switch (current.kind) {
            case "secret":
                secrets.push(where());
                return undefined;
            case "map":
                return Object.fromEntries(
                    [...current.entries].map(([key, entry]) => [
                        key,
                        walk(entry.node, modelOf(schema, key), () => at(where(), key)),
                    ]),
                );
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

/** Text that was written without quotes and that Pulumi reads as something else. */
function misread(
    { value, source, isDate }: LocatedScalar,
    schema: z.core.$ZodType | undefined,
): Omit<Problem, "path"> | undefined {
    if (source === undefined || (!isDate && source === String(value)) || kindOfModel(schema) !== "string") {
        return undefined;
    }
    return {
        problem: `${source} is read as ${isDate ? "a moment in time" : `the ${typeof value} ${String(value)}`}`,
        remedy: `text is needed here; put it in quotes: "${source}"`,
    };
}
