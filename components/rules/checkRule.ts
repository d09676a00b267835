/** Finds all problems of a value according to its rule. It never throws. */
import { isMisspelt, kindOf, notText, outputProblem, unknownProperty, wrongKind } from "./kinds";
import { suggestionFirst } from "./nearest";
import { resolvePlaceholders } from "./placeholders";
import { at } from "./problem";
import type { Path, Problem } from "./problem";
import type { AnyRule, ChoiceForm, Context, ExactlyOne, Fields, FreeForm, ListForm } from "./rule";
import type { MapForm, ShapeForm, TextForm, Words } from "./rule";
import { isAbsent, isDeferred, isMap } from "./shapes";
import { placeholdersAreKnown, sampleValues } from "./texts";

/** The context if only the value is known. */
const nowhere: Context = { values: sampleValues() };

/**
 * The problems of `value`, in the order of its parts. `context` is what is known about its surroundings.
 */
export function ruleProblems(rule: AnyRule, value: unknown, path: Path = [], context: Context = nowhere): Problem[] {
    const found: Problem[] = [];
    new Examination(context, found).examine(rule, value, path, "", null);
    return found;
}

/** An empty value of a rule's type. */
export function emptyOf({ form }: AnyRule): unknown {
    switch (form.kind) {
        case "text":
            return "";
        case "flag":
            return false;
        case "number":
            return form.from;
        case "choice":
            return form.values[0];
        case "list":
            return [];
        default:
            return {};
    }
}

class Examination {
    constructor(
        private readonly context: Context,
        private readonly found: Problem[],
    ) {}

    /** `empty` replaces a value of the wrong type. */
    examine(rule: AnyRule, value: unknown, path: Path, key: string, empty: unknown): void {
        if (isDeferred(value)) {
            if (!rule.mayBeOutput) {
                this.gap(path, outputProblem, empty);
            }
            return;
        }
        const { form } = rule;
        switch (form.kind) {
            case "text":
                if (typeof value === "string") {
                    this.text(form, value, path);
                } else {
                    this.gap(path, notText(value), empty);
                }
                return;
            case "flag":
                if (typeof value !== "boolean") {
                    this.gap(path, wrongKind(value, "true or false"), empty);
                }
                return;
            case "number": {
                const expected = `a whole number from ${String(form.from)} to ${String(form.to)}`;
                if (typeof value !== "number") {
                    this.gap(path, wrongKind(value, expected), empty);
                } else if (!Number.isInteger(value) || value < form.from || value > form.to) {
                    const remedy = `${expected} is required here`;
                    this.found.push({ path, problem: `${String(value)} is out of range`, remedy });
                }
                return;
            }
            case "choice":
                this.choice(form, value, path, empty);
                return;
            case "list":
                if (Array.isArray(value)) {
                    this.list(form, value, path);
                } else {
                    this.gap(path, wrongKind(value, "a list"), empty);
                }
                return;
            default:
                if (isMap(value)) {
                    this.map(form, value, path, key);
                } else {
                    this.gap(path, notMap(form, value), empty);
                }
        }
    }

    private text({ rules, hasPlaceholders }: TextForm, value: string, path: Path): void {
        const { values } = this.context;
        const unknown = hasPlaceholders && value.includes("{") ? placeholdersAreKnown(values)(value, path) : [];
        this.add(unknown);
        if (unknown.length === 0) {
            const resolved = hasPlaceholders ? resolvePlaceholders(value, values) : value;
            rules.forEach(rule => {
                this.add(rule(resolved, path, value));
            });
        }
    }

    private choice({ values, refused }: ChoiceForm, value: unknown, path: Path, empty: unknown): void {
        const isRefused = (each: string): boolean => Object.hasOwn(refused, each);
        if (typeof value === "string" && values.includes(value) && !isRefused(value)) {
            return;
        }
        const allowed = values.filter(each => !isRefused(each));
        const advice = `use ${allowed.join(" or ")}`;
        if (typeof value === "string") {
            const quoted = JSON.stringify(value);
            const remedy = suggestionFirst(value, allowed, advice);
            const problem = `${quoted} is not one of the values`;
            this.gap(path, (isRefused(value) ? refused[value] : undefined) ?? { problem, remedy }, empty);
        } else {
            this.gap(path, { problem: `${kindOf(value)} is not one of the values`, remedy: advice }, empty);
        }
    }

    private list({ item, emptyRemedy, also }: ListForm, value: readonly unknown[], path: Path): void {
        if (value.length === 0 && emptyRemedy !== undefined) {
            this.found.push({ path, problem: "is an empty list", remedy: emptyRemedy });
        }
        const empty = value.length === 0 ? undefined : emptyOf(item);
        value.forEach((element, index) => {
            this.examine(item, element, at(path, index), "", empty);
        });
        this.add(also?.(value, path, this.context));
    }

    private map(form: MapForm | ShapeForm | FreeForm, value: Fields, path: Path, key: string): void {
        if (form.kind === "map") {
            this.entries(form, value, path);
        } else if (form.kind === "shape") {
            const inside = form.within === undefined ? this.context : form.within(this.context, value, key);
            const examination = inside === this.context ? this : new Examination(inside, this.found);
            examination.shape(form, value, path);
        }
    }

    private entries(form: MapForm, value: Fields, path: Path): void {
        const { item, keyRules, keysHavePlaceholders, nullEntry, also } = form;
        for (const [key, element] of Object.entries(value)) {
            const where = at(path, key);
            if (keysHavePlaceholders) {
                this.add(placeholdersAreKnown(this.context.values)(key, where));
            }
            keyRules.forEach(rule => {
                this.add(rule(key, where));
            });
            if (element !== null || nullEntry === undefined) {
                this.examine(item, element, where, key, emptyOf(item));
            } else if (nullEntry !== "legal") {
                this.gap(where, nullEntry, emptyOf(item));
            }
        }
        this.add(also?.(value, path, this.context));
    }

    private shape(form: ShapeForm, value: Fields, path: Path): void {
        const { properties, refused, words } = form;
        const before = this.found.length;
        const names = Object.keys(properties);
        if (words.noProperties !== undefined && names.length === 0 && Object.keys(value).length > 0) {
            this.gap(path, words.noProperties, null);
            return;
        }
        for (const name of names) {
            const isMissing = properties[name]?.need === "needed" && isAbsent(value[name]);
            if (isMissing && !isMisspelt(value, [name], names)) {
                const remedy = "set a value, because it has no default";
                this.found.push({ path: at(path, name), problem: "is missing", absent: true, remedy });
            }
        }
        for (const [name, element] of Object.entries(value)) {
            const rule = Object.hasOwn(properties, name) ? properties[name] : undefined;
            if (rule === undefined) {
                const advice = Object.hasOwn(refused, name) ? refused[name] : undefined;
                if (advice === undefined ? element !== undefined : !isAbsent(element)) {
                    const said = advice ?? words.unknown?.(name) ?? unknownProperty(name, names);
                    this.found.push({ path: at(path, name), ...said });
                }
            } else if (!isAbsent(element)) {
                this.examine(rule, element, at(path, name), name, null);
            } else if (element === null && words.nullProperty !== undefined) {
                this.gap(at(path, name), words.nullProperty, null);
            }
        }
        for (const demand of form.exactlyOne) {
            this.add(exactlyOneProblems(demand, value, path));
        }
        for (const { key, values, properties: without, problem, remedy } of form.withoutEffect) {
            const given = value[key];
            if (typeof given === "string" && values.includes(given)) {
                const vain = without.filter(name => !isAbsent(value[name]));
                this.add(vain.map(name => ({ path: at(path, name), problem: problem(given), remedy })));
            }
        }
        this.add(form.also?.(value, path, this.context));
        if (form.whenSound !== undefined) {
            if (this.found.length === before) {
                this.add(form.whenSound(value, path, this.context));
            }
            const [first] = this.found.slice(before);
            if (first !== undefined) {
                this.found[before] = { ...first, gap: { path, empty: null } };
            }
        }
    }

    private add(problems: readonly Problem[] | undefined): void {
        problems?.forEach(problem => this.found.push(problem));
    }

    private gap(path: Path, words: Words, empty: unknown): void {
        this.found.push({ path, ...words, gap: { path, empty } });
    }
}

function notMap(form: MapForm | ShapeForm | FreeForm, value: unknown): Words {
    const remedy = form.kind === "shape" ? form.words.notMap : form.notMap;
    return remedy === undefined
        ? wrongKind(value, form.kind === "shape" ? "a map of properties" : "a map")
        : { problem: "is not a map", remedy };
}

function exactlyOneProblems(demand: ExactlyOne, value: Fields, path: Path): Problem[] {
    const { keys, none, several, remedy, mayBeElsewhere, filled } = demand;
    const given = keys.filter(
        key => !isAbsent(value[key]) && !(filled && Array.isArray(value[key]) && value[key].length === 0),
    );
    if (given.length === 1 || (given.length === 0 && isMisspelt(value, keys))) {
        return [];
    }
    const problem = given.length === 0 ? none : several(given);
    return [{ path, problem, ...(given.length === 0 && mayBeElsewhere && { absent: true }), remedy }];
}
