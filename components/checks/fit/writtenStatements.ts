/** The statements of a policy as they are written: typed ones, and those of a document. */
import { resolvePlaceholders } from "../../rules/placeholders";
import { at } from "../../rules/problem";
import type { Path } from "../../rules/problem";
import { isMap } from "../../rules/shapes";
import { sampleValues } from "../../rules/texts";

type Fields = Readonly<Record<string, unknown>>;

export interface WrittenStatement {
    /** Path of the statement, or of the document that it is in. */
    readonly path: Path;
    /** Path of one entry of its actions. */
    readonly actionPath: (key: "actions" | "notActions", index: number) => Path;
    readonly isAllow: boolean;
    readonly actions: readonly string[];
    readonly notActions: readonly string[];
    readonly resources: readonly string[];
}

/** Those of a role or of a session policy at `path`; what is not known, such as an Output, is left out. */
export function writtenStatements(policy: Fields, path: Path): WrittenStatement[] {
    const { statements, document } = policy;
    return [
        ...(Array.isArray(statements) ? statements : []).flatMap((statement: unknown, index) =>
            isMap(statement) ? [typed(statement, at(path, "statements", index))] : [],
        ),
        ...statementsOf(document).map(statement => inDocument(statement, at(path, "document"))),
    ];
}

function typed(statement: Fields, path: Path): WrittenStatement {
    return {
        path,
        actionPath: (key, index) => at(path, key, index),
        isAllow: statement.effect !== "Deny",
        actions: textsOf(statement.actions),
        notActions: textsOf(statement.notActions),
        resources: textsOf(statement.resources),
    };
}

function inDocument(statement: Fields, path: Path): WrittenStatement {
    return {
        path,
        actionPath: () => path,
        isAllow: statement.Effect === "Allow",
        actions: textsOf(statement.Action),
        notActions: textsOf(statement.NotAction),
        resources: textsOf(statement.Resource),
    };
}

function statementsOf(document: unknown): Fields[] {
    if (typeof document !== "string") {
        return [];
    }
    try {
        const anySubject = sampleValues({ namespace: "x", serviceAccount: "x" });
        const parsed: unknown = JSON.parse(resolvePlaceholders(document, anySubject));
        const given: unknown = isMap(parsed) ? parsed.Statement : undefined;
        return (Array.isArray(given) ? (given as unknown[]) : [given]).filter(isMap);
    } catch {
        return [];
    }
}

/** IAM takes a single text without a list. */
function textsOf(value: unknown): string[] {
    return (Array.isArray(value) ? (value as unknown[]) : [value]).filter(item => typeof item === "string");
}
