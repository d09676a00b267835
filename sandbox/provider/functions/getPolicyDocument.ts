import { createHash } from "node:crypto";
import type { FunctionDefinition } from "../definition";
import type { PropertyTable } from "../properties";
import { isRecord, optionalText, type Properties, text } from "../values";

const principals: PropertyTable = {
    type: { kind: "string", required: true },
    identifiers: { kind: "list", required: true },
};

export const getPolicyDocument: FunctionDefinition = {
    token: "aws:iam/getPolicyDocument:getPolicyDocument",
    inputs: {
        policyId: { kind: "string" },
        version: { kind: "string" },
        sourcePolicyDocuments: { kind: "list" },
        overridePolicyDocuments: { kind: "list" },
        statements: {
            kind: "list",
            fields: {
                sid: { kind: "string" },
                effect: { kind: "string", oneOf: ["Allow", "Deny"] },
                actions: { kind: "list" },
                notActions: { kind: "list" },
                resources: { kind: "list" },
                notResources: { kind: "list" },
                principals: { kind: "list", fields: principals },
                notPrincipals: { kind: "list", fields: principals },
                conditions: {
                    kind: "list",
                    fields: {
                        test: { kind: "string", required: true },
                        variable: { kind: "string", required: true },
                        values: { kind: "list", required: true },
                    },
                },
            },
        },
    },
    invoke: (_session, args) => {
        const own = recordsOf(args.statements).map(statement);
        let statements: Properties[] = [];
        for (const source of listOf(args.sourcePolicyDocuments)) {
            statements.push(...statementsOf(source));
        }
        statements.push(...own);
        for (const override of listOf(args.overridePolicyDocuments)) {
            const over = statementsOf(override);
            const sids = new Set(over.map(({ Sid }) => Sid).filter(sid => sid !== undefined));
            statements = [...statements.filter(({ Sid }) => Sid === undefined || !sids.has(Sid)), ...over];
        }
        const id = optionalText(args.policyId);
        const document = {
            Version: optionalText(args.version) ?? "2012-10-17",
            ...(id === undefined ? {} : { Id: id }),
            Statement: statements,
        };
        const json = JSON.stringify(document, undefined, 2);
        return Promise.resolve({
            ...args,
            id: createHash("sha256").update(json).digest("hex").slice(0, 10),
            json,
            minifiedJson: JSON.stringify(document),
        });
    },
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const recordsOf = (value: unknown): Properties[] => listOf(value).filter(isRecord);

function statementsOf(document: unknown): Properties[] {
    const parsed: unknown = JSON.parse(text(document));
    const statements = isRecord(parsed) ? parsed.Statement : undefined;
    return recordsOf(Array.isArray(statements) ? statements : [statements]);
}

/** One value stands alone, several in descending order: so the official data source writes them. */
function oneOrMany(values: unknown): unknown {
    const all = listOf(values).map(text);
    return all.length === 1 ? all[0] : [...all].sort().reverse();
}

function statement(given: Properties): Properties {
    const result: Properties = {};
    if (optionalText(given.sid) !== undefined) {
        result.Sid = given.sid;
    }
    result.Effect = optionalText(given.effect) ?? "Allow";
    for (const [from, to] of [
        ["actions", "Action"],
        ["notActions", "NotAction"],
        ["resources", "Resource"],
        ["notResources", "NotResource"],
    ] as const) {
        if (listOf(given[from]).length > 0) {
            result[to] = oneOrMany(given[from]);
        }
    }
    for (const [from, to] of [
        ["principals", "Principal"],
        ["notPrincipals", "NotPrincipal"],
    ] as const) {
        const entries = recordsOf(given[from]);
        if (entries.length > 0) {
            const anyone = entries.some(({ type, identifiers }) => type === "*" && listOf(identifiers).includes("*"));
            result[to] = anyone
                ? "*"
                : Object.fromEntries(entries.map(({ type, identifiers }) => [text(type), oneOrMany(identifiers)]));
        }
    }
    const conditions = recordsOf(given.conditions);
    if (conditions.length > 0) {
        const byTest: Record<string, Properties> = {};
        for (const { test, variable, values } of conditions) {
            const value = listOf(values).map(text);
            byTest[text(test)] = { ...byTest[text(test)], [text(variable)]: value.length === 1 ? value[0] : value };
        }
        result.Condition = byTest;
    }
    return result;
}
