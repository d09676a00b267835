/** Characters that Pulumi's YAML reader stumbles over, and the parser here does not. */
import type { CST } from "yaml";

export interface CharacterProblem {
    readonly offset: number;
    readonly problem: string;
    readonly remedy: string;
}

/** https://github.com/go-yaml/yaml/blob/v3/readerc.go; behind the bar what it takes for the end of a line. */
const unreadable =
    /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]|[\u0085\u2028\u2029]/g;

export function unreadableCharacters(source: string, _tokens: readonly CST.Token[]): CharacterProblem[] {
    return Array.from(source.matchAll(unreadable), ({ 0: character, index }) => {
        const name = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
        return {
            offset: index,
            problem: /[\u0085\u2028\u2029]/.test(character)
                ? `the character ${name} ends the line for Pulumi`
                : `the character ${name} is not allowed in YAML`,
            remedy: `take it out; in text between double quotes write "\\u${name.slice(2)}"`,
        };
    });
}
