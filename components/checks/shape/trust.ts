/** The shape of a role's trust. */
import { oidcIssuer } from "../../access/irsa";
import { TrustScope } from "../../args/trust";
import type { Irsa, Trust } from "../../args/trust";
import { clusterIdentity } from "../../rules/arn";
import type { ClusterIdentity } from "../../rules/arn";
import { clusterArnIsLegal } from "../../rules/awsRules";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { choice, filledList, flag, like, needed, shape, template } from "../../rules/rule";
import type { Also, Fields, Rule } from "../../rules/rule";
import { isAbsent } from "../../rules/shapes";
import { rule } from "../../rules/textRule";
import { trustStatements } from "./trustStatement";

/** A rule of its own, because Outputs are checked as soon as they are known. */
export const oidcProviderIsLegal = rule(
    value => oidcIssuer(value) !== undefined,
    "is not the ARN of an IAM OIDC provider",
    "its form is arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE",
    /^arn:[^:]+:iam:[^:]*:\d{12}:oidc-provider\/[\w./-]+$/,
);

const wideScopeNeedsNoClusters: Also<Fields> = (value, path) =>
    value.scope === TrustScope.Account && !isAbsent(value.clusters) && value.sourceArn !== true
        ? [
              {
                  path: at(path, "clusters"),
                  problem: 'has no effect with scope "account", which includes every cluster of the account',
                  remedy: "remove it, or use a narrower scope",
              },
          ]
        : [];

const greenCluster = "arn:aws:eks:eu-west-1:111122223333:cluster/green";
const exampleProvider = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE";

export const trust: Rule<Trust, "optional"> = like(
    shape<Trust>(
        "Trust",
        {
            scope: choice(TrustScope),
            clusters: like(filledList(template(clusterArnIsLegal), clustersShareAccount), [greenCluster]),
            organization: like(flag, true),
            sourceArn: like(flag, true),
            statements: trustStatements,
        },
        { also: wideScopeNeedsNoClusters },
    ),
    { clusters: [greenCluster] },
);

export const irsa: Rule<Irsa, "optional"> = like(
    shape<Irsa>("Irsa", { oidcProviderArn: needed(like(template(oidcProviderIsLegal), exampleProvider)) }),
    { oidcProviderArn: exampleProvider },
);

function clustersShareAccount(value: readonly unknown[], path: Path): Problem[] {
    const arns = value.filter(arn => typeof arn === "string");
    const homes = new Set(arns.flatMap(arn => homeOf(clusterIdentity(arn))));
    return homes.size > 1
        ? [
              {
                  path,
                  problem: `are in the accounts ${[...homes].join(" and ")}`,
                  remedy: "only clusters of its own account can use a role; use targetRoleArn for another account",
              },
          ]
        : [];
}

/** The account, with its partition if that is not `aws`. Absent if it is a placeholder. */
function homeOf(cluster: ClusterIdentity | undefined): string[] {
    return cluster === undefined
        ? []
        : [cluster.partition === "aws" ? cluster.account : `${cluster.account} (${cluster.partition})`];
}
