/**
 * The JSON Schema of a rule. It refuses less than the check: it sees a part of the config, and a text before its placeholders
 * are filled in. Editors want some of it in a form of their own:
 * no `oneOf` ("Matches multiple schemas"), `errorMessage` on leaves only (it hides "not allowed" and "missing"), and
 * `allOf: [{ $ref }]`, as a `$ref` hides what is beside it.
 */
import { clusterPlaceholders, subjectPlaceholders } from "../components/rules/placeholders";
import type {
    AnyRule,
    ExactlyOne,
    ListForm,
    MapForm,
    ShapeForm,
    TextForm,
    WithoutEffect,
} from "../components/rules/rule";
import type { TextRule } from "../components/rules/textRule";

/** JSON Schema, as far as it is used here. Draft 7 is what editors know. */
export interface Schema {
    [keyword: string]: unknown;
    type?: string | string[];
    description?: string;
    default?: unknown;
    properties?: Record<string, Schema>;
    additionalProperties?: Schema | boolean;
    items?: Schema;
    required?: string[];
    enum?: unknown[];
    allOf?: Schema[];
    $ref?: string;
    definitions?: Record<string, Schema>;
}

/** `Role` and its like may be in parts: in a file that includes others, and in these. */
const wholeInOneFile = /Preset$|^(TrustStatement|TargetRoleSource|Irsa|ClusterFrom)$/;

/** The schema of a shape's own properties. */
export function propertySchemas(form: ShapeForm, definitions: Record<string, Schema>): Record<string, Schema> {
    return Object.fromEntries(
        Object.entries(form.properties).map(([name, rule]) => {
            const schema = schemaOf(rule, definitions);
            const isKept = rule.need === "needed" || form.words.nullProperty !== undefined;
            return [name, isKept ? notNull(rule, schema) : orNull(schema)];
        }),
    );
}

/** Also what `pulumi config set --path`, ESC and shells write: numbers and booleans for text, and text for these. */
function schemaOf(rule: AnyRule, definitions: Record<string, Schema>): Schema {
    const { form, examples } = rule;
    const schema = ((): Schema => {
        switch (form.kind) {
            case "text":
                return textSchema(form);
            case "flag":
                return { type: ["boolean", "string"], pattern: "^(true|false)$" };
            case "number":
                return { type: ["integer", "string"], minimum: form.from, maximum: form.to, pattern: "^[0-9]+$" };
            case "choice":
                return { enum: form.values.filter(value => !Object.hasOwn(form.refused, value)) };
            case "list":
                return listSchema(form, definitions);
            case "map":
                return mapSchema(form, definitions);
            case "free":
                return { type: "object" };
            case "shape":
                return shapeReference(form, definitions);
        }
    })();
    return { ...schema, ...(examples !== undefined && { examples: [...examples] }) };
}

function textSchema({ rules, hasPlaceholders }: TextForm): Schema {
    const patterns = [
        ...rules.flatMap(rule => patternsOf(rule, hasPlaceholders)),
        ...(hasPlaceholders ? [placeholderPattern] : []),
    ];
    const [first, ...others] = patterns;
    return { type: ["string", "number", "boolean"], ...first, ...(others.length > 0 && { allOf: others }) };
}

/** With one pattern: an editor offers no values for entries that have `allOf`. */
function inOnePattern({ allOf = [], pattern, patternErrorMessage, ...schema }: Schema): Schema {
    const patterns = [{ pattern, patternErrorMessage }, ...allOf].map(each => String(each.pattern));
    return pattern === undefined
        ? schema
        : {
              ...schema,
              pattern: patterns.length === 1 ? pattern : `^${patterns.map(each => `(?=${each})`).join("")}`,
              patternErrorMessage: `${String(patternErrorMessage)}${patterns.length === 1 ? "" : "; or it has an unknown placeholder, or a character that is not possible"}`,
          };
}

/** What is in braces may become anything. */
function patternsOf({ pattern }: TextRule, hasPlaceholders: boolean, also = ""): Schema[] {
    if (pattern === undefined) {
        return [];
    }
    const { source, flags } = pattern.expression;
    if (flags.replace("u", "") !== "") {
        throw new Error(`/${source}/${flags} has flags, which JSON Schema does not know.`);
    }
    return [
        { pattern: `${source}${also}${hasPlaceholders ? "|^[\\s\\S]*[{]" : ""}`, patternErrorMessage: pattern.words },
    ];
}

const placeholders = [...clusterPlaceholders, ...subjectPlaceholders];
const placeholderPattern: Schema = {
    pattern: `^(?![\\s\\S]*(?<!\\$)\\{(?!(${placeholders.join("|")})\\})[A-Za-z]+\\})`,
    patternErrorMessage: `This has a placeholder that there is not: known are ${placeholders.map(name => `{${name}}`).join(", ")}`,
};

function listSchema({ item, emptyRemedy }: ListForm, definitions: Record<string, Schema>): Schema {
    const items = schemaOf(item, definitions);
    return {
        type: "array",
        // An entry cannot be left out by null, as a property can.
        items: item.form.kind === "text" ? inOnePattern(items) : notNull(item, items),
        ...(emptyRemedy !== undefined && { minItems: 1 }),
    };
}

function mapSchema(form: MapForm, definitions: Record<string, Schema>): Schema {
    const { item, keyRules, keysHavePlaceholders, nullEntry } = form;
    const values = schemaOf(item, definitions);
    const names = keyRules.flatMap(rule => patternsOf(rule, keysHavePlaceholders, "|^<<$"));
    const isNullable = nullEntry === "legal" || item.form.kind === "shape";
    return {
        type: "object",
        additionalProperties: isNullable ? orNull(values) : values,
        ...(names.length > 0 && { propertyNames: names.length === 1 ? names[0] : { allOf: names } }),
    };
}

function shapeReference(form: ShapeForm, definitions: Record<string, Schema>): Schema {
    if (!Object.hasOwn(definitions, form.name)) {
        const definition: Schema = {};
        definitions[form.name] = definition;
        Object.assign(definition, shapeSchema(form, definitions));
    }
    return { allOf: [{ $ref: `#/definitions/${form.name}` }] };
}

/** The name of the shape that a schema refers to. */
export function interfaceOf({ allOf }: Schema): string | undefined {
    return allOf?.map(({ $ref }) => $ref?.split("/").at(-1)).find(name => name !== undefined);
}

function shapeSchema(form: ShapeForm, definitions: Record<string, Schema>): Schema {
    const needed = Object.entries(form.properties).flatMap(([name, { need }]) => (need === "needed" ? [name] : []));
    const demands = [...form.exactlyOne.flatMap(exactlyOneSchemas), ...form.withoutEffect.map(withoutEffectSchema)];
    const isOpen = form.name.endsWith("Preset");
    return {
        // Null is nothing; of a preset it would be a mistake.
        type: isOpen ? "object" : ["object", "null"],
        properties: propertySchemas(form, definitions),
        additionalProperties: false,
        ...(needed.length > 0 && wholeInOneFile.test(form.name) && { required: needed }),
        ...(demands.length > 0 && { allOf: demands }),
    };
}

/** Each pair by itself: the later one is refused, in the words of the check. */
function exactlyOneSchemas({ keys, none, several, remedy, mayBeElsewhere }: ExactlyOne): Schema[] {
    const pairs = keys.flatMap((key, index) => keys.slice(index + 1).map(other => [key, other] as const));
    const isGiven = { not: { type: "null" } };
    return [
        ...pairs.map(([key, other]) => ({
            if: { required: [key, other], properties: { [key]: isGiven, [other]: isGiven } },
            then: { properties: { [other]: refused(`${sentence(several([key, other]))}: ${remedy}`) } },
        })),
        ...(mayBeElsewhere
            ? []
            : [
                  {
                      if: { not: { anyOf: keys.map(key => ({ required: [key] })) } },
                      then: { required: [keys[0]], errorMessage: `${sentence(none)}: ${remedy}` },
                  },
              ]),
    ];
}

function withoutEffectSchema({ key, values, properties, problem, remedy }: WithoutEffect): Schema {
    const words = `${sentence(problem(values.join('" or "')))}: ${remedy}`;
    return {
        if: { required: [key], properties: { [key]: { enum: values } } },
        then: { properties: Object.fromEntries(properties.map(name => [name, refused(words)])) },
    };
}

function refused(words: string): Schema {
    return { type: "null", errorMessage: words, doNotSuggest: true };
}

function sentence(problem: string): string {
    return `This ${problem}`;
}

/** The definition of a shape takes null, as most places of it do. */
function notNull({ form }: AnyRule, schema: Schema): Schema {
    return form.kind === "shape" ? { type: "object", ...schema } : schema;
}

/** Null for a property is as good as no property. */
function orNull(schema: Schema): Schema {
    const { type, enum: values } = schema;
    return {
        ...schema,
        ...(type !== undefined && { type: [...[type].flat().filter(kind => kind !== "null"), "null"] }),
        ...(values !== undefined && { enum: [...values, null] }),
    };
}
