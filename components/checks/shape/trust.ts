/** Who may use a role: what can be wrong with it. */
import { clusterIdentity } from "../../rules/arn";
import type { ClusterIdentity } from "../../rules/arn";
import { oidcIssuer } from "../../access/irsa";
import type { PlaceholderValues } from "../../rules/placeholders";
import { TrustScope } from "../../args/trust";
import { clusterArnIsLegal } from "../../rules/awsRules";
import { at } from "../../rules/problem";
import type { Check } from "../../rules/problem";
import { all, filledListOf, flag, isAbsent, isMap, known, oneOf, properties, rule } from "../../rules/shapes";
import { template } from "../../rules/texts";
import { trustStatements } from "./trustStatement";

export function trust(values: PlaceholderValues): Check {
    return known(
        all(
            properties({
                scope: known(oneOf(TrustScope)),
                clusters: known(all(filledListOf(template(values, clusterArnIsLegal)), clustersShareAccount)),
                organization: known(flag),
                sourceArn: known(flag),
                statements: trustStatements(values),
            }),
            wideScopeNeedsNoClusters,
        ),
    );
}

export function irsa(values: PlaceholderValues): Check {
    return known(properties({ oidcProviderArn: template(values, oidcProviderIsLegal) }, ["oidcProviderArn"]));
}

/** As a rule of its own, because an Output is asked once it is known. */
export const oidcProviderIsLegal = rule(
    value => oidcIssuer(value) !== undefined,
    "is not the ARN of an IAM OIDC provider",
    "its form is arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE",
);

const clustersShareAccount: Check = (value, path) => {
    const arns = Array.isArray(value) ? value.filter(arn => typeof arn === "string") : [];
    const homes = new Set(arns.flatMap(arn => homeOf(clusterIdentity(arn))));
    return homes.size > 1
        ? [
              {
                  path,
                  problem: `are in the accounts ${[...homes].join(" and ")}`,
                  remedy: "a role can be used by clusters of its own account only; reach another account with targetRoleArn",
              },
          ]
        : [];
};

/** The account, with its partition where that is not the usual one; nothing where a placeholder stands for it. */
function homeOf(cluster: ClusterIdentity | undefined): string[] {
    return cluster === undefined
        ? []
        : [cluster.partition === "aws" ? cluster.account : `${cluster.account} (${cluster.partition})`];
}

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
