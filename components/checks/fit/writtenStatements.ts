/** The statements of a policy in the args: typed ones, and those of a document. */
import { statementsInText } from "../../access/policyDocument";
import type { Statement } from "../../access/policyDocument";
import type { SessionPolicy } from "../../args/sessionPolicy";
import { Effect } from "../../args/statement";
import type { PolicyStatement } from "../../args/statement";
import { resolvePlaceholders } from "../../rules/placeholders";
import { at } from "../../rules/problem";
import type { Path } from "../../rules/problem";
import { sampleValues } from "../../rules/texts";

export interface WrittenStatement {
    /** Path of the statement, or of its document. */
    readonly path: Path;
    /** Path of one entry of its actions. */
    readonly actionPath: (key: "actions" | "notActions", index: number) => Path;
    readonly isAllow: boolean;
    readonly actions: readonly string[];
    readonly notActions: readonly string[];
    readonly resources: readonly string[];
}

/** Statements of a role or a session policy at `path`. Unknown values, such as Outputs, are omitted. */
export function writtenStatements({ statements, document }: SessionPolicy, path: Path): WrittenStatement[] {
    return [
        ...(statements ?? []).map((statement, index) => typed(statement, at(path, "statements", index))),
        ...statementsOf(document).map(statement => inDocument(statement, at(path, "document"))),
    ];
}

function typed({ effect, actions, notActions, resources }: PolicyStatement, path: Path): WrittenStatement {
    return {
        path,
        actionPath: (key, index) => at(path, key, index),
        isAllow: effect !== Effect.Deny,
        actions: textsOf(actions ?? []),
        notActions: textsOf(notActions ?? []),
        resources: textsOf(resources ?? []),
    };
}

function inDocument(statement: Statement, path: Path): WrittenStatement {
    return {
        path,
        actionPath: () => path,
        isAllow: statement.Effect === Effect.Allow,
        actions: statement.Action ?? [],
        notActions: statement.NotAction ?? [],
        resources: statement.Resource ?? [],
    };
}

function statementsOf(document: SessionPolicy["document"]): readonly Statement[] {
    const anySubject = sampleValues({ namespace: "x", serviceAccount: "x" });
    return typeof document === "string" ? statementsInText(resolvePlaceholders(document, anySubject)) : [];
}

/** Outputs are unknown. */
function textsOf(values: readonly unknown[]): string[] {
    return values.filter(value => typeof value === "string");
}
