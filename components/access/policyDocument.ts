/** An IAM policy document as it is sent. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
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

/** Operator → key → values. All operators and keys must hold; of the values of one key, one. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export function policyDocument(statements: readonly Statement[]): PolicyDocument {
    return { Version: "2012-10-17", Statement: statements };
}

/** The text that AWS gets. IAM counts no white space, so there is none. */
export function policyText(document: PolicyDocument): string {
    return JSON.stringify(document);
}

/** The same JSON without white space, and without escapes that need not be; nothing where the text is none. */
export function plainJson(text: string): string | undefined {
    try {
        return JSON.stringify(JSON.parse(text));
    } catch {
        return undefined;
    }
}

/**
 * The statements of a parsed document, each single value as a list. What IAM would refuse is left out: a check of its own
 * reports it.
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

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function listOf(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [value];
}

function textsOf(value: unknown): string[] {
    return listOf(value).filter(item => typeof item === "string");
}
