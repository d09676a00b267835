/** Who may use a role: what can be wrong with it. */
import { clusterIdentity } from "../access/arn";
import { oidcIssuer } from "../access/irsa";
import type { PlaceholderValues } from "../access/placeholders";
import { trustMaximum, trustQuota } from "../access/trust";
import { TrustScope } from "../args/trust";
import { Effect } from "../args/statement";
import { actionIsLegal, clusterArnIsLegal, sidIsLegal } from "./awsRules";
import { at } from "./problem";
import type { Check, Problem } from "./problem";
import { all, filledListOf, flag, input, isMap, known, listOf, mapOf, oneOf, properties, rule, text } from "./shapes";
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
    const services: unknown = isMap(value) && isMap(value.principals) ? value.principals.Service : undefined;
    return Array.isArray(services) &&
        services.includes("pods.eks.amazonaws.com") &&
        (isMap(value) && value.effect) !== "Deny"
        ? [
              {
                  path: at(at(path, "principals"), "Service"),
                  problem: "lets in pods past the trust of the role's subjects",
                  remedy: "say with trust.scope and trust.clusters who may use the role",
              },
          ]
        : [];
};

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
    isMap(value) && value.scope === TrustScope.Account && value.clusters !== undefined && value.sourceArn !== true
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
