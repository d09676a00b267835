import { type Definition } from "./definition";
import { defaultsOf } from "./diff";
import { autoname } from "./naming";
import { coerced, type Failure, failures } from "./properties";
import { isAbsent, type Properties, unknown } from "./values";

/** What the engine proposes for a resource without a name. */
export interface Naming {
    readonly logicalName: string;
    readonly seed: Uint8Array;
    /** From the project's `pulumi:autonaming` configuration. */
    readonly proposal?: { readonly name: string; readonly mode: "propose" | "enforce" | "disable" };
}

export interface Checked {
    readonly inputs: Properties;
    readonly failures: readonly Failure[];
}

/** The inputs as the rest of the provider takes them: typed, named, with the provider's default tags. */
export function checked(
    definition: Definition,
    old: Properties,
    given: Properties,
    naming: Naming,
    defaultTags: Readonly<Record<string, string>>,
): Checked {
    const { __defaults: _, ...plain } = given;
    const typed = coerced(definition.inputs, plain);
    const inputs: Properties = Object.fromEntries(
        Object.entries(typed).filter(([, value]) => value !== null && value !== undefined),
    );
    const problems = failures(definition.token, definition.inputs, inputs);
    // Empty texts are absent to terraform, so a name of "" gets one.
    const defaults: string[] = [];
    if (definition.autoname !== undefined && isAbsent(inputs.name) && isAbsent(inputs.namePrefix)) {
        const name = chosenName(definition.autoname.maxLength, old, naming);
        if (name === undefined) {
            problems.push({ property: "name", reason: "automatic naming is disabled, and the resource has no name" });
        } else {
            inputs.name = name;
            defaults.push("name");
        }
    }
    if (definition.inputs.tags !== undefined && Object.keys(defaultTags).length > 0 && inputs.tags !== unknown) {
        inputs.tags = { ...defaultTags, ...(inputs.tags as Properties | undefined) };
    }
    inputs.__defaults = defaults;
    return { inputs, failures: [...problems, ...(definition.problems?.(inputs) ?? [])] };
}

/** A name once chosen stays, until the program gives one; a replacement is checked without old inputs and gets a new one. */
function chosenName(maxLength: number, old: Properties, { logicalName, seed, proposal }: Naming): string | undefined {
    if (defaultsOf(old).includes("name") && typeof old.name === "string") {
        return old.name;
    }
    if (proposal?.mode === "disable") {
        return undefined;
    }
    return proposal?.mode === "enforce" || (proposal?.mode === "propose" && proposal.name !== "")
        ? proposal.name
        : autoname(logicalName, seed, maxLength);
}
