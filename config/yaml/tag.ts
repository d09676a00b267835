/** Reads a word with a tag like Pulumi's YAML reader. */
import type { LocatedScalar } from "./located";
import { isWholeNumber, plainScalar } from "./scalar";

const standard = "tag:yaml.org,2002:";

/**
 * `undefined` if the reader rejects the text. Pulumi ignores other tags than YAML's six, but they are kept to be
 * reported.
 */
export function taggedScalar(tag: string, text: string): LocatedScalar | undefined {
    const name = tag.startsWith(standard) ? `!!${tag.slice(standard.length)}` : tag;
    const plain = plainScalar(text);
    switch (name) {
        case "!!str":
            return { kind: "scalar", value: text };
        case "!!null":
            return plain.value === null ? plain : undefined;
        case "!!bool":
            return typeof plain.value === "boolean" ? plain : undefined;
        case "!!float":
            return typeof plain.value === "number" ? plain : undefined;
        case "!!int":
            return isWholeNumber(text) ? plain : undefined;
        case "!!timestamp":
            return plain.isDate ? { ...plain, tag: name } : undefined;
        case "!!binary":
            return { kind: "scalar", value: Buffer.from(text, "base64").toString(), tag: name };
        default:
            return { kind: "scalar", value: text, tag: name };
    }
}
