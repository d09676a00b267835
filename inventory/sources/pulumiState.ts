/**
 * What `pulumi preview --json` and `pulumi stack export` have in common: the state of a resource.
 * https://www.pulumi.com/docs/iac/cli/commands/pulumi_preview/
 */
import { brokenAt } from "../../components/rules/documents";
import { isMap } from "../../components/rules/shapes";
import { nameInUrn, secretValue, unknownValue } from "../resources";
import type { RegisteredResource } from "../resources";

/** A resource in a preview or in a state file, as far as it is read here. */
export interface PulumiState {
    readonly urn: string;
    readonly type: string;
    readonly delete?: boolean;
    /** Of a resource that the program reads with `get`. */
    readonly external?: boolean;
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
    readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
}

/** What the engine writes for a value that it does not know yet. */
const unknownTexts: ReadonlySet<string> = new Set([
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // string, and any other type
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // list
    "030794c1-ac77-496b-92df-f27374a8bd58", // asset
    "e48ece36-62e2-4504-bad9-02848725956a", // archive
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // map
]);

const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Whether a value is the state of a resource. */
export function isState(value: unknown): value is PulumiState {
    return isMap(value) && typeof value.urn === "string" && typeof value.type === "string";
}

export function resourceOf(state: PulumiState): RegisteredResource {
    const [inputs, outputs] = [readMap(state.inputs), readMap(state.outputs)];
    const isRead = state.external === true;
    return {
        urn: state.urn,
        type: state.type,
        name: nameInUrn(state.urn),
        inputs: isRead ? { ...outputs, ...inputs } : inputs,
        outputs,
        ...(isRead && { isRead }),
        propertyDependencies: Object.fromEntries(
            Object.entries(state.propertyDependencies ?? {}).map(([property, urns]) => [
                property,
                Array.isArray(urns) ? urns.filter(urn => typeof urn === "string") : [],
            ]),
        ),
    };
}

function readMap(values: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> {
    const entries = isMap(values) ? Object.entries(values) : [];
    return Object.fromEntries(entries.map(([key, value]) => [key, read(value)]));
}

function read(value: unknown): unknown {
    if (typeof value === "string") {
        return unknownTexts.has(value) ? unknownValue : value === "[secret]" ? secretValue : value;
    }
    if (Array.isArray(value)) {
        return value.map(read);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const fields = value as Readonly<Record<string, unknown>>;
    return fields[signature] === secretSignature ? secretOf(fields) : readMap(fields);
}

/** With `--show-secrets` the value is there, as JSON. */
function secretOf(fields: Readonly<Record<string, unknown>>): unknown {
    const plain = fields.plaintext ?? fields.value;
    if (typeof plain !== "string") {
        return secretValue;
    }
    try {
        return read(JSON.parse(plain));
    } catch {
        return read(plain);
    }
}

/** A JSON text as an object, or an error in words for the user. */
export function parsedObject(text: string, what: string): Readonly<Record<string, unknown>> {
    let parsed: unknown;
    try {
        parsed = JSON.parse(text);
    } catch {
        // The message of the error quotes the text, which can have secrets.
        const { line, column } = brokenAt(text) ?? { line: 1, column: 1 };
        throw new UnreadableSource(
            text.trim() === ""
                ? `${what} is empty.`
                : `${what} is not JSON at line ${String(line)}, column ${String(column)}.`,
        );
    }
    if (!isMap(parsed)) {
        throw new UnreadableSource(`${what} is JSON, but not an object.`);
    }
    return parsed;
}

/** A source that cannot be read; its message is for the user. */
export class UnreadableSource extends Error {}
