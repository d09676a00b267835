/** Random policies and requests with a few services and names, so that they often match. */
import * as fc from "fast-check";
import type { KnownAction } from "../../../../components/access/evaluation/compare";
import {
    anyInPart,
    anyLetter,
    anyText,
    anyTextInPart,
    patternOf,
} from "../../../../components/access/evaluation/pattern";
import type { Pattern } from "../../../../components/access/evaluation/pattern";
import type { Layer, Session } from "../../../../components/access/evaluation/session";
import { readPolicy } from "../../../../components/access/evaluation/statement";
import type { PolicyDocument, Statement } from "../../../../components/access/policyDocument";
import { isAllowed } from "../../../access/proof/simulate";

export const account = "111122223333";
const principal = `arn:aws:iam::${account}:role/pod-identity/reader`;

/** The condition keys of a session. */
export const ownTags: Readonly<Record<string, string>> = {
    "aws:PrincipalTag/kubernetes-namespace": "shop",
    "aws:PrincipalTag/team": "a",
};

const object = ["arn:aws:s3:::?*/?*"];
const queue = ["arn:aws:sqs:eu-west-1:111122223333:?*"];
const buckets = ["data", "logs", "shop", "team"].map(name => `arn:aws:s3:::${name}`);
export const knownActions: readonly KnownAction[] = (
    [
        ["s3:GetObject", object],
        ["s3:PutObject", object],
        ["s3:DeleteObject", object],
        ["s3:ListBucket", buckets],
        ["sqs:SendMessage", queue],
        ["sqs:ReceiveMessage", queue],
        ["sqs:DeleteMessage", queue],
        ["iam:ListRoles", ["*"]],
    ] as const
).map(([name, resources]) => ({
    name,
    // `*` as the only resource: the request has none.
    resources: resources.map(text => withinPart(patternOf(text, undefined, { wildcards: text !== "*" }).pattern)),
}));

/** Names without a colon, because the other implementation rejects ARNs with more colons. */
function withinPart(pattern: Pattern): Pattern {
    return pattern.map(step => (step === anyLetter ? anyInPart : step === anyText ? anyTextInPart : step));
}

const objects = ["data/x", "data/in/x", "logs/x", "shop/a", "team/shop/a"].map(key => `arn:aws:s3:::${key}`);
const queues = ["jobs", "jobs-dead", "mail"].map(name => `arn:aws:sqs:eu-west-1:${account}:${name}`);

interface Request {
    readonly action: string;
    readonly resource: string;
    readonly context: Readonly<Record<string, string | string[]>>;
}

const target = fc.constantFrom(...knownActions).chain(({ name }) =>
    fc.record({
        action: fc.constant(name),
        resource: name.startsWith("iam:")
            ? fc.constant("*")
            : name === "s3:ListBucket"
              ? fc.constantFrom(...buckets)
              : fc.constantFrom(...(name.startsWith("s3:") ? objects : queues)),
    }),
);

const keys = {
    "aws:SourceVpc": fc.constantFrom("vpc-1", "vpc-2", "vpc-12", "other"),
    "aws:SecureTransport": fc.constantFrom("true", "false"),
    "aws:SourceIp": fc.constantFrom("10.0.0.1", "10.1.2.3", "192.0.2.7"),
    "aws:UserAgent": fc.constantFrom("cli", "CLI", "sdk"),
    "aws:MultiFactorAuthAge": fc.constantFrom("10", "100", "1000"),
    "aws:CurrentTime": fc.constantFrom("2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z"),
};

export const request: fc.Arbitrary<Request> = fc
    .tuple(target, fc.record(keys, { requiredKeys: [] }))
    .map(([asked, context]) => ({ ...asked, context: defined(context) }));

function defined<T>(values: Readonly<Record<string, T | undefined>>): Record<string, T> {
    return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, T] => entry[1] !== undefined));
}

const actionTexts = [
    ...knownActions.map(({ name }) => name),
    ...["s3:Get*", "s3:*", "s3:?etObject", "S3:getobject", "sqs:*Message", "sqs:*", "*", "s3:List*"],
];
const resourceTexts = [
    ...[
        "*",
        "arn:aws:s3:::*",
        "arn:aws:s3:::data/*",
        "arn:aws:s3:::data/in/*",
        "arn:aws:s3:::*/x",
        "arn:aws:s3:::d?ta*",
    ],
    ...["arn:aws:s3:::${aws:PrincipalTag/kubernetes-namespace}/*", "arn:aws:sqs:*:*:jobs*", ...queues.slice(0, 2)],
];

const some = (texts: readonly string[], maxLength: number): fc.Arbitrary<string[]> =>
    fc.uniqueArray(fc.constantFrom(...texts), { minLength: 1, maxLength });

/** Operator, key, and possible values. */
const tests: readonly (readonly [readonly string[], string, readonly string[]])[] = [
    [["StringEquals", "StringNotEquals"], "aws:SourceVpc", ["vpc-1", "vpc-2", "vpc-12"]],
    [["StringLike", "StringNotLike", "StringLikeIfExists"], "aws:SourceVpc", ["vpc-1*", "vpc-?", "*"]],
    [["StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"], "aws:UserAgent", ["cli", "SDK"]],
    [["Bool", "BoolIfExists"], "aws:SecureTransport", ["true", "false"]],
    [["IpAddress", "NotIpAddress"], "aws:SourceIp", ["10.0.0.0/8", "10.0.0.0/16", "192.0.2.7"]],
    [["NumericLessThan", "NumericGreaterThanEquals"], "aws:MultiFactorAuthAge", ["50", "100"]],
    [["DateLessThan", "DateGreaterThan"], "aws:CurrentTime", ["2026-03-01T00:00:00Z", "2026-06-01T00:00:00Z"]],
    [["StringEquals", "StringNotEquals"], "aws:PrincipalTag/team", ["a", "b"]],
    [["StringEquals"], "aws:PrincipalTag/absent", ["a"]],
    [["Null"], "aws:SourceVpc", ["true", "false"]],
];

const condition: fc.Arbitrary<Statement["Condition"]> = fc
    .array(
        fc
            .constantFrom(...tests)
            .chain(([operators, key, values]) =>
                fc.tuple(
                    fc.constantFrom(...operators),
                    fc.constant(key),
                    some(values, key === "aws:SecureTransport" ? 1 : 2),
                ),
            ),
        { minLength: 1, maxLength: 2 },
    )
    .map(clauses => {
        const block: Record<string, Record<string, string[]>> = {};
        for (const [operator, key, values] of clauses) {
            block[operator] = { ...block[operator], [key]: values };
        }
        return block;
    });

const statement: fc.Arbitrary<Statement> = fc
    .record({
        Effect: fc.constantFrom("Allow" as const, "Allow" as const, "Allow" as const, "Deny" as const),
        actions: some(actionTexts, 3),
        isNotAction: fc.integer({ min: 0, max: 5 }).map(value => value === 0),
        resources: some(resourceTexts, 3),
        isNotResource: fc.integer({ min: 0, max: 5 }).map(value => value === 0),
        Condition: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: condition }),
    })
    .map(({ Effect, actions, isNotAction, resources, isNotResource, Condition }) => ({
        Effect,
        ...(isNotAction ? { NotAction: actions } : { Action: actions }),
        ...(isNotResource ? { NotResource: resources } : { Resource: resources }),
        ...(Condition && { Condition }),
    }));

const document: fc.Arbitrary<PolicyDocument> = fc
    .array(statement, { minLength: 1, maxLength: 4 })
    .map(Statement => ({ Version: "2012-10-17", Statement }));

/** The policies of a session. */
export interface Policies {
    readonly permissions: readonly PolicyDocument[];
    readonly boundary?: PolicyDocument | undefined;
    readonly session?: PolicyDocument | undefined;
}

const rarely = fc.option(document, { nil: undefined, freq: 5 });
export const policies: fc.Arbitrary<Policies> = fc.record({
    permissions: fc.array(document, { minLength: 1, maxLength: 2 }),
    boundary: fc.oneof(fc.constant(undefined), fc.constant(undefined), rarely),
    session: fc.oneof(fc.constant(undefined), fc.constant(undefined), rarely),
});

/** Policies, and an edit: one statement changed, added or removed. */
export const editedPolicies: fc.Arbitrary<readonly [Policies, Policies]> = fc
    .tuple(policies, policies, fc.nat(3))
    .map(([before, other, kind]) => {
        const [first, ...rest] = before.permissions;
        const added = other.permissions[0]?.Statement ?? [];
        const kept = first?.Statement.slice(kind === 2 ? 1 : 0) ?? [];
        return [
            before,
            kind === 3
                ? other
                : {
                      ...before,
                      permissions: [
                          { Version: "2012-10-17" as const, Statement: [...kept, ...added.slice(0, 1)] },
                          ...rest,
                      ],
                  },
        ];
    });

export function sessionOf({ permissions, boundary, session }: Policies): Session<number> {
    const variables = new Map(Object.entries(ownTags).map(([key, value]) => [key.toLowerCase(), value]));
    const layer = (kind: Layer<number>["kind"], documents: readonly PolicyDocument[]): Layer<number> => ({
        kind,
        statements: documents.flatMap(each => readPolicy(each, variables, (_statement, index) => index)),
    });
    return {
        layers: [
            layer("permissions", permissions),
            ...(boundary ? [layer("boundary", [boundary])] : []),
            ...(session ? [layer("session policy", [session])] : []),
        ],
        context: new Map([...variables].map(([key, value]) => [key, [value]])),
    };
}

/** The decision of the other implementation. */
export async function oracleAllows(
    { permissions, boundary, session }: Policies,
    { action, resource, context }: Request,
): Promise<boolean> {
    return isAllowed({
        principal,
        action,
        resource,
        account,
        context: { ...context, ...ownTags },
        identity: permissions,
        session,
        boundary,
    });
}
