/** Statements of a trust policy for somebody else than pods: what they may hold. */
import type * as pulumi from "@pulumi/pulumi";
import { podIdentityPrincipal } from "../../access/trust";
import { Effect } from "../../args/statement";
import type { TrustStatement } from "../../args/trust";
import { awsPrincipalIsLegal, federatedPrincipalIsLegal, servicePrincipalIsLegal } from "../../rules/principals";
import { partitionPattern } from "../../rules/arn";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { closedMap, filledList, like, list, needed, output, shape, template, text } from "../../rules/rule";
import type { Context, Fields, Rule } from "../../rules/rule";
import { isAbsent, isMap } from "../../rules/shapes";
import { rule } from "../../rules/textRule";
import { federatedProblems } from "./federated";
import { conditions, effect, sid, sidsDiffer } from "./statements";
import { areAll, isDemanding, resolvedTexts, termsIn } from "./trustConditions";
import type { Term } from "./trustConditions";

/** IAM refuses any other with "AssumeRole policy may only specify STS AssumeRole actions". */
const actionIsOfSts = rule(
    /^[sS][tT][sS]:[\w*?]+$/,
    "is not an action of a trust policy",
    "write one of STS, such as sts:AssumeRole",
);

/** Who a trust statement is for. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
interface Principals<T> {
    /** ARNs of roles, users or accounts, or the 12 digits of accounts. At least one. */
    readonly AWS: T;
    /** Service principals, such as `ec2.amazonaws.com`. At least one. */
    readonly Service: T;
    /** ARNs of OIDC or SAML providers of IAM, or domains of web identity providers. At least one. */
    readonly Federated: T;
}

const kinds: Principals<Rule<pulumi.Input<string>[]>> = {
    AWS: like(filledList(template(awsPrincipalIsLegal)), ["arn:aws:iam::111122223333:role/deploy"]),
    Service: like(filledList(template(servicePrincipalIsLegal)), ["ec2.amazonaws.com"]),
    Federated: like(filledList(template(federatedPrincipalIsLegal)), ["cognito-identity.amazonaws.com"]),
};

const principals = closedMap(
    "Principals",
    { ...kinds },
    {
        also: (value, path) =>
            Object.values(value).every(isAbsent)
                ? [
                      {
                          path,
                          problem: "has no principals",
                          remedy: "list them under AWS, Service or Federated",
                      },
                  ]
                : [],
    },
);

const trustStatement = shape<TrustStatement>(
    "TrustStatement",
    {
        sid: like(sid, "Deploy"),
        effect,
        principals: needed(like(principals, { AWS: ["arn:aws:iam::111122223333:role/deploy"] })),
        actions: needed(like(filledList(output(text(actionIsOfSts))), ["sts:AssumeRole"])),
        conditions,
    },
    { also: notForPods },
);

/**
 * Checked twice if principals or conditions are Outputs: first the args, then the known values before the policy is
 * written.
 */
export const trustStatements: Rule<TrustStatement[], "optional"> = like(list(trustStatement, { also: sidsDiffer }), [
    { principals: { AWS: ["arn:aws:iam::111122223333:role/deploy"] }, actions: ["sts:AssumeRole"] },
]);

/** Only the scope admits pods: another statement for them would be a second, hidden way. */
function notForPods(value: Fields, path: Path, { values }: Context): Problem[] {
    if (!isMap(value.principals) || value.effect === Effect.Deny) {
        return [];
    }
    const conditionsOf = termsIn(value.conditions, values);
    return Object.entries(value.principals).flatMap(([kind, list]): Problem[] => {
        const names = resolvedTexts(list, values);
        const place = at(path, "principals", kind);
        if (kind === "Service" && names.some(isPods)) {
            return [
                {
                    path: place,
                    problem: "admits pods that are not subjects of the role",
                    remedy: "use trust.scope and trust.clusters for pods",
                },
            ];
        }
        if (kind === "AWS" && names.includes("*") && !conditionsOf.some(demandsPrincipal)) {
            return [
                {
                    path: place,
                    problem: '"*" admits everyone in every account, and every pod',
                    remedy: "list the principals, or require their organization: conditions: { StringEquals: { aws:PrincipalOrgID: [o-…] } }",
                },
            ];
        }
        return kind === "Federated"
            ? names.filter(isFederated).flatMap(name => federatedProblems(name, conditionsOf, place))
            : [];
    });
}

/** Principals that IAM refuses are reported by another rule. */
function isFederated(principal: string): boolean {
    return federatedPrincipalIsLegal(principal, []).length === 0;
}

function isPods(service: string): boolean {
    return service.toLowerCase() === podIdentityPrincipal;
}

/** Values that identify the owner of a principal, without wildcards and variables. */
const literal: Readonly<Record<string, RegExp>> = {
    "aws:principalorgid": /^o-[a-z0-9]{10,32}$/,
    "aws:principalorgpaths": /^o-[a-z0-9]{10,32}\//,
    "aws:principalaccount": /^\d{12}$/,
    "aws:principalarn": new RegExp(`^arn:${partitionPattern}:(iam|sts)::\\d{12}:.`),
};

/** Whether a condition requires an attribute that strangers, and EKS as a service, do not have. */
function demandsPrincipal(term: Term): boolean {
    const pattern = Object.hasOwn(literal, term.key) ? literal[term.key] : undefined;
    return isDemanding(term) && pattern !== undefined && areAll(term.values, value => pattern.test(value));
}
