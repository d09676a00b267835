/** The size of trust policies, as far as it is known before clusters are. */
import { clusterArn, clusterIdentity } from "../../rules/arn";
import type { ClusterIdentity } from "../../rules/arn";
import { irsaStatement, oidcIssuer } from "../../access/irsa";
import { resolveAll, resolvePlaceholders } from "../../rules/placeholders";
import type { PlaceholderValues } from "../../rules/placeholders";
import { policyText } from "../../access/policyDocument";
import type { Statement } from "../../access/policyDocument";
import { trustMaximum, trustPolicy, trustQuota } from "../../access/trust";
import type { TrustTerms } from "../../access/trust";
import { TrustScope } from "../../args/trust";
import type { Subject } from "../../rules/subject";
import type { TrustStatement } from "../../args/trust";
import type { Arn } from "../../decisions/defaults";
import type { DecidedRole } from "../../decisions/roles";
import type { Path, Problem } from "../../rules/problem";
import { holdsDeferred, isAbsent } from "../../rules/shapes";
import { sampleValues } from "../../rules/texts";

/** The trust policy exceeds IAM's maximum, for any account and Region that `place` does not have. */
export function trustTooLong(role: DecidedRole, place: PlaceholderValues): Problem[] {
    const trust = shortestTrust(role, place);
    const length = trust === undefined ? 0 : trustPolicyText(trust).length;
    return trust === undefined || length <= trustMaximum
        ? []
        : trustLengthProblems(length, role.path, shorterTrust(trust, trustMaximum), "at least ");
}

/** The same for the default quota. */
export function trustOverQuota(role: DecidedRole, place: PlaceholderValues): Problem[] {
    const trust = shortestTrust(role, place);
    const length = trust === undefined ? 0 : trustPolicyText(trust).length;
    return trust === undefined || length <= trustQuota
        ? []
        : trustLengthWarnings(length, role.path, shorterTrust(trust, trustQuota), "at least ");
}

/** The inputs of a trust policy. */
export interface Trust {
    readonly terms: TrustTerms;
    /** The statement for IRSA, for the subjects of the role. */
    readonly irsaOf: (subjects: readonly Subject[]) => readonly Statement[];
    /** Statements for principals other than pods. */
    readonly statements: readonly Statement[];
}

export function trustPolicyText({ terms, irsaOf, statements }: Trust): string {
    return policyText(trustPolicy(terms, [...irsaOf(terms.subjects), ...statements]));
}

/** Changes that make a policy shorter than `limit`, among those that apply. */
export function shorterTrust(trust: Trust, limit: number): string {
    const { terms } = trust;
    const { subjects, clusters, scope = TrustScope.Subject } = terms;
    const fits = (change: Partial<TrustTerms>): boolean =>
        trustPolicyText({ ...trust, terms: { ...terms, ...change } }).length <= limit;
    const most = largest(subjects.length, count => fits({ subjects: subjects.slice(0, count) }));
    const ways = [
        ...(most > 0 ? [`split the subjects into at least ${String(Math.ceil(subjects.length / most))} roles`] : []),
        ...(scope === TrustScope.Subject && fits({ scope: TrustScope.Namespace })
            ? ["use trust: { scope: namespace } if every service account of these namespaces may use the role"]
            : []),
        ...(clusters.length > 1 && fits({ clusters: [clusters[0]] }) ? ["name fewer clusters in trust.clusters"] : []),
        ...(trust.statements.length > 0 && trustPolicyText({ ...trust, statements: [] }).length <= limit
            ? ["shorten trust.statements"]
            : []),
    ];
    return ways.length === 0 ? "split its subjects, clusters and statements over several roles" : ways.join(", or ");
}

/** The largest count from 1 to `count` - 1 that fits; 0 if none does. */
function largest(count: number, fits: (count: number) => boolean): number {
    let [low, high] = [0, count - 1];
    while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        [low, high] = fits(middle) ? [middle, high] : [low, middle - 1];
    }
    return low;
}

/**
 * The trust policy with the known values of placeholders, and the shortest ones for others. Absent for a role without
 * valid subjects, or if it is always short enough.
 */
function shortestTrust(
    { role, users, subject, disableSessionTags }: DecidedRole,
    known: PlaceholderValues,
): Trust | undefined {
    const { trust, irsa } = role;
    const subjects = users.flatMap(user => user.subject ?? []);
    const isShort = subjects.length === 1 && trust === undefined && irsa === undefined;
    if (subjects.length === 0 || isShort) {
        return undefined;
    }
    const place = { ...sampleValues(subject), ...known };
    const { scope, clusters, organization, sourceArn, statements } = trust ?? {};
    return {
        terms: {
            subjects,
            clusters: [sampleCluster(place), ...knownClusters(clusters ?? [], place)],
            ...(scope && { scope }),
            sessionTags: !disableSessionTags,
            organization: organization === true,
            sourceArn: sourceArn === true,
        },
        irsaOf: admitted => irsaStatements(irsa?.oidcProviderArn, admitted, place),
        statements: knownStatements(statements ?? [], place),
    };
}

function sampleCluster({
    cluster: name = "",
    account = "",
    region = "",
    partition = "",
}: PlaceholderValues): ClusterIdentity {
    const identity = { name, account, region, partition };
    return { ...identity, arn: clusterArn(identity) };
}

function knownClusters(arns: readonly Arn[], place: PlaceholderValues): ClusterIdentity[] {
    return arns.flatMap(arn =>
        typeof arn === "string" ? (clusterIdentity(resolvePlaceholders(arn, place)) ?? []) : [],
    );
}

function irsaStatements(arn: Arn | undefined, subjects: readonly Subject[], place: PlaceholderValues): Statement[] {
    const known = typeof arn === "string" ? resolvePlaceholders(arn, place) : "";
    return oidcIssuer(known) === undefined ? [] : [irsaStatement(subjects, known)];
}

/** Statements without unknown values. */
function knownStatements(statements: readonly TrustStatement[], place: PlaceholderValues): Statement[] {
    return statements
        .filter(statement => !isAbsent(statement.principals) && !holdsDeferred(statement))
        .map(statement => otherStatement(resolveAll(statement, place)));
}

/** A statement for principals other than pods, without Outputs and placeholders. */
export function otherStatement({ sid, effect, principals, actions, conditions }: TrustStatement): Statement {
    return {
        ...(sid && { Sid: sid }),
        Effect: effect ?? "Allow",
        // In a stack file `null` is no value, as a missing key is.
        Principal: Object.fromEntries(Object.entries(principals).filter(([, names]) => !isAbsent(names))) as Record<
            string,
            string[]
        >,
        Action: actions as string[],
        ...(conditions && { Condition: conditions as NonNullable<Statement["Condition"]> }),
    };
}

/** `advice` makes the policy shorter. `bound` shows that the size is a lower bound. */
export function trustLengthProblems(length: number, path: Path, advice: string, bound = ""): Problem[] {
    return length > trustMaximum
        ? [
              {
                  path,
                  problem: `its trust policy has ${bound}${String(length)} characters`,
                  remedy: `IAM allows at most ${String(trustMaximum)}: ${advice}`,
              },
          ]
        : [];
}

export function trustLengthWarnings(length: number, path: Path, advice: string, bound = ""): Problem[] {
    return length > trustQuota && length <= trustMaximum
        ? [
              {
                  path,
                  problem: `its trust policy has ${bound}${String(length)} characters`,
                  remedy: `the default quota is ${String(trustQuota)}: request an increase of "Role trust policy length", or ${advice}`,
              },
          ]
        : [];
}
