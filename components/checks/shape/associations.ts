import type { PlaceholderValues } from "../../rules/placeholders";
import { parseSubject } from "../../rules/subject";
import type { Subject } from "../../rules/subject";
import { roleArnIsLegal, subjectIsLegal } from "../../rules/awsRules";
import { listed } from "../../rules/listed";
import { suggestionFirst } from "../../rules/nearest";
import { at } from "../../rules/problem";
import type { Check, Path, Problem } from "../../rules/problem";
import { role } from "./role";
import { sessionPolicy } from "./sessionPolicy";
import { all, flag, isAbsent, isMap, isMisspelt, known, propertiesIn, text } from "../../rules/shapes";
import type { TextRule } from "../../rules/shapes";
import { tags } from "../../rules/tags";
import { sampleValues, template } from "../../rules/texts";

/** AWS's quota on associations of one cluster; it cannot be raised. */
export const maxAssociations = 5_000;

/** The associations of a stack: keys are subjects, values name a role. */
export function associations(roles: unknown): Check {
    const roleKeys = isMap(roles) ? Object.keys(roles) : [];
    return known((value, path) => {
        if (!isMap(value)) {
            return [{ path, problem: "is not a map", remedy: 'write a map keyed "namespace/serviceAccount"' }];
        }
        return [
            ...tooMany(value, path),
            ...Object.entries(value).flatMap(([key, item]) => [
                ...subjectIsLegal(key, at(path, key)),
                ...association(parseSubject(key), roleKeys)(item, at(path, key)),
            ]),
        ];
    });
}

function association(subject: Subject | undefined, roleKeys: readonly string[]): Check {
    return known(
        all(propertiesIn({ subject, roleKeys, values: sampleValues(subject) }, associationRules), oneRoleSource),
    );
}

interface AssociationPlace {
    readonly subject: Subject | undefined;
    readonly roleKeys: readonly string[];
    readonly values: PlaceholderValues;
}

const associationRules: Readonly<Record<string, (place: AssociationPlace) => Check>> = {
    role: ({ subject }) => role(subject),
    roleRef: ({ roleKeys }) => known(text(roleIsThere(roleKeys))),
    roleArn: ({ values }) => template(values, roleArnIsLegal),
    targetRoleArn: ({ values }) => template(values, roleArnIsLegal),
    disableSessionTags: () => known(flag),
    sessionPolicy: ({ values }) => sessionPolicy(values),
    tags: ({ values }) => tags(values),
};

const roleSources = ["role", "roleRef", "roleArn"];

export const oneRoleSource: Check = (value, path) => {
    const given = isMap(value) ? roleSources.filter(key => !isAbsent(value[key])) : ["role"];
    if (given.length === 1 || (given.length === 0 && isMap(value) && isMisspelt(value, roleSources))) {
        return [];
    }
    const problem = given.length === 0 ? "names no role" : `names its role in ${given.join(" and in ")}`;
    return [
        {
            path,
            problem,
            ...(given.length === 0 && { absent: true }),
            remedy: "give exactly one of role (make one), roleRef (one of roles) and roleArn (one that exists)",
        },
    ];
};

export function roleIsThere(keys: readonly string[]): TextRule {
    return (key, path) =>
        keys.includes(key)
            ? []
            : [
                  {
                      path,
                      problem: `there is no role "${key}" in roles`,
                      absent: true,
                      remedy: suggestionFirst(
                          key,
                          keys,
                          keys.length === 0 ? "roles is empty: add the role there" : `the roles are ${listed(keys)}`,
                      ),
                  },
              ];
}

function tooMany(value: Readonly<Record<string, unknown>>, path: Path): Problem[] {
    const count = Object.keys(value).length;
    return count > maxAssociations
        ? [
              {
                  path,
                  problem: `has ${String(count)} associations`,
                  remedy: `EKS takes ${String(maxAssociations)} on one cluster; use another cluster`,
              },
          ]
        : [];
}
