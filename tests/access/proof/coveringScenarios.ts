/**
 * Hand-written scenarios. With all requests, they detect every mutant, independent of the seed of the random scenarios.
 */
import type { Association, PodIdentityStackArgs, Role, SharedRole, TrustStatement } from "../../../components";
import { PrincipalTag } from "../../../components";
import type { Statement } from "../../../components/access/policyDocument";
import type { Mutant } from "./mutants";
import { otherAccount, ownAccount, roleArnAt, usualPlace } from "./place";
import { oidcProvider } from "./randomRole";
import { targetOf, targetsOf } from "./randomTargets";
import type { Source } from "./randomTargets";
import { assumeWithIdentity } from "./requests";
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

/** Namespaces with the same service accounts, and one with others: too many for one statement each. */
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
                        statements: [data, noWrites],
                        irsa: { oidcProviderArn: oidcProvider(usualPlace) },
                        trust: { clusters: [green], organization: true, sourceArn: true },
                    },
                },
                "shop-eu/orders": { role: { statements: [ownTenants] } },
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

interface Refused {
    readonly refused: Scenario;
    /** A similar valid scenario, and the change that gives its resources the rejected error. */
    readonly legal: Scenario;
    readonly tamper: Mutant;
}

const irsa = { oidcProviderArn: oidcProvider(usualPlace) };
const toTarget = { roleRef: "source", targetRoleArn: roleArnAt(cluster, "target-0") };
const untagged = { disableSessionTags: true };

/** Scenarios that the checks reject, by error. If the checks accept one, the proof has to detect the error. */
export const refusedScenarios: Readonly<Record<string, Refused>> = {
    "irsa on a role from which another subject goes on to a target role": {
        refused: sharedSource({ irsa }, toTarget, { roleRef: "source" }),
        legal: sharedSource({}, toTarget, { roleRef: "source" }),
        tamper: openToIrsa("shop/orders", "team-a/reader"),
    },
    "no session tags on a role from which another subject goes on to a target role": {
        refused: sharedSource(
            { trust: { scope: "account" } },
            { ...toTarget, ...untagged },
            { roleRef: "source", ...untagged },
        ),
        legal: sharedSource(
            { trust: { scope: "account" } },
            { ...toTarget, ...untagged },
            { ...toTarget, ...untagged },
        ),
        tamper: ({ associations, ...registered }) => ({
            ...registered,
            associations: associations.map(association =>
                association.namespace === "team-a" ? { ...association, targetRoleArn: undefined } : association,
            ),
        }),
    },
    "a Deny on a session tag beside irsa": {
        refused: withDeny({ irsa }),
        legal: withDeny({}),
        tamper: openToIrsa("shop/orders"),
    },
};

function sharedSource(role: SharedRole, first: Association, second: Association): Scenario {
    const source = { subject: "shop/orders", roleArn: roleArnAt(cluster, "source") };
    return scenario(
        {
            clusterName: cluster.name,
            associations: { "shop/orders": first, "team-a/reader": second },
            roles: { source: { name: "source", ...role } },
        },
        [{ target: 0, isUntagged: first.disableSessionTags === true, ...source }],
    );
}

function withDeny(more: Role): Scenario {
    const denied = { ...ownTenants, effect: "Deny" as const, resources: ["*"] };
    const role = { statements: [data, denied], ...more };
    return scenario({ clusterName: cluster.name, associations: { "shop/orders": { role } } }, []);
}

/** Lets the subjects use every role through IRSA. */
function openToIrsa(...subjects: readonly string[]): Mutant {
    const issuer = oidcProvider(usualPlace).split("oidc-provider/")[1] ?? "";
    const statement: Statement = {
        Effect: "Allow",
        Principal: { Federated: oidcProvider(usualPlace) },
        Action: [assumeWithIdentity],
        Condition: {
            StringEquals: {
                [`${issuer}:sub`]: subjects.map(subject => `system:serviceaccount:${subject.replace("/", ":")}`),
                [`${issuer}:aud`]: "sts.amazonaws.com",
            },
        },
    };
    return ({ roles, ...registered }) => ({
        ...registered,
        roles: new Map(
            [...roles].map(([arn, role]) => [
                arn,
                { ...role, trust: { ...role.trust, Statement: [...role.trust.Statement, statement] } },
            ]),
        ),
    });
}

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
