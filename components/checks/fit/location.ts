/**
 * ARNs that must be in the account, or at least in the partition, of the cluster. AWS would refuse them one by one,
 * after a part of the stack is created.
 */
import { arnParts, isPartition } from "../../rules/arn";
import type { ClusterIdentity } from "../../rules/arn";
import { placeholderValues, resolvePlaceholders } from "../../rules/placeholders";
import { roleAccountRemedy } from "../../rules/awsRules";
import type { PlaceholderValues } from "../../rules/placeholders";
import type { Subject } from "../../rules/subject";
import type { Role } from "../../args/role";
import type { Arn } from "../../decisions/defaults";
import type { DecidedRole } from "../../decisions/roles";
import type { Decisions } from "../../decisions/stack";
import { at, printedPath } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { textsIn } from "./textsIn";

/** The known location of a cluster. It is complete after AWS has returned the cluster. */
export interface Location {
    readonly account: string | undefined;
    readonly partition: string | undefined;
    readonly values: PlaceholderValues;
}

export function locationOf(cluster: ClusterIdentity): Location {
    return { account: cluster.account, partition: cluster.partition, values: placeholderValues(cluster) };
}

/** The location that is known before AWS has returned the cluster, from the args and the provider's config. */
export function locationIn(values: PlaceholderValues): Location {
    return { account: values.account, partition: values.partition, values };
}

/** The required location of an ARN. */
type Bound = "account" | "partition";

/** An ARN in the args. Outputs are checked as soon as they are known. */
interface BoundArn {
    readonly path: Path;
    readonly text: string;
    readonly subject: Subject | undefined;
    readonly bound: Bound;
    readonly remedy: string;
}

/** ARNs in the decisions of a stack or an add-on. */
export function locationProblems(decisions: Decisions, location: Location): Problem[] {
    const { associations, addons, roles, defaults } = decisions;
    return problemsAt(location, [
        ...associations.flatMap(({ path, subject, roleArn, targetRoleArn }) => [
            ...bound(roleArn, at(path, "roleArn"), subject, "account", remedies.role),
            ...bound(targetRoleArn, at(path, "targetRoleArn"), subject, "partition", remedies.partition),
        ]),
        ...addons
            .flatMap(addon => addon.associations)
            .flatMap(({ path, roleArn }) => bound(roleArn, at(path, "roleArn"), undefined, "account", remedies.role)),
        ...roles.flatMap(({ path, written, subject }) => roleArns(written, path, subject)),
        ...(roles.length === 0 ? [] : roleArns(defaults.role ?? {}, ["defaults", "role"], undefined)),
    ]);
}

/** ARNs of one role. */
export function roleLocationProblems({ written, path, subject }: DecidedRole, location: Location): Problem[] {
    return problemsAt(location, roleArns(written, path, subject));
}

/** The ARN of one policy of a role, from an Output. */
export function policyLocationProblems(arn: string, path: Path, location: Location): Problem[] {
    return problemsAt(location, bound(arn, path, undefined, "account", remedies.policy));
}

/** The ARN of a target role, from an Output. It can be in any account of the partition. */
export function targetRoleLocationProblems(arn: string, path: Path, location: Location): Problem[] {
    return problemsAt(location, bound(arn, path, undefined, "partition", remedies.partition));
}

function roleArns(role: Role, path: Path, subject: Subject | undefined): BoundArn[] {
    const { permissionsBoundary, managedPolicies, managedPolicyArns, irsa, trust } = role;
    const own = (arn: Arn | undefined, place: Path, where: Bound, remedy: string): BoundArn[] =>
        bound(arn, place, subject, where, remedy);
    return [
        ...own(permissionsBoundary, at(path, "permissionsBoundary"), "account", remedies.policy),
        ...(managedPolicies ?? []).flatMap((policy, index) =>
            own(policy, at(path, "managedPolicies", index), "account", remedies.policy),
        ),
        ...Object.entries(managedPolicyArns ?? {}).flatMap(([key, arn]) =>
            own(arn, at(path, "managedPolicyArns", key), "account", remedies.policy),
        ),
        ...inOneAccount(trust?.clusters ?? []).flatMap((arn, index) =>
            own(arn, at(path, "trust", "clusters", index), "account", remedies.cluster),
        ),
        ...own(irsa?.oidcProviderArn, at(path, "irsa", "oidcProviderArn"), "account", remedies.irsa),
        ...(trust?.statements ?? []).flatMap(({ principals }, index) =>
            textsIn(principals, at(path, "trust", "statements", index, "principals"))
                .filter(({ isKey }) => !isKey)
                .flatMap(({ text, path: place }) => own(text, place, "partition", remedies.partition)),
        ),
    ];
}

/** Clusters in several accounts are reported by another rule. */
function inOneAccount(clusters: readonly Arn[]): readonly Arn[] {
    const accounts = clusters.flatMap(arn => (typeof arn === "string" ? (arnParts(arn)?.account ?? []) : []));
    return new Set(accounts).size > 1 ? [] : clusters;
}

const remedies = {
    role: roleAccountRemedy,
    policy: "a role can have policies of its own account and of AWS",
    cluster: "a role can be used in its own account only",
    irsa: "IRSA requires the OIDC provider of the role's account",
    partition: "write arn:{partition}:…",
} as const;

function bound(
    text: Arn | undefined,
    path: Path,
    subject: Subject | undefined,
    where: Bound,
    remedy: string,
): BoundArn[] {
    return typeof text === "string" ? [{ path, text, subject, bound: where, remedy }] : [];
}

/** Without a known account, the first ARN that must be in the account defines it: with two accounts, one is wrong. */
function problemsAt(location: Location, arns: readonly BoundArn[]): Problem[] {
    const first = location.account === undefined ? firstInAccount(arns) : undefined;
    const account = location.account ?? first?.account;
    const partition = location.partition ?? first?.partition;
    const whose = (isOfCluster: boolean): string =>
        isOfCluster || first === undefined ? "of the cluster" : `of ${printedPath(first.path)}`;
    return arns.flatMap(({ path, text, subject, bound: where, remedy }) => {
        const parts = arnParts(resolvePlaceholders(text, { ...location.values, ...subject }));
        if (parts === undefined) {
            return [];
        }
        if (where === "account" && isOther(parts.account, account, isAccount)) {
            const owner = whose(location.account !== undefined);
            const full = partition === undefined ? "" : ` (${partition})`;
            return [{ path, problem: `"${text}" is not in the account ${owner}, ${account ?? ""}${full}`, remedy }];
        }
        const owner = whose(location.partition !== undefined);
        const problem = `"${text}" is not in the partition ${owner}, ${partition ?? ""}`;
        return isOther(parts.partition, partition, isPartition) ? [{ path, problem, remedy: remedies.partition }] : [];
    });
}

/**
 * Undecided for a placeholder without a value. AWS managed policies have the account `aws`. Invalid ARNs are reported
 * elsewhere.
 */
function isOther(part: string, expected: string | undefined, isLegal: (text: string) => boolean): boolean {
    return expected !== undefined && isLegal(part) && part !== expected;
}

function isAccount(text: string): boolean {
    return /^\d{12}$/.test(text);
}

function firstInAccount(
    arns: readonly BoundArn[],
): (Pick<Location, "account" | "partition"> & { readonly path: Path }) | undefined {
    for (const { path, text, bound: where } of arns) {
        const parts = arnParts(text);
        if (where !== "partition" && parts !== undefined && isAccount(parts.account)) {
            return {
                path,
                account: parts.account,
                partition: isPartition(parts.partition) ? parts.partition : undefined,
            };
        }
    }
    return undefined;
}
