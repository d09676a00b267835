/** An IAM policy document. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface PolicyDocument {
    readonly Version: "2012-10-17";
    readonly Statement: readonly Statement[];
}

export interface Statement {
    readonly Sid?: string;
    readonly Effect: "Allow" | "Deny";
    readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
    readonly Action?: readonly string[];
    readonly NotAction?: readonly string[];
    readonly Resource?: readonly string[];
    readonly NotResource?: readonly string[];
    readonly Condition?: Conditions;
}

/** Operator → key → values. All operators and keys must match; of the values of one key, any. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export function policyDocument(statements: readonly Statement[]): PolicyDocument {
    return { Version: "2012-10-17", Statement: statements };
}

/** The policy as text, without white space, which IAM does not count. */
export function policyText(document: PolicyDocument): string {
    return JSON.stringify(document);
}

/** The same JSON without white space and unnecessary escapes; `undefined` if the text is not JSON. */
export function plainJson(text: string): string | undefined {
    try {
        return JSON.stringify(JSON.parse(text));
    } catch {
        return undefined;
    }
}

/**
 * The statements of a parsed document, with single values as lists. Invalid parts are omitted: another check reports
 * them.
 */
export function documentStatements(document: unknown): Statement[] {
    const { Statement: given } = fieldsOf(document);
    return listOf(given).flatMap((item): Statement[] => {
        const { Effect, Action, NotAction, Resource, NotResource, Condition } = fieldsOf(item);
        return Effect === "Allow" || Effect === "Deny"
            ? [
                  {
                      Effect,
                      ...(Action !== undefined && { Action: textsOf(Action) }),
                      ...(NotAction !== undefined && { NotAction: textsOf(NotAction) }),
                      ...(Resource !== undefined && { Resource: textsOf(Resource) }),
                      ...(NotResource !== undefined && { NotResource: textsOf(NotResource) }),
                      ...(Condition !== undefined && { Condition: Condition as Conditions }),
                  },
              ]
            : [];
    });
}

/** The statements of a document; none if the text is not JSON, which another check reports. */
export function statementsInText(text: string): Statement[] {
    const plain = plainJson(text);
    return plain === undefined ? [] : documentStatements(JSON.parse(plain));
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function listOf(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [value];
}

function textsOf(value: unknown): string[] {
    return listOf(value).filter(item => typeof item === "string");
}
