/** Random stacks in which everything that access knows is mixed, legal by construction. */
import * as fc from "fast-check";
import type { Association, EksAddon, PodIdentityStackArgs, Role, SharedRole } from "../../components";
import type { PodIdentityRoleArgs, PodIdentityTargetRoleArgs, SessionPolicy, Trust } from "../../components";
import { subjects as anySubject } from "../components/arbitraries";
import { documentText, manyStatements, statements } from "./permissions";
import { clusterAt, filledIn, otherAccount, ownAccount, partnerAccount, places } from "./place";
import type { Place } from "./place";
import { extraStatements } from "./trustStatements";

export interface Scenario {
    readonly place: Place;
    readonly args: PodIdentityStackArgs;
    readonly targets: readonly Target[];
    /** A role used without a stack. */
    readonly alone: PodIdentityRoleArgs | undefined;
    /** Chooses among the requests that are too many to try all. */
    readonly salt: number;
}

/** A role at the other end, registered under `name`. */
export interface Target {
    readonly name: string;
    readonly arn: string;
    readonly account: string;
    readonly args: PodIdentityTargetRoleArgs;
}

const key = fc.oneof(
    {
        weight: 9,
        arbitrary: fc
            .tuple(
                fc.constantFrom("shop", "shop-eu", "team-a", "a", "default"),
                fc.constantFrom("orders", "orders-eu", "reader", "a", "a.b", "default"),
            )
            .map(parts => parts.join("/")),
    },
    {
        weight: 1,
        arbitrary: anySubject.map(({ namespace, serviceAccount }) => `${namespace}/${serviceAccount}`),
    },
);

const scopes = fc.constantFrom(undefined, undefined, "subject", "namespace", "cluster", "account");

/** What each place fills in for `{siblings}`. */
type At<T> = (place: Place) => T;

function trust(untagged: boolean): fc.Arbitrary<At<Trust>> {
    return fc
        .record({
            scope: scopes,
            remaining: fc.constantFrom(
                { scope: "account" },
                { scope: "cluster", sourceArn: true },
                { scope: "account", sourceArn: true },
            ),
            siblings: fc.constantFrom([], [], [0], [1], [0, 1]),
            asOutputs: fc.boolean(),
            organization: fc.constantFrom(undefined, false, true),
            sourceArn: fc.constantFrom(undefined, undefined, true),
            statements: fc.option(extraStatements(untagged), { nil: undefined }),
        })
        .map(({ scope, remaining, siblings, asOutputs, organization, sourceArn, statements: extra }) => place => {
            const terms = untagged ? remaining : { ...(scope && { scope }), ...(sourceArn && { sourceArn }) };
            const clusters = siblings.map(index => {
                const { arn = "", name = "" } = place.siblings[index] ?? {};
                return index === 0 && !asOutputs ? `arn:{partition}:eks:{region}:{account}:cluster/${name}` : arn;
            });
            const isEverywhere = terms.scope === "account" && !("sourceArn" in terms);
            return {
                ...terms,
                ...(clusters.length > 0 && !isEverywhere && { clusters }),
                ...(organization !== undefined && { organization }),
                ...(extra && { statements: extra }),
            };
        });
}

/** A role, its trust included; without a name. */
function role(untagged: boolean): fc.Arbitrary<At<Role>> {
    const abac = !untagged;
    return fc
        .record({
            statements: fc.oneof(
                { weight: 3, arbitrary: fc.constant(undefined) },
                { weight: 12, arbitrary: statements(abac) },
                { weight: 1, arbitrary: manyStatements(abac) },
            ),
            document: fc.option(statements(abac, 2).map(documentText), { nil: undefined, freq: 3 }),
            presets: fc.constantFrom(
                undefined,
                undefined,
                { ebsCsi: {} },
                { externalDns: { hostedZoneArns: ["arn:aws:route53:::hostedzone/Z1"] } },
            ),
            managedPolicies: fc.constantFrom(undefined, undefined, ["AmazonSQSReadOnlyAccess"]),
            exclusive: fc.constantFrom(undefined, undefined, true),
            path: fc.constantFrom(undefined, undefined, "/", "/{cluster}/pods/"),
            irsa: fc.constantFrom(false, false, true),
            trust: untagged ? trust(true) : fc.option(trust(false), { nil: undefined, freq: 2 }),
        })
        .map(({ irsa, trust: terms, ...rest }) => place => ({
            ...(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Role),
            ...(terms && { trust: terms(place) }),
            ...(irsa && { irsa: { oidcProviderArn: oidcProvider(place) } }),
        }));
}

export function oidcProvider({ cluster }: Place, id = "EXAMPLED539D4633E53DE1B71EXAMPLE"): string {
    const { partition, account, region } = cluster;
    return `arn:${partition}:iam::${account}:oidc-provider/oidc.eks.${region}.amazonaws.com/id/${id}`;
}

const sessionPolicy: fc.Arbitrary<SessionPolicy> = fc.oneof(
    statements(false).map(list => ({ statements: list })),
    statements(false).map(list => ({ document: documentText(list) })),
);

const draft = fc.record({
    subject: key,
    own: fc.boolean().chain(untagged => role(untagged).map(made => ({ untagged, made }))),
    kind: fc.constantFrom("own", "own", "shared", "shared", "existing"),
    shared: fc.nat(1),
    target: fc.constantFrom(undefined, undefined, 0, 1),
    /** Two subjects can name one target with a placeholder. */
    template: fc.boolean(),
    sessionPolicy: fc.option(sessionPolicy, { nil: undefined }),
});
type Draft = typeof draft extends fc.Arbitrary<infer T> ? T : never;

const sharedDraft = fc.boolean().chain(untagged => role(untagged).map(made => ({ untagged, made })));

const targetDraft = fc.record({
    account: fc.constantFrom(ownAccount, otherAccount),
    path: fc.constantFrom(undefined, "/reports/"),
    permissions: statements(false),
    stranger: fc.boolean(),
});

const addonDraft = fc.record({
    name: fc.constantFrom("aws-ebs-csi-driver", "adot", "home-made"),
    serviceAccount: fc.constantFrom("controller", "collector.v2"),
    made: role(false),
    shared: fc.option(fc.nat(1), { nil: undefined }),
});

export const scenarios: fc.Arbitrary<Scenario> = fc
    .record({
        place: places,
        drafts: fc.uniqueArray(draft, { selector: ({ subject }) => subject, maxLength: 5 }),
        shared: fc.tuple(sharedDraft, sharedDraft),
        targets: fc.tuple(targetDraft, targetDraft),
        addons: fc.uniqueArray(addonDraft, { selector: ({ name }) => name, maxLength: 2 }),
        alone: fc.option(
            fc.tuple(
                fc.uniqueArray(key, { minLength: 1, maxLength: 6 }),
                fc.boolean().chain(untagged => role(untagged).map(made => ({ untagged, made }))),
            ),
            { nil: undefined, freq: 2 },
        ),
        defaults: fc.constantFrom(undefined, { role: { path: "/defaults/", tags: { team: "platform" } } }),
        salt: fc.nat(),
    })
    .map(({ place, drafts, shared, targets: targetDrafts, addons, alone, defaults, salt }) => {
        const wanted = targetDrafts.map((target, index) => ({
            ...target,
            name: `target-${index}`,
            arn: `arn:${place.cluster.partition}:iam::${target.account}:role${target.path ?? "/pod-identity/"}target-${index}`,
        }));
        const isUntagged = ({ kind, own, shared: which }: Draft): boolean =>
            kind === "shared" ? shared[which]?.untagged === true : own.untagged;
        const associations = drafts.map((item, index): [string, Association] => {
            const untagged = isUntagged(item);
            const target = item.target === undefined ? undefined : wanted[item.target];
            const source: Pick<Association, "role" | "roleRef" | "roleArn"> =
                item.kind === "shared"
                    ? { roleRef: `shared-${item.shared}` }
                    : item.kind === "existing"
                      ? { roleArn: `arn:{partition}:iam::{account}:role/existing-${index}` }
                      : { role: { ...item.own.made(place), ...(target && { name: `own-${index}-{cluster}` }) } };
            return [
                item.subject,
                {
                    ...source,
                    ...(target && { targetRoleArn: asTemplate(target.arn, item.template) }),
                    ...(untagged && { disableSessionTags: true }),
                    ...(untagged && item.sessionPolicy && { sessionPolicy: item.sessionPolicy }),
                },
            ];
        });
        const roles = shared.map(({ made }, index): [string, SharedRole] => {
            const isSource = drafts.some(
                item => item.kind === "shared" && item.shared === index && item.target !== undefined,
            );
            return [`shared-${index}`, { ...made(place), ...(isSource && { name: `shared-${index}` }) }];
        });
        const sourceRoleArn = (index: number, item: Draft): string => {
            const args = { ...Object.fromEntries(associations) }[item.subject];
            const { name = "", path = defaults?.role.path ?? "/pod-identity/" } =
                args?.role ?? Object.fromEntries(roles)[args?.roleRef ?? ""] ?? {};
            const full = item.kind === "existing" ? `/existing-${index}` : `${path as string}${name as string}`;
            return `arn:${place.cluster.partition}:iam::${ownAccount}:role${filledIn(full, place.cluster)}`;
        };
        const targets = wanted.flatMap((target, which): Target[] => {
            const sources = drafts.flatMap((item, index) =>
                item.target === which
                    ? [
                          {
                              cluster: place.cluster.arn,
                              subject: item.subject,
                              roleArn: sourceRoleArn(index, item),
                              ...(isUntagged(item) && { disableSessionTags: true }),
                          },
                      ]
                    : [],
            );
            const { partition, region } = place.cluster;
            const strangers = target.stranger
                ? [
                      {
                          cluster: clusterAt(partition, region, partnerAccount, "remote").arn,
                          subject: "shop/orders",
                          roleArn: `arn:${partition}:iam::${partnerAccount}:role/remote`,
                      },
                  ]
                : [];
            return sources.length + strangers.length === 0
                ? []
                : [
                      {
                          name: target.name,
                          arn: target.arn,
                          account: target.account,
                          args: {
                              name: target.name,
                              ...(target.path && { path: target.path }),
                              sources: [...sources, ...strangers],
                              statements: target.permissions.map(item => partitioned(item, place)),
                          },
                      },
                  ];
        });
        const aloneArgs = alone && {
            ...alone[1].made(place),
            clusterArn: place.cluster.arn,
            subjects: alone[0],
            ...(alone[1].untagged && { disableSessionTags: true }),
        };
        return {
            place,
            args: {
                clusterName: place.cluster.name,
                associations: Object.fromEntries(associations),
                eksAddons: eksAddons(addons, shared, place, drafts),
                roles: Object.fromEntries(roles),
                ...(defaults && { defaults }),
            },
            targets,
            alone: aloneArgs,
            salt,
        };
    });

/** Target roles of several sources know no `{cluster}`: their statements are written out. */
function partitioned<T>(value: T, { cluster }: Place): T {
    return JSON.parse(
        JSON.stringify(value, (_key, item: unknown) => (typeof item === "string" ? filledIn(item, cluster) : item)),
    ) as T;
}

function asTemplate(arn: string, template: boolean): string {
    return template ? arn.replace(/^arn:[^:]+:/, "arn:{partition}:") : arn;
}

type AddonDraft = typeof addonDraft extends fc.Arbitrary<infer T> ? T : never;

/** Where AWS's add-ons run; the third is told. */
export const addonNamespaces: Readonly<Record<string, string>> = {
    "aws-ebs-csi-driver": "kube-system",
    adot: "opentelemetry-operator-system",
    "home-made": "home",
};

function eksAddons(
    addons: readonly AddonDraft[],
    shared: readonly { readonly untagged: boolean }[],
    place: Place,
    drafts: readonly Draft[],
): Record<string, EksAddon> {
    const taken = new Set(drafts.map(({ subject }) => subject));
    return Object.fromEntries(
        addons
            .filter(({ name, serviceAccount }) => !taken.has(`${addonNamespaces[name] ?? ""}/${serviceAccount}`))
            .map(({ name, serviceAccount, made, shared: which }): [string, EksAddon] => [
                name,
                {
                    ...(name === "home-made" && { namespace: "home" }),
                    associations: {
                        [serviceAccount]:
                            which !== undefined && shared[which]?.untagged === false
                                ? { roleRef: `shared-${which}` }
                                : { role: made(place) },
                    },
                },
            ]),
    );
}
