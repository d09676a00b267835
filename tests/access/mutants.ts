/** Ways in which a registered policy could be wrong. Each has to be noticed by the proof. */
import type { PolicyDocument, Statement } from "../../components/access/policyDocument";
import type { Registered, RegisteredAssociation } from "./registered";

export type Mutant = (registered: Registered) => Registered;

/** Each by what it does wrong. */
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
    "a service principal too many": inTrust(statement =>
        statement.Principal?.Service === undefined
            ? statement
            : { ...statement, Principal: { Service: ["pods.eks.amazonaws.com", "lambda.amazonaws.com"] } },
    ),
    "no session policy": onAssociations(association => ({ ...association, sessionPolicy: undefined })),
    "a source role that may assume any role": onPolicies(statement =>
        statement.Action?.includes("sts:TagSession") ? { ...statement, Resource: ["*"] } : statement,
    ),
    "a resource too wide": onPolicies(statement =>
        statement.Effect === "Allow" && statement.Resource ? { ...statement, Resource: ["*"] } : statement,
    ),
    "a forgotten Deny": onPolicies(statement => ({ ...statement, Effect: "Allow" as const })),
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
    "tags asked for where there are none": onTrust(policy => ({
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
    "associations that name another role": registered => {
        const arns = [...registered.roles.keys()].filter(key => key.startsWith("arn:"));
        return {
            ...registered,
            associations: new Map(
                [...registered.associations].map(([subject, association]) => {
                    const index = arns.indexOf(association.roleArn);
                    const roleArn = index < 0 ? association.roleArn : (arns[(index + 1) % arns.length] ?? "");
                    return [subject, { ...association, roleArn }];
                }),
            ),
        };
    },
};

function onTrust(change: (policy: PolicyDocument) => PolicyDocument): Mutant {
    return ({ roles, ...rest }) => ({
        ...rest,
        roles: new Map([...roles].map(([key, role]) => [key, { ...role, trust: change(role.trust) }])),
    });
}

/** Statements that forbid stay: to spoil one of them opens where the others close. */
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

function onAssociations(change: (association: RegisteredAssociation) => RegisteredAssociation): Mutant {
    return ({ associations, ...rest }) => ({
        ...rest,
        associations: new Map([...associations].map(([subject, association]) => [subject, change(association)])),
    });
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

/** The namespaces and service accounts of all statements for pods, as lists in one. */
function crossProduct(policy: PolicyDocument): PolicyDocument {
    const keys = ["aws:RequestTag/kubernetes-namespace", "aws:RequestTag/kubernetes-service-account"];
    const isSubjects = ({ Principal, Condition }: Statement): boolean =>
        Principal?.Service !== undefined && keys.every(key => Condition?.StringEquals?.[key] !== undefined);
    const [first, ...others] = policy.Statement.filter(isSubjects);
    if (first === undefined) {
        return policy;
    }
    const together: Record<string, string[]> = Object.fromEntries(
        keys.map(key => [key, [first, ...others].flatMap(({ Condition }) => Condition?.StringEquals?.[key] ?? [])]),
    );
    const merged: Statement = {
        ...first,
        Condition: { ...first.Condition, StringEquals: { ...first.Condition?.StringEquals, ...together } },
    };
    return { ...policy, Statement: [merged, ...policy.Statement.filter(item => !isSubjects(item))] };
}
