/** Who may use a role: what can be wrong with it. */
import { clusterIdentity } from "../access/arn";
import { oidcIssuer } from "../access/irsa";
import type { PlaceholderValues } from "../access/placeholders";
import { podIdentityPrincipal, trustMaximum, trustQuota } from "../access/trust";
import { TrustScope } from "../args/trust";
import { Effect } from "../args/statement";
import { actionIsLegal, clusterArnIsLegal, sidIsLegal } from "./awsRules";
import { at } from "./problem";
import type { Check, Problem } from "./problem";
import {
    all,
    filledListOf,
    flag,
    input,
    isAbsent,
    isMap,
    known,
    listOf,
    mapOf,
    oneOf,
    properties,
    rule,
    text,
} from "./shapes";
import type { TextRule } from "./shapes";
import { conditions } from "./statement";
import { template } from "./texts";

export function trust(values: PlaceholderValues): Check {
    return known(
        all(
            properties({
                scope: known(oneOf(TrustScope)),
                clusters: known(all(filledListOf(template(values, clusterArnIsLegal)), clustersShareAccount)),
                organization: known(flag),
                sourceArn: known(flag),
                statements: known(listOf(trustStatement(values))),
            }),
            wideScopeNeedsNoClusters,
        ),
    );
}

export const irsa: Check = known(
    properties(
        {
            oidcProviderArn: input(
                text(
                    rule(
                        value => oidcIssuer(value) !== undefined,
                        "is not the ARN of an IAM OIDC provider",
                        "its form is arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE",
                    ),
                ),
            ),
        },
        ["oidcProviderArn"],
    ),
);

function trustStatement(values: PlaceholderValues): Check {
    return known(
        all(
            properties(
                {
                    sid: known(text(sidIsLegal)),
                    effect: known(oneOf(Effect)),
                    principals: known(mapOf(known(filledListOf(template(values))), principalKindIsLegal)),
                    actions: known(filledListOf(input(text(actionIsLegal)))),
                    conditions: conditions(values),
                },
                ["principals", "actions"],
            ),
            notForPods,
        ),
    );
}

const principalKindIsLegal: TextRule = rule(
    kind => ["AWS", "Service", "Federated", "CanonicalUser"].includes(kind),
    "is not a kind of principal",
    "write AWS, Service or Federated",
);

/** Pods come in by the scope alone: a statement of one's own for them would be a second, unseen way. */
const notForPods: Check = (value, path) => {
    if (!isMap(value) || !isMap(value.principals) || value.effect === Effect.Deny) {
        return [];
    }
    return Object.entries(value.principals).flatMap(([kind, principals]): Problem[] => {
        const names = (Array.isArray(principals) ? principals : []).map(name => String(name).toLowerCase());
        const place = at(at(path, "principals"), kind);
        if (kind === "Service" && names.includes(podIdentityPrincipal)) {
            return [
                {
                    path: place,
                    problem: "lets in pods past the trust of the role's subjects",
                    remedy: "say with trust.scope and trust.clusters who may use the role",
                },
            ];
        }
        return names.includes("*") && !demandsPrincipal(value.conditions)
            ? [
                  {
                      path: place,
                      problem: '"*" lets in everybody, in every account, and every pod',
                      remedy: "name the principals, or demand their organization: conditions: { StringEquals: { aws:PrincipalOrgID: [o-…] } }",
                  },
              ]
            : [];
    });
};

/** Whether the conditions demand something of the principal that EKS, being a service, does not have. */
function demandsPrincipal(conditions: unknown): boolean {
    return Object.entries(isMap(conditions) ? conditions : {}).some(
        ([operator, keys]) =>
            /^(ForAnyValue:)?(String|Arn)(Equals|Like)$/.test(operator) &&
            isMap(keys) &&
            Object.keys(keys).some(key => /^aws:Principal(OrgID|OrgPaths|Account|Arn)$/i.test(key)),
    );
}

const clustersShareAccount: Check = (value, path) => {
    const arns = Array.isArray(value) ? value.filter(arn => typeof arn === "string") : [];
    const accounts = new Set(arns.flatMap(arn => clusterIdentity(arn)?.account ?? []));
    return accounts.size > 1
        ? [
              {
                  path,
                  problem: `are in the accounts ${[...accounts].join(" and ")}`,
                  remedy: "a role can be used by clusters of its own account only; reach another account with targetRoleArn",
              },
          ]
        : [];
};

const wideScopeNeedsNoClusters: Check = (value, path) =>
    isMap(value) && value.scope === TrustScope.Account && !isAbsent(value.clusters) && value.sourceArn !== true
        ? [
              {
                  path: at(path, "clusters"),
                  problem: 'has no effect with scope "account", which every cluster of the account is in',
                  remedy: "take it out, or use a narrower scope",
              },
          ]
        : [];

export function trustLengthProblems(length: number, path: string): Problem[] {
    return length > trustMaximum
        ? [
              {
                  path,
                  problem: `its trust policy has ${String(length)} characters`,
                  remedy: `IAM takes at most ${String(trustMaximum)}: let fewer subjects share the role, or use trust: { scope: namespace } where every service account of the namespaces may have it`,
              },
          ]
        : [];
}

export function trustLengthWarnings(length: number, path: string): Problem[] {
    return length > trustQuota && length <= trustMaximum
        ? [
              {
                  path,
                  problem: `its trust policy has ${String(length)} characters`,
                  remedy: `that is more than the ${String(trustQuota)} every account has: raise the quota "Role trust policy length", or let fewer subjects share the role`,
              },
          ]
        : [];
}
