/** The shape of a stack's associations. */
import type { Association } from "../../args/association";
import { roleArnIsLegal, subjectIsLegal } from "../../rules/awsRules";
import { listed } from "../../rules/listed";
import { suggestionFirst } from "../../rules/nearest";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { flag, like, map, shape, template, text } from "../../rules/rule";
import type { Also, ExactlyOne, Fields, Rule } from "../../rules/rule";
import { parseSubject } from "../../rules/subject";
import { role } from "./role";
import { sessionPolicy } from "./sessionPolicy";
import { tags } from "./tags";

/** AWS's quota on associations of one cluster. It cannot be increased. */
export const maxAssociations = 5_000;

/** The properties for the role of an association. */
export const oneRoleSource: ExactlyOne = {
    keys: ["role", "roleRef", "roleArn"],
    none: "has no role",
    several: given => `has ${given.join(" and ")}`,
    remedy: "set exactly one of role (a new one), roleRef (one of roles) and roleArn (an existing one)",
    mayBeElsewhere: true,
};

export const roleRef = like(text(), "reader");

/** `roleRef` is the key of one of the stack's roles. */
export const roleRefIsThere: Also<Fields> = ({ roleRef: key }, path, { roleKeys = [] }) =>
    typeof key === "string" && !roleKeys.includes(key)
        ? [
              {
                  path: at(path, "roleRef"),
                  problem: `there is no role "${key}" in roles`,
                  absent: true,
                  remedy: suggestionFirst(
                      key,
                      roleKeys,
                      roleKeys.length === 0
                          ? "roles is empty: add the role there"
                          : `the roles are ${listed(roleKeys)}`,
                  ),
              },
          ]
        : [];

export const roleArn = like(template(roleArnIsLegal), "arn:aws:iam::111122223333:role/report");

/** The associations of a stack, by subject. */
export const associations: Rule<Record<string, Association>, "optional"> = like(
    map(
        shape<Association>(
            "Association",
            {
                role,
                roleRef,
                roleArn,
                targetRoleArn: like(template(roleArnIsLegal), "arn:aws:iam::444455556666:role/pod-identity/export"),
                disableSessionTags: like(flag, true),
                sessionPolicy,
                tags,
            },
            {
                exactlyOne: [oneRoleSource],
                also: roleRefIsThere,
                within: (context, _value, key) => ({ ...context, values: { ...context.values, ...parseSubject(key) } }),
            },
        ),
        { keyRules: [subjectIsLegal], notMap: 'write a map keyed "namespace/serviceAccount"', also: tooMany },
    ),
    { "shop/orders": { roleRef: "reader" } },
);

function tooMany(value: Fields, path: Path): Problem[] {
    const count = Object.keys(value).length;
    return count > maxAssociations
        ? [
              {
                  path,
                  problem: `has ${String(count)} associations`,
                  remedy: `EKS allows ${String(maxAssociations)} on one cluster: use another cluster`,
              },
          ]
        : [];
}
