/** Characters that Pulumi's YAML reader (gopkg.in/yaml.v3) stumbles over, and the parser here does not. */
import { Lexer } from "yaml"; // see yamlText.ts

export interface CharacterProblem {
    readonly offset: number;
    readonly problem: string;
    readonly remedy: string;
}

/** In the order of the text. */
export function unreadableCharacters(source: string): CharacterProblem[] {
    return [...forbidden(source), ...(source.includes("\t") || surrogate.test(source) ? inTokens(source) : [])].sort(
        (a, b) => a.offset - b.offset,
    );
}

/** https://github.com/go-yaml/yaml/blob/v3/readerc.go; in the second brackets what it takes for the end of a line. */
const unreadable =
    /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]|[\u0085\u2028\u2029]/g;

function forbidden(source: string): CharacterProblem[] {
    return Array.from(source.matchAll(unreadable), ({ 0: character, index }) => {
        const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
        return {
            offset: index,
            problem: /[\u0085\u2028\u2029]/.test(character)
                ? `the character U+${code} ends the line for Pulumi`
                : `the character U+${code} is not allowed in YAML`,
            remedy: `remove it; in text between double quotes write "\\u${code}"`,
        };
    });
}

/** Half a character, as JSON writes those beyond U+FFFF. */
const surrogate = /\\u[dD][89a-fA-F][\da-fA-F]{2}/;

/** What is wrong in some places only: a tab before what could be a key, half a character between double quotes. */
function inTokens(source: string): CharacterProblem[] {
    const found: CharacterProblem[] = [];
    let [offset, depth, isText, canBeKey, isKnown, isNote] = [0, 0, false, true, false, false];
    const tokens = [...new Lexer().lex(source)];
    for (const [index, token] of tokens.entries()) {
        const tab = token.indexOf("\t");
        const isBlank = /^[ \t]+$/.test(token);
        const isBlockText = isText && token.endsWith("\n");
        // Of the lines of one comment only the first is looked at.
        const isInNote = isNote && tokens[index + 1]?.startsWith("#") === true;
        if ((isBlank && depth === 0 && canBeKey && tab >= 0 && !isInNote) || (isBlockText && /^[ \n]*\t/.test(token))) {
            found.push({
                offset: offset + tab,
                problem: "a tab is used for indentation, which Pulumi does not accept",
                remedy: "indent with spaces",
            });
        }
        const half = token.startsWith('"') && !isText ? surrogate.exec(token) : null;
        if (half) {
            found.push({
                offset: offset + half.index,
                problem: `${half[0]} is half a character, which Pulumi does not accept`,
                remedy: "write the character itself, or \\U and its eight digits",
            });
        }
        // Marks of the lexer itself, which are not in the source; the last announces a text.
        const isMark = /^[\u0002\u0018\u001F]$/.test(token);
        if (isMark) {
            isText = token === "\u001F";
            continue;
        }
        offset += token.length;
        depth += isText ? 0 : token === "{" || token === "[" ? 1 : token === "}" || token === "]" ? -1 : 0;
        depth = Math.max(0, depth);
        if (/^\r?\n$/.test(token) || isBlockText) {
            [canBeKey, isKnown] = [true, false];
        } else if (!isBlank) {
            // Behind the colon of a key on its line there is no key; behind that of "?" there may be.
            canBeKey = !isText && (token === "-" || token === "?" || (token === ":" && !isKnown));
            isKnown = !canBeKey;
            isNote = token.startsWith("#") && !isText;
        }
        isText = false;
    }
    return found;
}
