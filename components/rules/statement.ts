import { Effect } from "../args/statement";
import type { PlaceholderValues } from "./placeholders";
import { actionIsLegal, policyCharactersAreLegal, resourceIsLegal, sidIsLegal } from "./awsRules";
import { suggestionFirst } from "./nearest";
import { tagKeysAreWhole } from "./policyVariables";
import { at } from "./problem";
import type { Check, Path, Problem } from "./problem";
import {
    all,
    filledListOf,
    input,
    isAbsent,
    isMap,
    isMisspelt,
    known,
    listOf,
    mapOf,
    oneOf,
    propertiesIn,
    text,
} from "./shapes";
import { placeholdersAreKnown, template } from "./texts";

/** The statements of one policy. */
export function statements(values: PlaceholderValues): Check {
    return known(all(listOf(statement(values)), sidsDiffer));
}

function statement(values: PlaceholderValues): Check {
    return known(
        all(
            propertiesIn(values, statementRules),
            exactlyOneOf("actions", "notActions"),
            exactlyOneOf("resources", "notResources"),
        ),
    );
}

const actions = (): Check => known(filledListOf(input(text(actionIsLegal))));
const resources = (values: PlaceholderValues): Check =>
    known(filledListOf(template(values, resourceIsLegal, policyCharactersAreLegal, tagKeysAreWhole)));

const statementRules: Readonly<Record<string, (values: PlaceholderValues) => Check>> = {
    sid: () => known(text(sidIsLegal)),
    effect: () => known(oneOf(Effect)),
    actions,
    notActions: actions,
    resources,
    notResources: resources,
    conditions,
};

/** Operator → condition key → values. */
export function conditions(values: PlaceholderValues): Check {
    const keys = mapOf(
        known(filledListOf(template(values, policyCharactersAreLegal, tagKeysAreWhole))),
        placeholdersAreKnown(values),
        policyCharactersAreLegal,
        tagKeysAreWhole,
    );
    return known(mapOf(known(keys), operatorIsLegal));
}

function exactlyOneOf(...keys: readonly [string, string]): Check {
    return (value, path) => {
        const given = isMap(value) ? keys.filter(key => !isAbsent(value[key])) : [keys[0]];
        if (given.length === 1 || (given.length === 0 && isMap(value) && isMisspelt(value, keys))) {
            return [];
        }
        const problem = given.length === 0 ? `has neither ${keys.join(" nor ")}` : `has both ${keys.join(" and ")}`;
        return [{ path, problem, remedy: "give exactly one of the two" }];
    };
}

export const sidsDiffer: Check = (value, path) => {
    const sids = Array.isArray(value) ? value.map(item => (isMap(item) ? item.sid : undefined)) : [];
    return sids.flatMap((sid, index) =>
        typeof sid === "string" && sids.indexOf(sid) < index
            ? [
                  {
                      path: at(path, index, "sid"),
                      problem: `"${sid}" is used twice`,
                      remedy: "a Sid is unique in its policy",
                  },
              ]
            : [],
    );
};

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
const operators = [
    ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
    ...["StringLike", "StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals"],
    ...["NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThan"],
    ...["DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals", "Bool", "BinaryEquals", "IpAddress"],
    ...["NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
];

function operatorIsLegal(key: string, path: Path): Problem[] {
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
