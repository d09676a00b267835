/** The commands in the blocks of the pages, one by one. */
import { allBlocks, isGenerated, linesOf, pages } from "./pages";
import type { Block } from "./pages";

export interface CommandLine {
    /** `docs/access.md:12`, for messages. */
    readonly place: string;
    readonly page: string;
    readonly tool: string;
    readonly args: readonly string[];
}

/** Of all blocks with commands, and of the `run:` lines of workflows. */
export function commandLines(): CommandLine[] {
    return allBlocks().flatMap(block =>
        commandTexts(block).flatMap(({ line, text }) => commandsIn(text, block.page, line)),
    );
}

/** Commands with an argument or an option, as code in a sentence. */
export function inlineCommands(): CommandLine[] {
    const written = pages().filter(page => !isGenerated(page) && page !== "CHANGELOG.md");
    return written.flatMap(page =>
        linesOf(page).flatMap((text, index) =>
            [...text.matchAll(/`((?:npx )?pod-identity [^`]+|npm run [^`]+|pulumi [^`]+)`/g)].flatMap(([, code = ""]) =>
                commandsIn(code, page, index + 1),
            ),
        ),
    );
}

function commandsIn(text: string, page: string, line: number): CommandLine[] {
    return wordsOf(text).map(([tool = "", ...args]) => ({
        place: `${page}:${String(line)}`,
        page,
        ...(tool === "npx" ? { tool: args[0] ?? "", args: args.slice(1) } : { tool, args }),
    }));
}

/** Lines of a script, continued ones put together; in a block without a language those after a prompt. */
function commandTexts({ language, line: first, text }: Block): { readonly line: number; readonly text: string }[] {
    const lines = text.split("\n");
    const texts: { line: number; text: string }[] = [];
    for (let index = 0; index < lines.length; index++) {
        const line = first + index;
        let command = lines[index] ?? "";
        while (index + 1 < lines.length && (command.endsWith("\\") || isOpen(command, language))) {
            command = `${command.replace(/\\$/, "")} ${(lines[++index] ?? "").trim()}`;
        }
        const chosen =
            language === "sh"
                ? command
                : language === "text"
                  ? /^ +(pod-identity .*?|pulumi .*?)(?: {2,}.*)?$/.exec(command)?.[1]
                  : language === "yaml"
                    ? /^ *(?:- )?run: (.*)$/.exec(command)?.[1]
                    : language === ""
                      ? /^\$ (.*)$/.exec(command)?.[1]
                      : undefined;
        if (chosen !== undefined) texts.push({ line, text: chosen });
    }
    return texts;
}

/** Whether a quote goes on in the next line. */
function isOpen(command: string, language: string): boolean {
    return language === "sh" && command.split("'").length % 2 === 0;
}

/**
 * The words of each command of a line: at `|`, `;`, `&&`, and in `$(…)`, another one begins. Enough for the scripts of the pages:
 * quotes, comments and redirections are understood, and words of the shell such as `for` and `do` left out.
 */
function wordsOf(text: string): string[][] {
    const commands: string[][] = [[]];
    const tokens =
        text.match(/\$\(|"(?:\\.|[^"])*"|'[^']*'|&&|\|\||[|;)]|[<>]+&?|#(?=\s).*|(?:\\.|[^\s"'|;()<>])+/g) ?? [];
    for (let index = 0; index < tokens.length; index++) {
        const token = tokens[index] ?? "";
        if (token.startsWith("#")) break;
        if (/^[<>]/.test(token)) {
            index++;
        } else if (/^(\$\(|&&|\|\||[|;)])$/.test(token)) {
            commands.push([]);
        } else {
            commands.at(-1)?.push(token);
        }
    }
    return commands.flatMap(words => {
        const shell = words.findLastIndex(word => ["do", "then", "if", "while"].includes(word));
        const own = words.slice(words[0] === "for" ? words.length : shell + 1);
        const start = own.findIndex(word => !/^\w+=/.test(word));
        return start < 0 || own.length === 0 ? [] : [own.slice(start)];
    });
}
