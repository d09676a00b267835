/** Statements of a trust policy for somebody else than pods: what can be wrong with them. */
import { resolvePlaceholders } from "../../rules/placeholders";
import type { PlaceholderValues } from "../../rules/placeholders";
import { podIdentityPrincipal } from "../../access/trust";
import { Effect } from "../../args/statement";
import {
    awsPrincipalIsLegal,
    federatedPrincipalIsLegal,
    servicePrincipalIsLegal,
    sidIsLegal,
} from "../../rules/awsRules";
import { federatedProblems } from "./federated";
import { at } from "../../rules/problem";
import type { Check, Problem } from "../../rules/problem";
import {
    all,
    filledListOf,
    input,
    isAbsent,
    isMap,
    known,
    listOf,
    oneOf,
    propertiesIn,
    rule,
    text,
} from "../../rules/shapes";
import type { TextRule } from "../../rules/shapes";
import { conditions, sidsDiffer } from "../../rules/statement";
import { template } from "../../rules/texts";
import { areAll, isDemanding, termsIn } from "./trustConditions";
import type { Term } from "./trustConditions";

/**
 * Asked twice where principals or conditions are Outputs: of the args, and of what they turned out to be, before the policy
 * is written.
 */
export function trustStatements(values: PlaceholderValues): Check {
    return known(all(listOf(trustStatement(values)), sidsDiffer));
}

function trustStatement(values: PlaceholderValues): Check {
    return known(all(propertiesIn(values, rules, ["principals", "actions"]), notForPods(values)));
}

const rules: Readonly<Record<string, (values: PlaceholderValues) => Check>> = {
    sid: () => known(text(sidIsLegal)),
    effect: () => known(oneOf(Effect)),
    principals: values => known(all(propertiesIn(values, principalKinds), somebody)),
    actions: () => known(filledListOf(input(text(actionIsOfSts)))),
    conditions,
};

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
const principalKinds: Readonly<Record<string, (values: PlaceholderValues) => Check>> = {
    AWS: values => principals(values, awsPrincipalIsLegal),
    Service: values => principals(values, servicePrincipalIsLegal),
    Federated: values => principals(values, federatedPrincipalIsLegal),
};

function principals(values: PlaceholderValues, legal: TextRule): Check {
    return known(filledListOf(template(values, legal)));
}

const somebody: Check = (value, path) =>
    isMap(value) && Object.values(value).every(isAbsent)
        ? [{ path, problem: "names nobody", remedy: "write whom it is for: { AWS: […] }, Service or Federated" }]
        : [];

/** IAM refuses any other with "AssumeRole policy may only specify STS AssumeRole actions". */
const actionIsOfSts = rule(
    value => /^sts:[\w*?]+$/i.test(value),
    "is not an action of a trust policy",
    "write one of STS, such as sts:AssumeRole",
);

/** Pods come in by the scope alone: a statement of one's own for them would be a second, unseen way. */
function notForPods(values: PlaceholderValues): Check {
    const textsIn = (list: unknown): string[] =>
        (Array.isArray(list) ? list : [])
            .filter(item => typeof item === "string")
            .map(item => resolvePlaceholders(item, values));
    return (value, path) => {
        if (!isMap(value) || !isMap(value.principals) || value.effect === Effect.Deny) {
            return [];
        }
        const conditionsOf = termsIn(value.conditions, values);
        return Object.entries(value.principals).flatMap(([kind, list]): Problem[] => {
            const names = textsIn(list);
            const place = at(path, "principals", kind);
            if (kind === "Service" && names.some(isPods)) {
                return [
                    {
                        path: place,
                        problem: "lets in pods past the trust of the role's subjects",
                        remedy: "say with trust.scope and trust.clusters who may use the role",
                    },
                ];
            }
            if (kind === "AWS" && names.includes("*") && !conditionsOf.some(demandsPrincipal)) {
                return [
                    {
                        path: place,
                        problem: '"*" lets in everybody, in every account, and every pod',
                        remedy: "name the principals, or demand their organization: conditions: { StringEquals: { aws:PrincipalOrgID: [o-…] } }",
                    },
                ];
            }
            return kind === "Federated"
                ? names.filter(isFederated).flatMap(name => federatedProblems(name, conditionsOf, place))
                : [];
        });
    };
}

/** What IAM refuses is reported by its form. */
function isFederated(principal: string): boolean {
    return federatedPrincipalIsLegal(principal, []).length === 0;
}

function isPods(service: string): boolean {
    return service.toLowerCase() === podIdentityPrincipal;
}

/** The values that leave no doubt about whose principal it is: no wildcard or variable there. */
const literal: Readonly<Record<string, RegExp>> = {
    "aws:principalorgid": /^o-[a-z0-9]{10,32}$/,
    "aws:principalorgpaths": /^o-[a-z0-9]{10,32}\//,
    "aws:principalaccount": /^\d{12}$/,
    "aws:principalarn": /^arn:aws[a-z-]*:(iam|sts)::\d{12}:./,
};

/** Whether a condition demands something of the principal that strangers, and EKS, being a service, do not have. */
function demandsPrincipal(term: Term): boolean {
    const pattern = Object.hasOwn(literal, term.key) ? literal[term.key] : undefined;
    return isDemanding(term) && pattern !== undefined && areAll(term.values, value => pattern.test(value));
}
