/** Scenarios written by hand: with all requests tried on them, they show every mutant, whatever the seed of the random ones. */
import type { PodIdentityStackArgs, TrustStatement } from "../../components";
import { PrincipalTag } from "../../components";
import { otherAccount, ownAccount, roleArnAt, usualPlace } from "./place";
import { oidcProvider } from "./randomRole";
import { targetOf, targetsOf } from "./randomTargets";
import type { Source } from "./randomTargets";
import type { Scenario } from "./scenario";
import { extraStatement } from "./trustStatements";

const { cluster } = usualPlace;
const green = "arn:{partition}:eks:{region}:{account}:cluster/green";
const data = { actions: ["s3:*"], resources: ["arn:{partition}:s3:::data-{cluster}/*"] };
const logs = { actions: ["s3:GetObject"], resources: ["arn:{partition}:s3:::logs/*"] };
const noWrites = { effect: "Deny" as const, actions: ["s3:PutObject"], resources: ["*"] };
const ownTenants = {
    actions: ["s3:GetObject"],
    resources: ["arn:{partition}:s3:::tenants/*"],
    conditions: { StringEquals: { [PrincipalTag.KubernetesNamespace]: ["shop"] } },
};

/** Namespaces that have the same service accounts, one that has others: too many for a statement each. */
const crowd = [
    ...["shop", "shop-eu"].flatMap(namespace => ["a", "b", "reader"].map(account => `${namespace}/${account}`)),
    ...["team-a/b", "team-a/orders"],
];

export const coveringScenarios: readonly Scenario[] = [
    scenario(
        {
            clusterName: cluster.name,
            associations: {
                "shop/orders": { roleRef: "source", targetRoleArn: roleArnAt(cluster, "target-0") },
                "team-a/reader": { roleRef: "source", targetRoleArn: roleArnAt(cluster, "target-0") },
                "default/orders": {
                    role: {
                        statements: [data, noWrites, ownTenants],
                        irsa: { oidcProviderArn: oidcProvider(usualPlace) },
                        trust: { clusters: [green], organization: true, sourceArn: true },
                    },
                },
                "a/a.b": { role: { trust: { scope: "cluster", statements: extra("notDefault", "ec2") } } },
                "a/orders-eu": { roleArn: "arn:{partition}:iam::{account}:role/existing" },
                ...Object.fromEntries(crowd.map(subject => [subject, { roleRef: "crowd" }])),
            },
            eksAddons: { "aws-ebs-csi-driver": { associations: { controller: { role: { statements: [logs] } } } } },
            roles: {
                source: { name: "source", statements: [logs], trust: { statements: extra("deploy", "partner") } },
                crowd: { statements: [data], trust: { clusters: [green] } },
            },
        },
        [
            { target: 0, subject: "shop/orders", roleArn: roleArnAt(cluster, "source"), isUntagged: false },
            { target: 0, subject: "team-a/reader", roleArn: roleArnAt(cluster, "source"), isUntagged: false },
        ],
    ),
    scenario(
        {
            clusterName: cluster.name,
            associations: {
                "shop/orders": {
                    role: { name: "untagged", statements: [data], trust: { scope: "cluster", sourceArn: true } },
                    disableSessionTags: true,
                    targetRoleArn: roleArnAt({ ...cluster, account: otherAccount }, "target-1"),
                },
                "shop/reader": {
                    role: { statements: [data, logs], trust: { scope: "account" } },
                    disableSessionTags: true,
                    sessionPolicy: { statements: [logs] },
                },
            },
        },
        [{ target: 1, subject: "shop/orders", roleArn: roleArnAt(cluster, "untagged"), isUntagged: true }],
    ),
];

function scenario(args: PodIdentityStackArgs, sources: readonly Source[]): Scenario {
    const wanted = [ownAccount, otherAccount].map((account, index) =>
        targetOf({ account, path: undefined, permissions: [logs], stranger: false }, index, usualPlace),
    );
    return {
        place: usualPlace,
        args,
        targets: targetsOf(wanted, sources, usualPlace),
        alone: undefined,
        outputs: [],
        salt: undefined,
    };
}

function extra(...names: readonly string[]): TrustStatement[] {
    return names.map(extraStatement);
}
