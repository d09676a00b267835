/** The shape of policy statements. */
import type * as pulumi from "@pulumi/pulumi";
import { Effect } from "../../args/statement";
import type { PolicyStatement } from "../../args/statement";
import { actionIsLegal, policyCharactersAreLegal, resourceIsLegal, sidIsLegal } from "../../rules/awsRules";
import { suggestionFirst } from "../../rules/nearest";
import { tagKeysAreWhole } from "../../rules/policyVariables";
import type { Path, Problem } from "../../rules/problem";
import { choice, filledList, like, list, map, output, shape, template, text } from "../../rules/rule";
import type { ExactlyOne, Rule } from "../../rules/rule";
import { isMap } from "../../rules/shapes";
import { patterned } from "../../rules/textRule";
import { unique } from "../../rules/unique";

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
const operators = [
    ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
    ...["StringLike", "StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals"],
    ...["NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThan"],
    ...["DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress"],
    ...["NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
];

const operatorIsLegal = patterned(
    operatorProblems,
    new RegExp(`^((ForAllValues:|ForAnyValue:)?(${operators.join("|")})(IfExists)?|Null)$`),
    "This is not a condition operator: write one of IAM's, such as StringEquals or ArnLike",
);

const actions = filledList(output(text(actionIsLegal)));
const resources = filledList(template(resourceIsLegal, policyCharactersAreLegal, tagKeysAreWhole));

/** Operator → condition key → values. */
export const conditions: Rule<Record<string, Record<string, pulumi.Input<string>[]>>, "optional"> = like(
    map(
        map(filledList(template(policyCharactersAreLegal, tagKeysAreWhole)), {
            keysHavePlaceholders: true,
            keyRules: [policyCharactersAreLegal, tagKeysAreWhole],
        }),
        { keyRules: [operatorIsLegal] },
    ),
    { StringEquals: { "aws:PrincipalTag/kubernetes-namespace": ["shop"] } },
);

export const sid = text(sidIsLegal);
export const effect = choice(Effect);

/** The Sids of one policy. */
export const sidsDiffer = unique(
    statement => (isMap(statement) && typeof statement.sid === "string" ? statement.sid : undefined),
    key => ({ problem: `"${key}" is used twice`, remedy: "a Sid is unique in its policy" }),
    "sid",
);

/** The statements of one policy. */
export const statements: Rule<PolicyStatement[], "optional"> = like(
    list(
        shape<PolicyStatement>(
            "PolicyStatement",
            {
                sid: like(sid, "ReadOrders"),
                effect,
                actions: like(actions, ["s3:GetObject"]),
                notActions: like(actions, ["iam:*"]),
                resources: like(resources, ["arn:{partition}:s3:::orders-{cluster}/*"]),
                notResources: like(resources, ["arn:{partition}:s3:::audit-{cluster}/*"]),
                conditions,
            },
            { exactlyOne: [eitherOf("actions", "notActions"), eitherOf("resources", "notResources")] },
        ),
        { also: sidsDiffer },
    ),
    [{ actions: ["s3:GetObject"], resources: ["arn:{partition}:s3:::orders/*"] }],
);

function eitherOf(...keys: readonly [string, string]): ExactlyOne {
    return {
        keys,
        none: `has neither ${keys.join(" nor ")}`,
        several: () => `has both ${keys.join(" and ")}`,
        remedy: "set exactly one of the two",
    };
}

function operatorProblems(key: string, path: Path): Problem[] {
    const bare = key.replace(/^(ForAllValues|ForAnyValue):/, "").replace(/IfExists$/, "");
    return operators.includes(bare) || key === "Null"
        ? []
        : [
              {
                  path,
                  problem: `"${key}" is not a condition operator`,
                  remedy: suggestionFirst(
                      bare,
                      [...operators, "Null"],
                      "write one of IAM's, such as StringEquals or ArnLike",
                  ),
              },
          ];
}
