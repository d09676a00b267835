import type { PlaceholderValues } from "../../rules/placeholders";
import { managedPolicyKey } from "../../decisions/names";
import type { Subject } from "../../rules/subject";
import {
    descriptionIsLegal,
    managedPolicyIsLegal,
    pathIsLegal,
    policyArnIsLegal,
    policyIsOne,
    policyKeyIsLegal,
    roleNameIsLegal,
} from "../../rules/awsRules";
import { documentIsPolicy } from "../../rules/documents";
import { presets } from "../../presets/problems";
import { at } from "../../rules/problem";
import type { Check, Path, Problem } from "../../rules/problem";
import { all, flag, input, known, listOf, mapOf, propertiesIn, wholeNumber } from "../../rules/shapes";
import { statements } from "../../rules/statement";
import { tags } from "../../rules/tags";
import { sampleValues, template } from "../../rules/texts";
import { irsa, trust } from "./trust";

/** Checks by property, of what is known of the place that texts are for. */
export type Rules = Readonly<Record<string, (values: PlaceholderValues) => Check>>;

export const settings: Rules = {
    name: values => template(values, roleNameIsLegal),
    path: values => template(values, pathIsLegal),
    description: values => template(values, descriptionIsLegal),
    permissionsBoundary: values => template(values, policyArnIsLegal, policyIsOne),
    maxSessionDuration: () => input(wholeNumber(3600, 43200)),
    tags,
};

const permissions: Rules = {
    statements,
    presets,
    document: values => template(values, documentIsPolicy),
    managedPolicies: values => known(all(listOf(managedPolicy(values)), policiesDiffer)),
    managedPolicyArns: values => known(mapOf(template(values, policyArnIsLegal, policyIsOne), policyKeyIsLegal)),
};

/** It takes away and grants nothing, so that `defaults` may have it as well. */
const exclusive: Rules = { exclusive: () => known(flag) };

const roleRules: Rules = { ...settings, ...permissions, ...exclusive, trust, irsa };

/**
 * The settings and permissions of a role that is created here, for one subject or for several. Whether all fits together
 * shows once it is decided what else the role gets.
 */
export function role(subject: Subject | undefined, more?: Rules, required?: readonly string[]): Check {
    const rules = more === undefined ? roleRules : { ...roleRules, ...more };
    return known(propertiesIn(sampleValues(subject), rules, required));
}

/** The settings and permissions of a target role, whose trust follows from its sources. */
export function targetRole(values: PlaceholderValues, more: Rules, required: readonly string[]): Check {
    return known(propertiesIn(values, { ...settings, ...permissions, ...exclusive, ...more }, required));
}

/** What is wrong with a role's name once its placeholders are filled in. */
export function resolvedNameProblems(name: string): Problem[] {
    return roleNameIsLegal(name, ["name"]);
}

/** Settings alone, as in `defaults`, where permissions do not belong. */
export const roleDefaults: Check = known(
    // {namespace} and {serviceAccount} may stand in a default; whether they have a value is asked of each role.
    propertiesIn(sampleValues({ namespace: "x", serviceAccount: "x" }), { ...settings, ...exclusive }, [], {
        ...Object.fromEntries(Object.keys(permissions).map(key => [key, notInDefaults("permissions are")])),
        trust: notInDefaults("the trust of a role is"),
        irsa: notInDefaults("the trust of a role is"),
    }),
);

function notInDefaults(what: string): Check {
    return (_value, path) => [
        {
            path,
            problem: `${what} not allowed in defaults`,
            remedy: "write it on each role, or share one role with roleRef; access is never granted implicitly",
        },
    ];
}

function managedPolicy(values: PlaceholderValues): Check {
    return known(template(values, managedPolicyIsLegal, policyIsOne));
}

function policiesDiffer(value: unknown, path: Path): Problem[] {
    const keys = Array.isArray(value)
        ? value.map(policy => (typeof policy === "string" ? managedPolicyKey(policy) : undefined))
        : [];
    return keys.flatMap((key, index) =>
        key !== undefined && keys.indexOf(key) < index
            ? [{ path: at(path, index), problem: `names the policy "${key}" again`, remedy: "name each policy once" }]
            : [],
    );
}
