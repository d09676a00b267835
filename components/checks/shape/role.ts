/** The shape of a role that is created here. */
import type { Role, RolePermissions, RoleSettings } from "../../args/role";
import { managedPolicyKey } from "../../decisions/names";
import { presetsRule } from "../../presets/presetRules";
import {
    descriptionIsLegal,
    managedPolicyIsLegal,
    namePrefixIsLegal,
    pathIsLegal,
    policyArnIsLegal,
    policyIsOne,
    policyKeyIsLegal,
    roleNameIsLegal,
} from "../../rules/awsRules";
import { documentIsPolicy } from "../../rules/documents";
import type { Problem } from "../../rules/problem";
import { flag, knownTemplate, like, list, map, output, shape, template, text, wholeNumber } from "../../rules/rule";
import type { Rule, RulesOf, Words } from "../../rules/rule";
import { unique } from "../../rules/unique";
import { statements } from "./statements";
import { tags } from "./tags";
import { irsa, trust } from "./trust";

export const settings: Omit<RulesOf<RoleSettings>, "exclusive"> = {
    name: like(template(roleNameIsLegal), "{namespace}-{serviceAccount}"),
    path: like(template(pathIsLegal), "/pod-identity/"),
    description: like(template(descriptionIsLegal), "Reads the orders of {cluster}"),
    permissionsBoundary: like(template(policyArnIsLegal, policyIsOne), "arn:{partition}:iam::{account}:policy/pods"),
    maxSessionDuration: like(output(wholeNumber(3600, 43200)), 14400),
    tags,
};

export const document = like(
    template(documentIsPolicy),
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}',
);

const policiesDiffer = unique(
    policy => (typeof policy === "string" ? managedPolicyKey(policy) : undefined),
    key => ({ problem: `repeats the policy "${key}"`, remedy: "list each policy once" }),
);

export const permissions: RulesOf<RolePermissions> = {
    statements,
    presets: presetsRule,
    document,
    // They name the attachments, so they cannot be Outputs.
    managedPolicies: like(list(knownTemplate(managedPolicyIsLegal, policyIsOne), { also: policiesDiffer }), [
        "AmazonS3ReadOnlyAccess",
    ]),
    managedPolicyArns: like(map(template(policyArnIsLegal, policyIsOne), { keyRules: [policyKeyIsLegal] }), {
        export: "arn:{partition}:iam::{account}:policy/export",
    }),
};

/** It removes and grants nothing, so `defaults` can have it. */
export const exclusive = { exclusive: like(flag, true) };

/** The properties of a role that is created here. */
export const roleProperties: RulesOf<Role> = { ...settings, ...permissions, ...exclusive, trust, irsa };

export const role: Rule<Role, "optional"> = like(shape<Role>("Role", roleProperties), {
    managedPolicies: ["AmazonSQSReadOnlyAccess"],
});

export const namePrefix = like(text(namePrefixIsLegal), "reader-");

/** Settings only, as in `defaults`, which have no permissions. */
export const roleDefaults: Rule<RoleSettings, "optional"> = like(
    shape<RoleSettings>(
        "RoleSettings",
        { ...settings, ...exclusive },
        {
            refused: {
                ...Object.fromEntries(Object.keys(permissions).map(key => [key, notInDefaults("permissions are")])),
                trust: notInDefaults("the trust of a role is"),
                irsa: notInDefaults("the trust of a role is"),
            },
        },
    ),
    { tags: { team: "platform" } },
);

function notInDefaults(what: string): Words {
    return {
        problem: `${what} not allowed in defaults`,
        remedy: "set it on each role, or share one role with roleRef; access is never granted implicitly",
    };
}

/** Problems of a role's name after its placeholders are replaced. */
export function resolvedNameProblems(name: string): Problem[] {
    return roleNameIsLegal(name, ["name"]);
}
