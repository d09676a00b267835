/** How long trust policies become, as far as it is known before clusters are. */
import { addonNamespace } from "../../rules/addons";
import { clusterIdentity } from "../../rules/arn";
import type { ClusterIdentity } from "../../rules/arn";
import { irsaStatement, oidcIssuer } from "../../access/irsa";
import { resolvePlaceholders } from "../../rules/placeholders";
import { policyText } from "../../access/policyDocument";
import type { Statement } from "../../access/policyDocument";
import { trustMaximum, trustPolicy, trustQuota } from "../../access/trust";
import type { TrustTerms } from "../../access/trust";
import { TrustScope } from "../../args/trust";
import { parseSubject, subjectKey } from "../../rules/subject";
import type { Subject } from "../../rules/subject";
import { stackRoles } from "./decidedRoles";
import { printedPath } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { isAbsent, isDeferred, isMap, mapsIn } from "../../rules/shapes";
import { sampleValues } from "../../rules/texts";

type Fields = Readonly<Record<string, unknown>>;

/** A role, whose subjects, cluster and location are known as far as the caller knows them. */
export interface TrustedRole {
    readonly role: Fields;
    readonly subjects: readonly string[];
    readonly clusterName: unknown;
    readonly disableSessionTags: boolean;
}

/** The roles of a stack with the subjects that use them. */
export function trustedRoles(args: unknown): (TrustedRole & { readonly path: Path })[] {
    const { associations, eksAddons, clusterName } = isMap(args) ? args : {};
    const users = new Map<string, { subjects: string[]; untagged: boolean }>();
    const use = (roleRef: unknown, subject: string, untagged: boolean): void => {
        if (typeof roleRef === "string") {
            const known = users.get(roleRef) ?? { subjects: [], untagged: false };
            known.subjects.push(subject);
            users.set(roleRef, { ...known, untagged: known.untagged || untagged });
        }
    };
    const untaggedPaths = new Set<string>();
    for (const [subject, { roleRef, disableSessionTags }] of mapsIn(associations)) {
        use(roleRef, subject, disableSessionTags === true);
        if (disableSessionTags === true) {
            untaggedPaths.add(printedPath(["associations", subject, "role"]));
        }
    }
    for (const [name, addon] of mapsIn(eksAddons)) {
        const namespace = typeof addon.namespace === "string" ? addon.namespace : (addonNamespace(name) ?? "x");
        for (const [serviceAccount, { roleRef }] of mapsIn(addon.associations)) {
            use(roleRef, subjectKey({ namespace, serviceAccount }), false);
        }
    }
    const shared = new Map([...users].map(([key, user]) => [printedPath(["roles", key]), user]));
    return stackRoles(args).map(({ path, role, subject }) => ({
        path,
        role,
        subjects: subject === undefined ? (shared.get(printedPath(path))?.subjects ?? []) : [subjectKey(subject)],
        clusterName,
        disableSessionTags: shared.get(printedPath(path))?.untagged ?? untaggedPaths.has(printedPath(path)),
    }));
}

/** The trust policy is longer than IAM ever takes, whatever the cluster's account and Region are. */
export function trustTooLong(trusted: TrustedRole, path: Path): Problem[] {
    const trust = shortestTrust(trusted);
    const length = trust === undefined ? 0 : trustPolicyText(trust).length;
    return trust === undefined || length <= trustMaximum
        ? []
        : trustLengthProblems(length, path, shorterTrust(trust, trustMaximum), "at least ");
}

/** The same for the quota that every account has. */
export function trustOverQuota(trusted: TrustedRole, path: Path): Problem[] {
    const trust = shortestTrust(trusted);
    const length = trust === undefined ? 0 : trustPolicyText(trust).length;
    return trust === undefined || length <= trustQuota
        ? []
        : trustLengthWarnings(length, path, shorterTrust(trust, trustQuota), "at least ");
}

/** What a trust policy is made from. */
export interface Trust {
    readonly terms: TrustTerms;
    /** The statement for IRSA, given the subjects of the role. */
    readonly irsaOf: (subjects: readonly Subject[]) => readonly Statement[];
    /** Those for others than pods. */
    readonly statements: readonly Statement[];
}

export function trustPolicyText({ terms, irsaOf, statements }: Trust): string {
    return policyText(trustPolicy(terms, [...irsaOf(terms.subjects), ...statements]));
}

/** What makes a policy shorter than `limit`: only what does, in the state that it is in. */
export function shorterTrust(trust: Trust, limit: number): string {
    const { terms } = trust;
    const { subjects, clusters, scope = TrustScope.Subject } = terms;
    const fits = (change: Partial<TrustTerms>): boolean =>
        trustPolicyText({ ...trust, terms: { ...terms, ...change } }).length <= limit;
    const most = largest(subjects.length, count => fits({ subjects: subjects.slice(0, count) }));
    const ways = [
        ...(most > 0 ? [`split the subjects over at least ${String(Math.ceil(subjects.length / most))} roles`] : []),
        ...(scope === TrustScope.Subject && fits({ scope: TrustScope.Namespace })
            ? ["use trust: { scope: namespace } if every service account of these namespaces may have the role"]
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

/** The trust with the shortest account and Region; nothing for a role without sound subjects, or with so little that it is short. */
function shortestTrust({ role, subjects, clusterName, disableSessionTags }: TrustedRole): Trust | undefined {
    const known = subjects.map(parseSubject).filter(subject => subject !== undefined);
    const isShort = known.length === 1 && isAbsent(role.trust) && isAbsent(role.irsa);
    if (known.length === 0 || isShort) {
        return undefined;
    }
    const { scope, clusters: more, organization, sourceArn, statements }: Fields = isMap(role.trust) ? role.trust : {};
    const own = sampleCluster(typeof clusterName === "string" ? clusterName : "x");
    const clusters = (Array.isArray(more) ? (more as unknown[]) : [])
        .map(arn => (typeof arn === "string" ? clusterIdentity(resolvePlaceholders(arn, sampleValues())) : undefined))
        .filter(cluster => cluster !== undefined);
    return {
        terms: {
            subjects: known,
            clusters: [own, ...clusters],
            ...(isScope(scope) && { scope }),
            sessionTags: !disableSessionTags,
            organization: organization === true,
            sourceArn: sourceArn === true,
        },
        irsaOf: admitted => irsaStatements(role.irsa, admitted),
        statements: plainStatements(statements),
    };
}

function sampleCluster(name: string): ClusterIdentity {
    const { account = "", region = "", partition = "" } = sampleValues();
    return { name, account, region, partition, arn: `arn:${partition}:eks:${region}:${account}:cluster/${name}` };
}

function isScope(scope: unknown): scope is TrustScope {
    return Object.values(TrustScope).some(each => each === scope);
}

function irsaStatements(irsa: unknown, subjects: readonly Subject[]): Statement[] {
    const arn: unknown = isMap(irsa) ? irsa.oidcProviderArn : undefined;
    return typeof arn === "string" && oidcIssuer(arn) !== undefined ? [irsaStatement(subjects, arn)] : [];
}

/** Those in which everything is known; their order and defaults do not make them longer. */
function plainStatements(statements: unknown): Statement[] {
    return (Array.isArray(statements) ? (statements as unknown[]) : []).flatMap((statement): Statement[] => {
        const isKnown = isMap(statement) && !holdsDeferred(statement) && isMap(statement.principals);
        return isKnown
            ? [
                  {
                      Effect: "Allow",
                      Principal: statement.principals as NonNullable<Statement["Principal"]>,
                      Action: statement.actions as string[],
                      ...(isMap(statement.conditions) && {
                          Condition: statement.conditions as NonNullable<Statement["Condition"]>,
                      }),
                  },
              ]
            : [];
    });
}

function holdsDeferred(value: unknown): boolean {
    return (
        typeof value === "object" && value !== null && (isDeferred(value) || Object.values(value).some(holdsDeferred))
    );
}

/** `advice` is how the role could do with less; `bound` says that the length is a lower bound. */
export function trustLengthProblems(length: number, path: Path, advice: string, bound = ""): Problem[] {
    return length > trustMaximum
        ? [
              {
                  path,
                  problem: `its trust policy has ${bound}${String(length)} characters`,
                  remedy: `IAM takes at most ${String(trustMaximum)}: ${advice}`,
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
                  remedy: `that is more than the ${String(trustQuota)} every account has: raise the quota "Role trust policy length", or ${advice}`,
              },
          ]
        : [];
}
