/** What is tried on a scenario: each trial is a request, and whether it should be let through. */
import type { PolicyDocument } from "../../components/access/policyDocument";
import { deployRole, partnerExternalId } from "./trustStatements";
import { admits, clustersOf, permissionsOf, roleAllows, rolesMeant, targetAdmits } from "./meaning";
import type { RoleMeaning } from "./meaning";
import { asksAt, permits } from "./permissions";
import { clusterAt, filledIn, otherAccount, ownAccount, ownOrganization, partnerAccount } from "./place";
import type { Cluster } from "./place";
import type { Registered, RegisteredRole } from "./registered";
import { assume, assumeWithIdentity, contextOf, podRequest, tag, tagContext } from "./requests";
import type { Request, Tags } from "./requests";
import { oidcProvider } from "./scenario";
import type { Scenario, Target } from "./scenario";
import { everything } from "./simulate";
import type { Simulated } from "./simulate";

export interface Trial {
    readonly what: string;
    readonly shouldBeAllowed: boolean;
    readonly asked: Simulated;
}

/** How many of the requests that nobody is sure to be let through by are tried on one role. */
const strangersTried = 14;

export function trialsOf(scenario: Scenario, registered: Registered): Trial[] {
    const meanings = rolesMeant(scenario).map(meaning => ({ meaning, ...rolesOf(meaning, registered) }));
    return [
        ...meanings.flatMap(({ meaning, role, others }) => [
            ...trustTrials(meaning, role, [
                ...ownRequests(meaning, scenario),
                ...chosen(strangeRequests(meaning, scenario), scenario.salt),
            ]),
            ...others.flatMap(other => trustTrials(meaning, other, ownRequests(meaning, scenario))),
        ]),
        ...meanings.flatMap(({ meaning, role }) => permissionTrials(meaning, role, scenario, registered)),
        ...scenario.targets.flatMap(target => targetTrials(target, scenario, registered, meanings)),
    ];
}

interface RolesOfUsers {
    readonly role: RegisteredRole;
    /** Where its users do not all have the same. */
    readonly others: readonly RegisteredRole[];
}

/** The role that the associations of its users really name. */
function rolesOf({ what, user, subjects }: RoleMeaning, { roles, associations }: Registered): RolesOfUsers {
    const keys = user === undefined ? ["alone"] : subjects.map(subject => associations.get(subject)?.roleArn ?? "");
    const [role, ...others] = [...new Set(keys)].map(key => {
        const found = roles.get(key);
        if (found === undefined) {
            throw new Error(`${what}: nothing is registered for it.`);
        }
        return found;
    });
    if (role === undefined) {
        throw new Error(`${what}: nobody uses it.`);
    }
    return { role, others };
}

function trustTrials(meaning: RoleMeaning, { arn, trust }: RegisteredRole, requests: readonly Request[]): Trial[] {
    return requests.map(request => ({
        what: `${meaning.what}: ${request.action} by ${request.what}`,
        shouldBeAllowed: admits(meaning, request),
        asked: {
            principal: request.principal,
            action: request.action,
            resource: arn,
            account: ownAccount,
            context: contextOf(request),
            identity: request.principal.startsWith("arn:") && !request.identity ? [everything] : [],
            trust,
        },
    }));
}

/** Those the role is for. */
function ownRequests(meaning: RoleMeaning, { place }: Scenario): Request[] {
    const clusters = [place.cluster, ...place.siblings].filter(({ arn }) => clustersOf(meaning).includes(arn));
    const pods = clusters.flatMap(cluster =>
        meaning.subjects.flatMap(subject =>
            [assume, tag].map(action =>
                podRequest("its own", action, cluster, meaning.sessionTags ? subject : undefined),
            ),
        ),
    );
    const identities = meaning.role.irsa
        ? meaning.subjects.map(subject => webIdentity("its own, through IRSA", place, subject))
        : [];
    return [...pods, ...identities];
}

function webIdentity(what: string, place: Scenario["place"], subject: string, change: Partial<Identity> = {}): Request {
    const provider = oidcProvider(place);
    const identity = {
        issuer: provider.split("oidc-provider/")[1] ?? "",
        sub: `system:serviceaccount:${subject.replace("/", ":")}`,
        aud: "sts.amazonaws.com",
        ...change,
    };
    const principal = `${provider.split("/")[0] ?? ""}/${identity.issuer}`;
    return { what: `${what}: ${JSON.stringify(identity)}`, principal, action: assumeWithIdentity, identity };
}
type Identity = NonNullable<Request["identity"]>;

/** All that comes near and is something else; the meaning says which of them a wider scope lets in. */
function strangeRequests(meaning: RoleMeaning, { place, args }: Scenario): Request[] {
    const { cluster, siblings, strangers } = place;
    const own = meaning.subjects[0] ?? "";
    const others = nearMisses(meaning.subjects, Object.keys(args.associations ?? {}));
    const pods = [assume, tag].flatMap(action => [
        ...others.map(subject => podRequest("another subject", action, cluster, subject)),
        ...[...siblings, ...strangers].flatMap(elsewhere =>
            [own, undefined].map(subject => podRequest("another cluster", action, elsewhere, subject)),
        ),
        podRequest("its own, with the other kind of session", action, cluster, meaning.sessionTags ? undefined : own),
        podRequest("an untagged session", action, cluster, undefined),
        podRequest("another organization", action, cluster, meaning.sessionTags ? own : undefined, "o-other00000"),
        {
            ...podRequest("no organization", action, cluster, meaning.sessionTags ? own : undefined),
            sourceOrganization: undefined,
        },
        // EKS itself never mixes them up.
        { ...podRequest("another account's, with its tags", action, cluster, own), sourceAccount: otherAccount },
        { ...podRequest("no source account", action, cluster, own), sourceAccount: undefined },
        { ...podRequest("no cluster ARN", action, cluster, own), sourceArn: undefined },
    ]);
    const posing = podRequest("", assume, cluster, own);
    const principals = [
        ...["ec2.amazonaws.com", "lambda.amazonaws.com", "eks.amazonaws.com", "pods.eks.amazonaws.com.cn"],
        filledIn(deployRole, cluster),
        `arn:${cluster.partition}:iam::${ownAccount}:role/intruder`,
        `arn:${cluster.partition}:iam::${otherAccount}:role/intruder`,
        `arn:${cluster.partition}:iam::${partnerAccount}:role/partner`,
    ].flatMap(principal =>
        [assume, tag].flatMap(action =>
            [undefined, partnerExternalId].map(externalId => ({
                ...posing,
                what: `${principal} posing as ${own}`,
                principal,
                action,
                externalId,
            })),
        ),
    );
    return [...pods, ...principals, ...strangeIdentities(meaning.subjects, others, place)];
}

function strangeIdentities(
    subjects: readonly string[],
    others: readonly string[],
    place: Scenario["place"],
): Request[] {
    const own = subjects[0] ?? "";
    const otherProvider = oidcProvider(place, "OTHERD539D4633E53DE1B71EXAMPLE0").split("oidc-provider/")[1] ?? "";
    return [
        ...others.map(subject => webIdentity("another subject's token", place, subject)),
        webIdentity("a token for somebody else", place, own, { aud: "pods.eks.amazonaws.com" }),
        webIdentity("a token for nobody", place, own, { aud: undefined }),
        webIdentity("a user's token", place, own, { sub: own }),
        webIdentity("another cluster's token", place, own, { issuer: otherProvider }),
        { ...webIdentity("a token for another call", place, own), action: assume },
    ];
}

/** Mixtures of the subjects, and what differs from them in one place. */
function nearMisses(subjects: readonly string[], neighbours: readonly string[]): string[] {
    const parts = subjects.map(subject => subject.split("/"));
    const mixtures = parts.flatMap(([namespace = ""]) => parts.map(([, account = ""]) => `${namespace}/${account}`));
    const near = parts
        .slice(0, 2)
        .flatMap(([namespace = "", account = ""]) => [
            `${namespace}/${account}2`,
            `${namespace}2/${account}`,
            `${namespace}/default`,
            `kube-system/${account}`,
            `${account}/${namespace}`,
            `${namespace.toUpperCase()}/${account}`,
            `*/*`,
        ]);
    return [...new Set([...mixtures, ...neighbours, ...near])].filter(subject => !subjects.includes(subject));
}

/** What the sessions of each user may do, with what a session policy leaves of it. */
function permissionTrials(
    meaning: RoleMeaning,
    { arn, policies }: RegisteredRole,
    { args, place: { cluster }, salt }: Scenario,
    { associations }: Registered,
): Trial[] {
    // A role somewhere that trusts the whole account: whether the next hop is open is then up to this role's permissions.
    const admin = `arn:${cluster.partition}:iam::${otherAccount}:role/admin`;
    const trusting: PolicyDocument = {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { AWS: `arn:${cluster.partition}:iam::${ownAccount}:root` },
                Action: [assume, tag],
            },
        ],
    };
    const hops = [assume, tag].map(action => ({
        what: `${meaning.what}: ${action} on ${admin}`,
        shouldBeAllowed: roleAllows(meaning, { action, resource: admin }, undefined),
        asked: { ...sessionOf(arn, undefined, action, admin, otherAccount, policies, undefined), trust: trusting },
    }));
    const asks = meaning.subjects.slice(0, 2).flatMap(subject => {
        const tags = meaning.sessionTags ? tagsOf(subject, cluster) : undefined;
        // The role alone has no associations. With a target role it is the target's permissions that are narrowed.
        const association = meaning.user === undefined ? undefined : args.associations?.[subject];
        const isNarrowed = association !== undefined && association.targetRoleArn === undefined;
        const narrowed = isNarrowed ? association.sessionPolicy : undefined;
        const session = isNarrowed ? associations.get(subject)?.sessionPolicy : undefined;
        return chosen(asksAt(cluster), salt, 5).map(ask => ({
            what: `${meaning.what}: ${ask.action} on ${ask.resource} by ${subject}`,
            shouldBeAllowed:
                roleAllows(meaning, ask, tags) &&
                (narrowed === undefined || permits(permissionsOf(narrowed), ask, tags, cluster)),
            asked: sessionOf(arn, tags, ask.action, ask.resource, ownAccount, policies, session),
        }));
    });
    return [...hops, ...asks];
}

function targetTrials(
    target: Target,
    scenario: Scenario,
    registered: Registered,
    meanings: readonly { readonly meaning: RoleMeaning; readonly role: RegisteredRole }[],
): Trial[] {
    const { cluster } = scenario.place;
    const role = registered.roles.get(target.name);
    if (role === undefined) {
        throw new Error(`${target.name}: nothing is registered for it.`);
    }
    const hop = (what: string, request: Omit<Request, "what">, source?: (typeof meanings)[number]): Trial => ({
        what: `${target.name}: ${request.action} by ${what}: ${JSON.stringify(request)}`,
        shouldBeAllowed:
            targetAdmits(target, { what, ...request }) &&
            (source === undefined ||
                roleAllows(source.meaning, { action: request.action, resource: target.arn }, request.tags)),
        asked: {
            principal: request.principal,
            action: request.action,
            resource: target.arn,
            account: target.account,
            context: { ...contextOf(request), ...(request.tags && tagContext(request.tags, "aws:PrincipalTag")) },
            identity: source?.role.policies ?? [everything],
            trust: role.trust,
        },
    });
    const hops = [...registered.associations].flatMap(([subject, { roleArn, disableSessionTags }]) => {
        const source = meanings.find(item => item.role.arn === roleArn);
        const session = disableSessionTags
            ? { externalId: externalIdOf(cluster, subject) }
            : { tags: tagsOf(subject, cluster) };
        return [assume, tag].map(action =>
            hop(`the role of ${subject}`, { principal: roleArn, action, ...session }, source),
        );
    });
    return [
        ...hops,
        ...chosen(strangeHops(target, scenario), scenario.salt, strangersTried).map(([what, request]) =>
            hop(what, request),
        ),
        ...targetPermissions(target, role, scenario, registered),
    ];
}

function strangeHops({ args }: Target, { place: { cluster } }: Scenario): [string, Omit<Request, "what">][] {
    const { subject = "", roleArn: principal = "" } = (args.sources[0] ?? {}) as { subject?: string; roleArn?: string };
    const right = { tags: tagsOf(subject, cluster), externalId: externalIdOf(cluster, subject) };
    const elsewhere = clusterAt(cluster.partition, cluster.region, ownAccount, "elsewhere");
    const [namespace = "", account = ""] = subject.split("/");
    return [assume, tag].flatMap((action): [string, Omit<Request, "what">][] => [
        ["another role", { principal: `${principal}-2`, action, ...right }],
        ["the account itself", { principal: principal.replace(/:role\/.*/, ":root"), action, ...right }],
        [
            "a role of the same name elsewhere",
            { principal: principal.replace(/::\d+:/, "::123456789012:"), action, ...right },
        ],
        ["EKS itself", { principal: "pods.eks.amazonaws.com", action, sourceAccount: ownAccount, ...right }],
        ["nobody told", { principal, action }],
        ["the external ID alone", { principal, action, externalId: right.externalId }],
        ["another's external ID", { principal, action, externalId: externalIdOf(cluster, `${namespace}/other`) }],
        ["an external ID of another cluster", { principal, action, externalId: externalIdOf(elsewhere, subject) }],
        ["the tags of another namespace", { principal, action, tags: tagsOf(`${namespace}2/${account}`, cluster) }],
        [
            "the tags of another service account",
            { principal, action, tags: tagsOf(`${namespace}/${account}2`, cluster) },
        ],
        ["the tags of another cluster", { principal, action, tags: tagsOf(subject, elsewhere) }],
    ]);
}

function targetPermissions(
    { name, arn, account, args }: Target,
    { policies }: RegisteredRole,
    { args: stack, place: { cluster }, salt }: Scenario,
    { associations }: Registered,
): Trial[] {
    return Object.entries(stack.associations ?? {}).flatMap(([subject, association]) => {
        if (filledIn((association.targetRoleArn as string | undefined) ?? "", cluster) !== arn) {
            return [];
        }
        const tags = association.disableSessionTags ? undefined : tagsOf(subject, cluster);
        const { sessionPolicy } = association;
        return chosen(asksAt(cluster), salt, 4).map(ask => ({
            what: `${name}: ${ask.action} on ${ask.resource} by ${subject}`,
            shouldBeAllowed:
                permits(permissionsOf(args), ask, tags, cluster) &&
                (!sessionPolicy || permits(permissionsOf(sessionPolicy), ask, tags, cluster)),
            asked: sessionOf(
                arn,
                tags,
                ask.action,
                ask.resource,
                account,
                policies,
                associations.get(subject)?.sessionPolicy,
            ),
        }));
    });
}

function sessionOf(
    principal: string,
    tags: Tags | undefined,
    action: string,
    resource: string,
    account: string,
    identity: RegisteredRole["policies"],
    session: Simulated["session"],
): Simulated {
    const context = {
        "aws:PrincipalArn": principal,
        "aws:ResourceOrgID": ownOrganization,
        ...(tags && tagContext(tags, "aws:PrincipalTag")),
    };
    return { principal, action, resource, account, context, identity, session };
}

function tagsOf(subject: string, cluster: Cluster): Tags {
    const [namespace = "", serviceAccount = ""] = subject.split("/");
    return { clusterArn: cluster.arn, namespace, serviceAccount };
}

/** `region/account/cluster/namespace/service-account`, as AWS documents it. */
function externalIdOf({ region, account, name }: Cluster, subject: string): string {
    return `${region}/${account}/${name}/${subject}`;
}

/** `count` of the items, by the salt: all get their turn over many scenarios. */
function chosen<T>(items: readonly T[], salt: number, count = strangersTried): T[] {
    const start = items.length === 0 ? 0 : salt % items.length;
    const step = [37, 31, 29, 23, 1].find(prime => items.length % prime !== 0) ?? 1;
    return Array.from(
        { length: Math.min(count, items.length) },
        (_, index) => items[(start + index * step) % items.length],
    ).filter(item => item !== undefined);
}
