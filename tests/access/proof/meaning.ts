/** The intended access of a scenario's args. Written from the docs of the args, not from components/. */
import type { Association, PolicyStatement, Role, SessionPolicy, Trust } from "../../../components";
import { permits } from "./permissions";
import type { Ask } from "./permissions";
import { filledIn, roleArnAt } from "./place";
import type { Cluster } from "./place";
import type { Target } from "./randomTargets";
import { assume, assumeWithIdentity, pods, tag } from "./requests";
import type { Request, Tags } from "./requests";
import { addonNamespaces, aloneTarget } from "./scenario";
import type { Scenario } from "./scenario";
import { extrasSay } from "./trustStatements";

/** A role of a scenario, with its users. */
export interface RoleMeaning {
    readonly what: string;
    /** The role that is used without a stack. */
    readonly isAlone: boolean;
    readonly subjects: readonly string[];
    readonly sessionTags: boolean;
    readonly role: Role;
    /** Absent if AWS generates the name. */
    readonly arn: string | undefined;
    readonly targets: readonly string[];
    readonly cluster: Cluster;
}

export function rolesMeant({ args, alone, place: { cluster } }: Scenario): RoleMeaning[] {
    const users = usersIn(args);
    const meant = (
        what: string,
        { path = args.defaults?.role?.path, ...role }: Role,
        using: readonly (readonly [string, Association])[],
    ): RoleMeaning => ({
        what,
        isAlone: false,
        subjects: using.map(([subject]) => subject),
        sessionTags: !using.some(([, { disableSessionTags }]) => disableSessionTags),
        role,
        arn: namedArn(role, path, cluster),
        targets: using.flatMap(([, { targetRoleArn }]) =>
            targetRoleArn === undefined ? [] : [filledIn(targetRoleArn as string, cluster)],
        ),
        cluster,
    });
    return [
        ...users.flatMap(([subject, association]) =>
            association.role ? [meant(`the role of ${subject}`, association.role, [[subject, association]])] : [],
        ),
        ...Object.entries(args.roles ?? {}).flatMap(([key, role]) => {
            const using = users.filter(([, { roleRef }]) => roleRef === key);
            return using.length > 0 ? [meant(`the shared role ${key}`, role, using)] : [];
        }),
        ...(alone
            ? [
                  {
                      what: "the role alone",
                      isAlone: true,
                      subjects: alone.subjects,
                      sessionTags: alone.disableSessionTags !== true,
                      role: alone,
                      arn: namedArn(alone, alone.path, cluster),
                      targets: (alone.targetRoleArns ?? []).map(arn => filledIn(arn as string, cluster)),
                      cluster,
                  },
              ]
            : []),
    ];
}

function namedArn({ name }: Role, path: Role["path"], cluster: Cluster): string | undefined {
    return name === undefined ? undefined : roleArnAt(cluster, name as string, path as string | undefined);
}

/** Associations, including those of add-ons, by subject. */
function usersIn(args: Scenario["args"]): [string, Association][] {
    return [
        ...Object.entries(args.associations ?? {}),
        ...Object.entries(args.eksAddons ?? {}).flatMap(([name, addon]) =>
            Object.entries(addon.associations ?? {}).map(([account, association]): [string, Association] => [
                `${addon.namespace ?? addonNamespaces[name] ?? ""}/${account}`,
                association,
            ]),
        ),
    ];
}

/** The intended access of the pods of one subject. */
export interface Use {
    readonly subject: string;
    /** `undefined` for an existing role, which its owner controls. */
    readonly role: RoleMeaning | undefined;
    /** Absent if the args do not have it. */
    readonly roleArn: string | undefined;
    readonly sessionTags: boolean;
    /** ARN of the role whose credentials the pods get. */
    readonly target: string | undefined;
    readonly sessionPolicy: SessionPolicy | undefined;
}

export function usesMeant(scenario: Scenario, roles: readonly RoleMeaning[]): Use[] {
    const { cluster } = scenario.place;
    const ofStack = usersIn(scenario.args).map(([subject, association]): Use => {
        const { roleArn, targetRoleArn, disableSessionTags, sessionPolicy } = association;
        const role =
            roleArn === undefined
                ? roles.find(({ isAlone, subjects }) => !isAlone && subjects.includes(subject))
                : undefined;
        return {
            subject,
            role,
            roleArn: roleArn === undefined ? role?.arn : filledIn(roleArn as string, cluster),
            sessionTags: disableSessionTags !== true,
            target: targetRoleArn === undefined ? undefined : filledIn(targetRoleArn as string, cluster),
            sessionPolicy,
        };
    });
    const ofRoleAlone = roles
        .filter(({ isAlone }) => isAlone)
        .flatMap(role =>
            role.subjects.map((subject, position): Use => ({
                subject,
                role,
                roleArn: role.arn,
                sessionTags: role.sessionTags,
                target: aloneTarget(role.targets, position),
                sessionPolicy: undefined,
            })),
        );
    return [...ofStack, ...ofRoleAlone];
}

/** ARNs of the clusters whose pods may use the role. */
export function clustersOf({ role, cluster }: RoleMeaning): string[] {
    return [cluster.arn, ...(role.trust?.clusters ?? []).map(arn => filledIn(arn as string, cluster))];
}

/** Whether the role admits the request. */
export function admits(meaning: RoleMeaning, request: Request): boolean {
    const extra = extrasSay(meaning.role.trust?.statements ?? [], request, meaning.cluster);
    return (
        extra === "Allow" || (extra !== "Deny" && (admitsPod(meaning, request) || admitsWebIdentity(meaning, request)))
    );
}

function admitsPod(meaning: RoleMeaning, request: Request): boolean {
    const { scope = "subject", organization = false, sourceArn = false }: Trust = meaning.role.trust ?? {};
    const { tags } = request;
    const clusters = clustersOf(meaning);
    const subject = tags && `${tags.namespace}/${tags.serviceAccount}`;
    const isInScope = {
        subject: tags && clusters.includes(tags.clusterArn) && meaning.subjects.includes(subject ?? ""),
        namespace:
            tags &&
            clusters.includes(tags.clusterArn) &&
            meaning.subjects.some(own => own.startsWith(`${tags.namespace}/`)),
        cluster: tags && clusters.includes(tags.clusterArn),
        account: true,
    }[scope];
    return (
        request.principal === pods &&
        [assume, tag].includes(request.action) &&
        request.sourceAccount === meaning.cluster.account &&
        (!sourceArn || clusters.includes(request.sourceArn ?? "")) &&
        (!organization || request.sourceOrganization === "o-own1234567") &&
        // Without session tags, the cluster is identified by its ARN, which the checks require. Tagged sessions are
        // rejected.
        (meaning.sessionTags ? isInScope === true : tags === undefined)
    );
}

function admitsWebIdentity({ role, subjects }: RoleMeaning, { action, principal, identity }: Request): boolean {
    const provider = role.irsa?.oidcProviderArn as string | undefined;
    return (
        provider !== undefined &&
        action === assumeWithIdentity &&
        principal === provider &&
        identity !== undefined &&
        provider.endsWith(`/${identity.issuer}`) &&
        identity.aud === "sts.amazonaws.com" &&
        subjects.some(subject => identity.sub === `system:serviceaccount:${subject.replace("/", ":")}`)
    );
}

/** Whether the permissions of the role allow an action for its session. */
export function roleAllows({ role, targets, cluster }: RoleMeaning, ask: Ask, tags: Tags | undefined): boolean {
    const hop: PolicyStatement[] =
        targets.length > 0 ? [{ actions: [assume, tag], resources: targets as string[] }] : [];
    return permits([...permissionsOf(role), ...hop], ask, tags, cluster);
}

/** Statements and documents. The requests of a scenario do not touch presets and AWS policies. */
export function permissionsOf(given: Pick<Role, "statements" | "document">): PolicyStatement[] {
    return [...(given.statements ?? []), ...(given.document === undefined ? [] : inDocument(given.document as string))];
}

function inDocument(text: string): PolicyStatement[] {
    const { Statement } = JSON.parse(text) as { Statement: Record<string, never>[] };
    const names = {
        Effect: "effect",
        Action: "actions",
        NotAction: "notActions",
        Resource: "resources",
        NotResource: "notResources",
        Condition: "conditions",
    };
    return Statement.map(item =>
        Object.fromEntries(Object.entries(names).map(([from, to]) => [to, item[from]] as const)),
    );
}

/** Whether a target role admits a session of the role `request.principal`. */
export function targetAdmits({ args }: Target, { principal, action, tags, externalId }: Request): boolean {
    return (
        [assume, tag].includes(action) &&
        args.sources.some(source => {
            const { cluster, subject, roleArn, disableSessionTags = false } = source;
            const [, , , region, account, name = ""] = (cluster as string).split(":");
            const expected = [region, account, name.replace("cluster/", ""), subject].join("/");
            return (
                roleArn === principal &&
                (disableSessionTags
                    ? action === tag || externalId === expected
                    : tags?.clusterArn === cluster && `${tags.namespace}/${tags.serviceAccount}` === subject)
            );
        })
    );
}
