/** Possible errors in a registered policy. The proof has to detect each of them. */
import type { PolicyDocument, Statement } from "../../../components/access/policyDocument";
import type { Registered } from "./registered";

export type Mutant = (registered: Registered) => Registered;

/** By description. */
export const openingMutants: Readonly<Record<string, Mutant>> = {
    ...Object.fromEntries(
        [
            "aws:SourceAccount",
            "aws:SourceArn",
            "aws:SourceOrgID",
            "aws:RequestTag/eks-cluster-arn",
            "aws:RequestTag/kubernetes-namespace",
            "aws:RequestTag/kubernetes-service-account",
            "aws:PrincipalArn",
            "sts:ExternalId",
            ":sub",
            ":aud",
        ].map(key => [`a dropped condition on ${key}`, inTrust(statement => withoutKey(statement, key))]),
    ),
    "a missing Null": inTrust(({ Condition: { Null: _dropped, ...rest } = {}, ...statement }) => ({
        ...statement,
        Condition: rest,
    })),
    "StringEqualsIfExists for StringEquals": inTrust(statement => renamed(statement, "StringEqualsIfExists")),
    "StringLike with a wildcard for the service account": inTrust(statement => {
        const key = "aws:RequestTag/kubernetes-service-account";
        return statement.Condition?.StringEquals?.[key] === undefined
            ? statement
            : {
                  ...withoutKey(statement, key),
                  Condition: { ...withoutKey(statement, key).Condition, StringLike: { [key]: "*" } },
              };
    }),
    "a cross product of the subjects": onTrust(crossProduct),
    "a cross product of what was put together": onTrust(policy =>
        policy.Statement.some(isPutTogether) ? crossProduct(policy) : policy,
    ),
    "a service principal too many": inTrust(statement =>
        statement.Principal?.Service === undefined
            ? statement
            : { ...statement, Principal: { Service: ["pods.eks.amazonaws.com", "lambda.amazonaws.com"] } },
    ),
    "a source role that may assume any role": onPolicies(statement =>
        statement.Action?.includes("sts:TagSession") ? { ...statement, Resource: ["*"] } : statement,
    ),
    "a resource too wide": onPolicies(statement =>
        statement.Effect === "Allow" && statement.Resource ? { ...statement, Resource: ["*"] } : statement,
    ),
    "a forgotten Deny": onPolicies(statement => ({ ...statement, Effect: "Allow" as const })),
    "a dropped Deny": ({ roles, ...rest }) => ({
        ...rest,
        roles: new Map([...roles].map(([key, role]) => [key, { ...role, policies: role.policies.map(withoutDeny) }])),
    }),
    "a dropped Deny in a trust": onTrust(withoutDeny),
    "a forgotten condition on a session tag": onPolicies(({ Condition, ...statement }) =>
        statement.Effect === "Allow" || !Condition ? statement : { ...statement, Condition },
    ),
};

export const closingMutants: Readonly<Record<string, Mutant>> = {
    "a trust without sts:TagSession": inTrust(statement => ({ ...statement, Action: ["sts:AssumeRole"] })),
    "a trust of the first subject only": onTrust(({ Statement: [first], ...policy }) => ({
        ...policy,
        Statement: first ? [first] : [],
    })),
    "tags required without session tags": onTrust(policy => ({
        ...policy,
        Statement: policy.Statement.map(statement =>
            statement.Condition?.Null === undefined
                ? statement
                : {
                      ...statement,
                      Condition: { ...statement.Condition, Null: { "aws:RequestTag/eks-cluster-arn": "false" } },
                  },
        ),
    })),
    "what a role may do that is lost": onPolicies(({ NotResource, ...statement }) =>
        statement.Effect === "Allow"
            ? { ...statement, Resource: ["arn:aws:s3:::nothing"] }
            : { ...statement, ...(NotResource && { NotResource }) },
    ),
    "a list of namespaces or service accounts without its last": inTrust(statement => ({
        ...statement,
        ...(statement.Condition && { Condition: withoutLast(statement.Condition) }),
    })),
};

function onTrust(change: (policy: PolicyDocument) => PolicyDocument): Mutant {
    return ({ roles, ...rest }) => ({
        ...rest,
        roles: new Map([...roles].map(([key, role]) => [key, { ...role, trust: change(role.trust) }])),
    });
}

/** Deny statements do not change: a broken one would admit requests that the others reject. */
function inTrust(change: (statement: Statement) => Statement): Mutant {
    return onTrust(policy => ({
        ...policy,
        Statement: policy.Statement.map(statement => (statement.Effect === "Allow" ? change(statement) : statement)),
    }));
}

function onPolicies(change: (statement: Statement) => Statement): Mutant {
    return ({ roles, ...rest }) => ({
        ...rest,
        roles: new Map(
            [...roles].map(([key, role]) => [
                key,
                {
                    ...role,
                    policies: role.policies.map(policy => ({ ...policy, Statement: policy.Statement.map(change) })),
                },
            ]),
        ),
    });
}

function withoutDeny(policy: PolicyDocument): PolicyDocument {
    return { ...policy, Statement: policy.Statement.filter(({ Effect }) => Effect !== "Deny") };
}

function withoutKey({ Condition = {}, ...statement }: Statement, ending: string): Statement {
    const kept = Object.entries(Condition)
        .map(
            ([operator, keys]) =>
                [operator, Object.fromEntries(Object.entries(keys).filter(([key]) => !key.endsWith(ending)))] as const,
        )
        .filter(([, keys]) => Object.keys(keys).length > 0);
    return { ...statement, Condition: Object.fromEntries(kept) };
}

function renamed(statement: Statement, operator: string): Statement {
    const { StringEquals, ...rest } = statement.Condition ?? {};
    return { ...statement, Condition: { ...rest, ...(StringEquals && { [operator]: StringEquals }) } };
}

const subjectKeys = ["aws:RequestTag/kubernetes-namespace", "aws:RequestTag/kubernetes-service-account"];

/** A statement for several subjects, as in a trust policy that is too long with one for each. */
export function isPutTogether({ Principal, Condition }: Statement): boolean {
    const values = subjectKeys.map(key => Condition?.StringEquals?.[key]);
    return Principal?.Service !== undefined && !values.includes(undefined) && values.some(Array.isArray);
}

function withoutLast(condition: NonNullable<Statement["Condition"]>): NonNullable<Statement["Condition"]> {
    const shorter = ([key, values]: [string, string | readonly string[]]): [string, string | readonly string[]] => [
        key,
        subjectKeys.includes(key) && typeof values !== "string" ? values.slice(0, -1) : values,
    ];
    return Object.fromEntries(
        Object.entries(condition).map(([operator, keys]) => [
            operator,
            Object.fromEntries(Object.entries(keys).map(shorter)),
        ]),
    );
}

/** The namespaces and service accounts of all statements for pods, as lists in one statement. */
function crossProduct(policy: PolicyDocument): PolicyDocument {
    const isSubjects = ({ Principal, Condition }: Statement): boolean =>
        Principal?.Service !== undefined && subjectKeys.every(key => Condition?.StringEquals?.[key] !== undefined);
    const [first, ...others] = policy.Statement.filter(isSubjects);
    if (first === undefined) {
        return policy;
    }
    const together: Record<string, string[]> = Object.fromEntries(
        subjectKeys.map(key => [
            key,
            [first, ...others].flatMap(({ Condition }) => Condition?.StringEquals?.[key] ?? []),
        ]),
    );
    const merged: Statement = {
        ...first,
        Condition: { ...first.Condition, StringEquals: { ...first.Condition?.StringEquals, ...together } },
    };
    return { ...policy, Statement: [merged, ...policy.Statement.filter(item => !isSubjects(item))] };
}
