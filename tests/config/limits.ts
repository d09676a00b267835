/** Random stacks near the limits that depend on the cluster: lengths with placeholders, accounts, partitions, target roles. */
import * as fc from "fast-check";

export const account = "111122223333";
export const otherAccount = "444455556666";

/** Where a cluster is, which the config of the provider says. */
export interface Place {
    readonly region: string;
    readonly partition: string;
    readonly clusterName: string;
}

export const places: fc.Arbitrary<Place> = fc
    .record({
        where: fc.constantFrom(
            { region: "eu-west-1", partition: "aws" },
            { region: "ap-southeast-1", partition: "aws" },
            { region: "cn-north-1", partition: "aws-cn" },
        ),
        clusterName: fc.constantFrom("dev", "production-of-the-shop", "x".repeat(60), "x".repeat(100)),
    })
    .map(({ where, clusterName }) => ({ ...where, clusterName }));

export function clusterArnOf({ region, partition, clusterName }: Place): string {
    return `arn:${partition}:eks:${region}:${account}:cluster/${clusterName}`;
}

/** Almost always the right one. */
const partitions = fc.constantFrom("{partition}", "{partition}", "{partition}", "{partition}", "{partition}", "aws");
const accounts = fc.constantFrom("{account}", "{account}", "{account}", account, account, otherAccount);
const arnOf = (service: string, resource: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc
        .tuple(partitions, accounts, resource)
        .map(([partition, owner, rest]) => `arn:${partition}:${service}::${owner}:${rest}`);
const padding = fc.constantFrom(0, 0, 0, 0, 20, 40, 53, 60, 63).map(length => "n".repeat(length));

export const names = fc
    .tuple(fc.constantFrom("{cluster}", "{region}-{account}", "{partition}", "a"), padding)
    .map(([start, rest]) => `${start}${rest}`);
export const subjects = fc
    .tuple(
        fc.constantFrom("shop", "team-a", "n".repeat(63)),
        fc.constantFrom("orders", "reader", `${"a".repeat(60)}.b`),
        fc.nat(999),
    )
    .map(([namespace, name, number]) => `${namespace}/${name}${number}`);

const trustStatement = fc
    .record({
        AWS: fc.array(arnOf("iam", fc.constantFrom("root", "role/deploy", "role/{cluster}")), {
            minLength: 1,
            maxLength: 3,
        }),
        effect: fc.constantFrom("Allow", "Deny"),
        times: fc.constantFrom(1, 1, 1, 90),
    })
    .map(({ AWS, effect, times }) => ({
        effect,
        principals: { AWS: Array.from({ length: times }, () => AWS).flat() },
        actions: ["sts:AssumeRole"],
    }));

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.option(arbitrary, { nil: undefined, freq: 1 });
const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const document = fc.constantFrom(10, 100, 1_500, 1_900, 10_100).map(length =>
    JSON.stringify({
        Statement: [
            {
                Effect: "Allow",
                Action: "s3:GetObject",
                Resource: `arn:{partition}:s3:::{cluster}/${"d".repeat(length)}`,
            },
        ],
    }),
);

/** A role of `place`, without what session tags and shared roles require. */
export const roles = fc
    .record({
        name: optional(names),
        path: seldom(fc.constantFrom("/{cluster}/", `/${"p".repeat(500)}/{region}/`)),
        description: seldom(fc.constantFrom("For {cluster}", `${"d".repeat(990)}{region}`)),
        tags: seldom(fc.constantFrom({ cluster: "{cluster}" }, { cluster: `${"t".repeat(240)}{region}` })),
        permissionsBoundary: seldom(arnOf("iam", fc.constant("policy/pods"))),
        managedPolicyArns: seldom(fc.record({ a: arnOf("iam", fc.constantFrom("policy/a", "policy/{cluster}")) })),
        managedPolicies: fc.constantFrom(
            ["AmazonS3ReadOnlyAccess"],
            ["arn:{partition}:iam::aws:policy/ReadOnlyAccess"],
        ),
        document: seldom(document),
        irsa: seldom(
            fc.record({
                oidcProviderArn: arnOf("iam", fc.constant("oidc-provider/oidc.eks.{region}.amazonaws.com/id/EXAMPLE")),
            }),
        ),
        trust: optional(
            fc
                .record({
                    scope: optional(fc.constantFrom("subject", "namespace", "cluster")),
                    clusters: seldom(
                        fc.array(
                            fc
                                .tuple(partitions, accounts)
                                .map(([partition, owner]) => `arn:${partition}:eks:{region}:${owner}:cluster/green`),
                            { minLength: 1, maxLength: 2 },
                        ),
                    ),
                    sourceArn: optional(fc.constant(true)),
                    statements: seldom(fc.array(trustStatement, { minLength: 1, maxLength: 2 })),
                })
                .map(given),
        ),
    })
    .map(given);

/** Target roles that can be the same after placeholders are replaced, or not. */
export const targetArns = fc
    .tuple(
        partitions,
        fc.constantFrom(otherAccount, otherAccount, account, "{account}"),
        fc.constantFrom("a", "a", "b", "{cluster}", "dev"),
    )
    .map(([partition, owner, name]) => `arn:${partition}:iam::${owner}:role/${name}`);

const sharing = fc.record({
    role: roles,
    count: fc.constantFrom(2, 3, 5, 60, 64, 68, 72, 80, 100),
    untagged: fc.boolean(),
    targets: fc.array(targetArns, { maxLength: 3 }),
});

/** The config of a stack. */
export const stacks = fc
    .record({
        place: places,
        own: fc.dictionary(
            subjects,
            fc.record({
                role: roles,
                untagged: fc.boolean(),
                target: optional(targetArns),
                sessionPolicy: optional(document),
            }),
            { maxKeys: 3 },
        ),
        existing: optional(arnOf("iam", fc.constantFrom("role/existing", "role/{cluster}"))),
        shared: optional(sharing),
        addon: optional(roles),
        sources: optional(
            fc.record({ name: names, count: fc.constantFrom(1, 1, 2, 17, 19, 21, 40), untagged: fc.boolean() }),
        ),
        defaults: seldom(fc.record({ path: fc.constantFrom("/{cluster}/", "/{namespace}/") })),
    })
    .map(({ place, own, existing, shared, addon, sources, defaults }) => ({
        place,
        config: given({
            clusterName: place.clusterName,
            propagationSeconds: 0,
            associations: {
                ...Object.fromEntries(
                    Object.entries(own).map(([subject, { role, untagged, target, sessionPolicy }]) => [
                        subject,
                        given({
                            role: untagged ? withWiderTrust(role) : role,
                            targetRoleArn: target,
                            disableSessionTags: untagged || undefined,
                            sessionPolicy: untagged && sessionPolicy ? { document: sessionPolicy } : undefined,
                        }),
                    ]),
                ),
                ...(existing && { "legacy/report": { roleArn: existing } }),
                ...Object.fromEntries(
                    Array.from({ length: shared?.count ?? 0 }, (_, index) => [
                        `shared-${index}/reader`,
                        given({
                            roleRef: "shared",
                            disableSessionTags: shared?.untagged === true ? true : undefined,
                            targetRoleArn: shared?.targets[index % shared.targets.length],
                        }),
                    ]),
                ),
            },
            roles: shared && { shared: shared.untagged ? withWiderTrust(shared.role) : shared.role },
            eksAddons: addon && { "aws-ebs-csi-driver": { associations: { controller: { role: addon } } } },
            targetRoles: sources && {
                target: {
                    name: sources.count === 1 ? sources.name : "target",
                    sources: Array.from({ length: sources.count }, (_, index) =>
                        given({
                            cluster: clusterArnOf(place),
                            subject: `team-${index}/reader`,
                            roleArn: `arn:${place.partition}:iam::${account}:role/pod-identity/reader-of-team-${index}`,
                            disableSessionTags: sources.untagged || undefined,
                        }),
                    ),
                    managedPolicies: ["AmazonS3ReadOnlyAccess"],
                },
            },
            defaults: defaults && { role: defaults },
        }),
    }));

/** Without session tags, a role says which wider trust remains. */
function withWiderTrust(role: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const { trust } = role as { readonly trust?: object };
    return given({ ...role, irsa: undefined, trust: { ...trust, scope: "cluster", sourceArn: true } });
}

function given(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}
