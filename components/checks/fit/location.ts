/**
 * ARNs that have to be in the account, or at least the partition, of the cluster. AWS refuses others one by one, when a part
 * of the stack exists already.
 */
import { arnParts, isPartition } from "../../rules/arn";
import type { ArnParts, ClusterIdentity } from "../../rules/arn";
import { placeholderValues, resolvePlaceholders } from "../../rules/placeholders";
import type { PlaceholderValues } from "../../rules/placeholders";
import { parseSubject } from "../../rules/subject";
import type { Subject } from "../../rules/subject";
import { addonRoles, stackRoles } from "./decidedRoles";
import { at, printedPath } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { isMap, mapsIn } from "../../rules/shapes";

/** What is known of the place of a cluster: all of it by the time that AWS has described it. */
export interface Location {
    readonly account: string;
    readonly partition: string | undefined;
    readonly values: PlaceholderValues;
}

export function locationOf(cluster: ClusterIdentity): Location {
    return { account: cluster.account, partition: cluster.partition, values: placeholderValues(cluster) };
}

/** The location that a provider's `allowedAccountIds` tell. */
export function locationIn(account: string): Location {
    return { account, partition: undefined, values: { account } };
}

/** Where an ARN has to be. */
type Bound = "account" | "partition";

/** An ARN of the args; Outputs are checked when they are known. */
interface BoundArn {
    readonly path: Path;
    readonly text: string;
    readonly subject: Subject | undefined;
    readonly bound: Bound;
    readonly remedy: string;
}

/** Of the args of a stack. */
export function stackLocationProblems(args: unknown, location: Location | undefined): Problem[] {
    const { associations, eksAddons, defaults } = isMap(args) ? args : {};
    return problemsAt(location, [
        ...mapsIn(associations).flatMap(([key, { roleArn, targetRoleArn }]) => {
            const path = ["associations", key];
            const subject = parseSubject(key);
            return [
                ...bound(roleArn, at(path, "roleArn"), subject, "account", remedies.role),
                ...bound(targetRoleArn, at(path, "targetRoleArn"), subject, "partition", remedies.partition),
            ];
        }),
        ...mapsIn(eksAddons).flatMap(([name, addon]) => addonArns(addon, ["eksAddons", name])),
        ...stackRoles(args).flatMap(({ path, role, subject }) => roleArns(role, path, subject)),
        ...(isMap(defaults) && isMap(defaults.role) ? roleArns(defaults.role, ["defaults", "role"], undefined) : []),
    ]);
}

/** Of the args of an add-on. */
export function addonLocationProblems(args: unknown, location: Location): Problem[] {
    const name: unknown = isMap(args) ? args.addonName : undefined;
    return problemsAt(location, [
        ...addonArns(args, []),
        ...addonRoles(typeof name === "string" ? name : "", args, []).flatMap(({ path, role, subject }) =>
            roleArns(role, path, subject),
        ),
    ]);
}

/** Of the args of a role. */
export function roleLocationProblems(args: unknown, subject: Subject | undefined, location: Location): Problem[] {
    return problemsAt(location, isMap(args) ? roleArns(args, [], subject) : []);
}

/** Of one policy that a role gets, named by an Output. */
export function policyLocationProblems(arn: string, path: Path, location: Location): Problem[] {
    return problemsAt(location, bound(arn, path, undefined, "account", remedies.policy));
}

/** Of a target role, named by an Output: it may be in any account of the partition. */
export function targetRoleLocationProblems(arn: string, path: Path, location: Location): Problem[] {
    return problemsAt(location, bound(arn, path, undefined, "partition", remedies.partition));
}

function addonArns(addon: unknown, path: Path): BoundArn[] {
    return mapsIn(isMap(addon) ? addon.associations : undefined).flatMap(([serviceAccount, { roleArn }]) =>
        bound(roleArn, at(path, "associations", serviceAccount, "roleArn"), undefined, "account", remedies.role),
    );
}

type Fields = Readonly<Record<string, unknown>>;

function roleArns(role: Fields, path: Path, subject: Subject | undefined): BoundArn[] {
    const { permissionsBoundary, managedPolicies, managedPolicyArns, irsa, trust } = role;
    const { clusters, statements } = isMap(trust) ? trust : {};
    const own = (value: unknown, place: Path, where: Bound, remedy: string): BoundArn[] =>
        bound(value, place, subject, where, remedy);
    return [
        ...own(permissionsBoundary, at(path, "permissionsBoundary"), "account", remedies.policy),
        ...entries(managedPolicies, at(path, "managedPolicies")).flatMap(([value, place]) =>
            own(value, place, "account", remedies.policy),
        ),
        ...entries(managedPolicyArns, at(path, "managedPolicyArns")).flatMap(([value, place]) =>
            own(value, place, "account", remedies.policy),
        ),
        ...entries(inOneAccount(clusters), at(path, "trust", "clusters")).flatMap(([value, place]) =>
            own(value, place, "account", remedies.cluster),
        ),
        ...own(
            isMap(irsa) ? irsa.oidcProviderArn : undefined,
            at(path, "irsa", "oidcProviderArn"),
            "account",
            remedies.irsa,
        ),
        ...entries(statements, at(path, "trust", "statements")).flatMap(([statement, place]) =>
            entries(isMap(statement) ? statement.principals : undefined, at(place, "principals")).flatMap(
                ([names, kind]) =>
                    entries(names, kind).flatMap(([value, name]) => own(value, name, "partition", remedies.partition)),
            ),
        ),
    ];
}

/** Clusters of several accounts are reported by a rule of their own. */
function inOneAccount(clusters: unknown): unknown {
    const accounts = Array.isArray(clusters)
        ? clusters.flatMap(arn => (typeof arn === "string" ? (arnParts(arn)?.account ?? []) : []))
        : [];
    return new Set(accounts).size > 1 ? [] : clusters;
}

const remedies = {
    role: "the role of an association is in its cluster's account; targetRoleArn leads on to another",
    policy: "a role takes policies of its own account and of AWS",
    cluster: "a role can be used in its own account only",
    irsa: "IRSA needs the provider of its own account",
    partition: "write arn:{partition}:…",
} as const;

/** The entries of a list or a map, each with its path. */
function entries(value: unknown, path: Path): [unknown, Path][] {
    if (Array.isArray(value)) {
        return value.map((item: unknown, index) => [item, at(path, index)]);
    }
    return isMap(value) ? Object.entries(value).map(([key, item]) => [item, at(path, key)]) : [];
}

function bound(text: unknown, path: Path, subject: Subject | undefined, where: Bound, remedy: string): BoundArn[] {
    return typeof text === "string" ? [{ path, text, subject, bound: where, remedy }] : [];
}

/** Without a location, the first ARN that is bound to the account tells it: of two accounts one is wrong. */
function problemsAt(location: Location | undefined, arns: readonly BoundArn[]): Problem[] {
    const first = location === undefined ? firstInAccount(arns) : undefined;
    return arns.flatMap(({ path, text, subject, bound: where, remedy }) => {
        const parts = arnParts(resolvePlaceholders(text, { ...location?.values, ...subject }));
        const expected = location ?? first;
        if (parts === undefined || expected === undefined || isAt(parts, where, expected)) {
            return [];
        }
        const whose = first === undefined ? "of the cluster" : `of ${printedPath(first.path)}`;
        const partition = expected.partition === undefined ? "" : ` (${expected.partition})`;
        const problem =
            where === "partition"
                ? `"${text}" is not in the partition ${whose}, ${expected.partition ?? ""}`
                : `"${text}" is not in the account ${whose}, ${expected.account}${partition}`;
        return [{ path, problem, remedy }];
    });
}

function isAt(
    { account, partition }: ArnParts,
    where: Bound,
    expected: Pick<Location, "account" | "partition">,
): boolean {
    // A placeholder without a value is undecided; AWS's own policies are in the account `aws`; what is none is reported elsewhere.
    const isSamePartition =
        expected.partition === undefined || !isPartition(partition) || partition === expected.partition;
    return isSamePartition && (where === "partition" || !isAccount(account) || account === expected.account);
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
