/** Reads the statement blocks of reference.md. Section 1 of that file defines their syntax. */
import { readFileSync } from "node:fs";
import * as path from "node:path";

export interface ReferenceStatement {
    readonly number: number;
    readonly sid: string | undefined;
    readonly actions: readonly string[];
    /** With `${p}`, `${region}` … and `<parameter>` as written. */
    readonly resources: readonly string[];
    readonly conditions: readonly ReferenceCondition[];
    readonly when: string | undefined;
}

export interface ReferenceCondition {
    readonly operator: string;
    readonly key: string;
    readonly values: readonly string[];
}

export const referenceText = readFileSync(path.join(__dirname, "reference.md"), "utf8");

/** Every block, by name. */
export function referenceBlocks(text: string = referenceText): ReadonlyMap<string, readonly ReferenceStatement[]> {
    const blocks = [...text.matchAll(/^```iam (\S+)\n(.*?)^```$/gms)];
    return new Map(blocks.map(([, name = "", body = ""]) => [name, statementsOf(body)]));
}

/** The cells of the table rows under a heading. */
export function referenceTable(heading: RegExp, text: string = referenceText): readonly (readonly string[])[] {
    const section = text.split(/^## /m).find(part => heading.test(part.split("\n")[0] ?? ""));
    const rows = (section ?? "").split("\n").filter(line => line.startsWith("|"));
    // The first two lines are the header.
    return rows.slice(2).map(row =>
        row
            .split("|")
            .slice(1, -1)
            .map(cell => cell.trim()),
    );
}

function statementsOf(body: string): ReferenceStatement[] {
    const parts = body.split(/^(?=\d+ )/m).filter(part => part.trim() !== "");
    return parts.map(part => {
        const head = /^(\d+)\s*(?:\[(\w+)\])?/.exec(part);
        const lines = part
            .slice(head?.[0].length)
            .split("\n")
            .map(line => line.trim())
            .filter(line => line !== "");
        const of = (word: string) =>
            lines.filter(line => line.startsWith(`${word} `)).map(line => line.slice(word.length).trim());
        const unread = lines.filter(line => !/^(allow|on|if|when) /.test(line));
        if (head === null || unread.length > 0) {
            throw new Error(`cannot read ${JSON.stringify(unread)} in ${part}`);
        }
        return {
            number: Number(head[1]),
            sid: head[2],
            actions: actionsOf(of("allow").join(", ")),
            resources: of("on").join(", ").split(", "),
            conditions: of("if").map(conditionOf),
            when: of("when")[0],
        };
    });
}

/** `svc:{A, B}, other:C` */
function actionsOf(text: string): string[] {
    return [...text.matchAll(/([a-z0-9-]+):(?:\{([^}]*)\}|([\w*]+))/g)].flatMap(([, service = "", many, one = ""]) =>
        (many?.split(",") ?? [one]).map(action => `${service}:${action.trim()}`),
    );
}

function conditionOf(text: string): ReferenceCondition {
    const match = /^(\S+) (\S+) = (.*)$/.exec(text);
    if (match === null) {
        throw new Error(`cannot read the condition ${text}`);
    }
    const [, operator = "", key = "", values = ""] = match;
    return { operator, key, values: values.split("|").map(value => value.trim()) };
}
