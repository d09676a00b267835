import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityAddon, PodIdentityRole, PodIdentityStack, PodIdentityTargetRole } from "../../../components";
import { addonProblems } from "../../../components/checks/addon";
import { problemText } from "../../../components/rules/problem";
import type { Problem } from "../../../components/rules/problem";
import { roleComponentProblems } from "../../../components/checks/role";
import { stackProblems } from "../../../components/checks/stack";
import { targetRoleProblems } from "../../../components/checks/targetRole";
import { capture } from "../capture";

const statement = { actions: ["s3:GetObject"], resources: ["*"] };
const byTag = {
    ...statement,
    conditions: { StringEquals: { "aws:PrincipalTag/kubernetes-namespace": ["shop"] } },
};
const target = "arn:aws:iam::444455556666:role/target";
const green = "arn:aws:eks:eu-west-1:111122223333:cluster/green";
const oidc = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE";
const account = { trust: { scope: "account" } };
const untagged = { disableSessionTags: true };

type Row = readonly [what: string, args: object, ...messages: string[]];

/** Associations and roles of a stack, and the beginning of each expected message. */
const stackRows: readonly Row[] = [
    // Who may use a role.
    ["each scope", of({ trust: { scope: "subject" } }), ...[]],
    ["the scope of namespaces", of({ trust: { scope: "namespace" } })],
    [
        "a scope that there is not",
        of({ trust: { scope: "pod" } }),
        `${at("trust.scope")}: "pod" is not one of the values`,
    ],
    ["further clusters", of({ trust: { clusters: [green] } })],
    [
        "further clusters with placeholders",
        of({ trust: { clusters: ["arn:{partition}:eks:{region}:{account}:cluster/green"] } }),
    ],
    ["no further cluster in the list", of({ trust: { clusters: [] } }), `${at("trust.clusters")}: is an empty list`],
    [
        "a cluster by its name",
        of({ trust: { clusters: ["green"] } }),
        `${at("trust.clusters[0]")}: "green" is not the ARN of an EKS cluster`,
    ],
    [
        "clusters of two accounts",
        of({ trust: { clusters: [green, green.replace("1111", "9999")] } }),
        `${at("trust.clusters")}: are in the accounts 111122223333 and 999922223333`,
    ],
    [
        "clusters with a scope that includes them",
        of({ trust: { scope: "account", clusters: [green] } }),
        `${at("trust.clusters")}: has no effect with scope "account"`,
    ],
    ["clusters with that scope and sourceArn", of({ trust: { scope: "account", sourceArn: true, clusters: [green] } })],
    [
        "a statement for pods",
        of({
            trust: {
                statements: [{ principals: { Service: ["pods.eks.amazonaws.com"] }, actions: ["sts:AssumeRole"] }],
            },
        }),
        `${at("trust.statements[0].principals.Service")}: admits pods that are not subjects of the role`,
    ],
    [
        "a statement that forbids pods",
        of({
            trust: {
                statements: [
                    {
                        effect: "Deny",
                        principals: { Service: ["pods.eks.amazonaws.com"] },
                        actions: ["sts:AssumeRole"],
                    },
                ],
            },
        }),
    ],
    [
        "a statement for everyone",
        of({ trust: { statements: [{ principals: { AWS: ["*"] }, actions: ["sts:AssumeRole"] }] } }),
        `${at("trust.statements[0].principals.AWS")}: "*" admits everyone in every account, and every pod`,
    ],
    [
        "a statement for everyone except the values of a negated operator",
        of({
            trust: {
                statements: [
                    {
                        principals: { AWS: ["*"] },
                        actions: ["sts:AssumeRole"],
                        conditions: { StringNotEquals: { "aws:PrincipalOrgID": ["o-1234567890"] } },
                    },
                ],
            },
        }),
        `${at("trust.statements[0].principals.AWS")}: "*" admits everyone`,
    ],
    [
        "a statement for everyone in an organization",
        of({
            trust: {
                statements: [
                    {
                        principals: { AWS: ["*"] },
                        actions: ["sts:AssumeRole"],
                        conditions: { StringEquals: { "aws:PrincipalOrgID": ["o-1234567890"] } },
                    },
                ],
            },
        }),
    ],
    [
        "a statement without principals and actions",
        of({ trust: { statements: [{}] } }),
        `${at("trust.statements[0].principals")}: is missing`,
        `${at("trust.statements[0].actions")}: is missing`,
    ],
    ["IRSA", of({ irsa: { oidcProviderArn: oidc } })],
    ["IRSA by an Output", of({ irsa: { oidcProviderArn: pulumi.output(oidc) } })],
    ["IRSA without a provider", of({ irsa: {} }), `${at("irsa.oidcProviderArn")}: is missing`],
    [
        "IRSA by the issuer's URL",
        of({ irsa: { oidcProviderArn: "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE" } }),
        `${at("irsa.oidcProviderArn")}: "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE" is not the ARN of an IAM OIDC provider`,
    ],

    // Session tags off.
    [
        "no session tags, and no word on who remains",
        of({}, untagged),
        `${at("trust")}: has no explicit trust, and without session tags it cannot distinguish namespaces or service accounts`,
    ],
    ...(["subject", "namespace", "cluster"] as const).map((scope): Row => [
        `no session tags, and a scope that needs them: ${scope}`,
        of({ trust: { scope } }, untagged),
        `${at("trust")}: has no explicit trust`,
    ]),
    ["no session tags, and the account", of(account, untagged)],
    ["no session tags, and the cluster by its ARN", of({ trust: { scope: "cluster", sourceArn: true } }, untagged)],
    [
        "no session tags, and a trust that asks for one",
        of(
            {
                trust: {
                    scope: "account",
                    statements: [
                        {
                            principals: { AWS: ["arn:aws:iam::111122223333:root"] },
                            actions: ["sts:AssumeRole"],
                            conditions: { StringNotEquals: { "aws:requesttag/Kubernetes-Namespace": ["shop"] } },
                        },
                    ],
                },
            },
            untagged,
        ),
        `${at("trust.statements[0]")}: requires the session tag kubernetes-namespace, which is not sent`,
    ],
    [
        "no session tags, and a trust that forbids by one",
        of(
            {
                trust: {
                    scope: "account",
                    statements: [
                        {
                            effect: "Deny",
                            principals: { AWS: ["arn:aws:iam::111122223333:root"] },
                            actions: ["sts:AssumeRole"],
                            conditions: { StringEquals: { "aws:RequestTag/kubernetes-namespace": ["shop"] } },
                        },
                    ],
                },
            },
            untagged,
        ),
        `${at("trust.statements[0]")}: requires the session tag kubernetes-namespace, which is not sent: StringEquals would deny no one, …IfExists and negated operators everyone`,
    ],
    [
        "no session tags, and permissions by tag",
        of({ ...account, statements: [byTag] }, untagged),
        `${at("statements")}: depends on the session tag kubernetes-namespace, which disableSessionTags removes`,
    ],
    [
        "no session tags, and a tag of the role itself",
        of({ ...account, statements: [byTag], tags: { "kubernetes-namespace": "shop" } }, untagged),
    ],
    [
        "no session tags, and a document that asks for one",
        of(
            {
                ...account,
                document:
                    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:PrincipalTag/eks-cluster-name}/*"}]}',
            },
            untagged,
        ),
        `${at("document")}: depends on the session tag eks-cluster-name`,
    ],
    [
        "no session tags, and policies of AWS that ask for one",
        of(
            {
                ...account,
                presets: { ebsCsiClusterScoped: {} },
                managedPolicies: ["AmazonEBSCSIDriverEKSClusterScopedPolicy"],
            },
            untagged,
        ),
        `${at("presets.ebsCsiClusterScoped")}: depends on session tags`,
        `${at("managedPolicies[0]")}: depends on session tags`,
    ],
    [
        "no session tags, and policies of AWS by ARN that ask for one",
        of(
            {
                ...account,
                managedPolicies: ["AmazonSageMakerSpacesRouterPolicy"],
                managedPolicyArns: {
                    csi: "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverEKSClusterScopedPolicy",
                    spaces: "arn:{partition}:iam::aws:policy/AmazonSageMakerSpacesControllerPolicy",
                    own: "arn:aws:iam::111122223333:policy/AmazonSageMakerSpacesControllerPolicy",
                },
            },
            untagged,
        ),
        `${at("managedPolicies[0]")}: depends on session tags`,
        `${at("managedPolicyArns.csi")}: depends on session tags`,
        `${at("managedPolicyArns.spaces")}: depends on session tags`,
    ],
    ...(["aws:PrincipalTag\\/kubernetes-namespace", "aws:Principal\\u0054ag/kubernetes-namespace"] as const).map(
        (key): Row => [
            `no session tags, and a document that spells one with an escape: ${key}`,
            of(
                {
                    ...account,
                    document: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"StringEquals":{"${key}":"x"}}}]}`,
                },
                untagged,
            ),
            `${at("document")}: depends on the session tag kubernetes-namespace`,
        ],
    ),
    [
        "no session tags, and one behind a placeholder",
        of(
            {
                ...account,
                statements: [
                    {
                        ...statement,
                        conditions: { StringEquals: { "{partition}:PrincipalTag/kubernetes-namespace": ["x"] } },
                    },
                ],
            },
            untagged,
        ),
        `${at("statements")}: depends on the session tag kubernetes-namespace`,
    ],
    [
        "no session tags, and a preset of a resource by tag",
        of(
            {
                ...account,
                presets: {
                    mountpointS3Csi: {
                        bucketArns: ["arn:aws:s3:::tenants"],
                        objectArns: ["arn:aws:s3:::tenants/${aws:PrincipalTag/kubernetes-namespace}/*"],
                    },
                },
            },
            untagged,
        ),
        `${at("presets.mountpointS3Csi")}: depends on the session tag kubernetes-namespace`,
    ],
    [
        "no session tags, and a removed tag of the role",
        {
            ...of({ ...account, statements: [byTag], tags: { "kubernetes-namespace": null } }, untagged),
            defaults: { role: { tags: { "kubernetes-namespace": "shop" } } },
        },
        `${at("statements")}: depends on the session tag kubernetes-namespace`,
    ],
    [
        "no session tags, and a tag of every role",
        {
            associations: {
                "a/b": { role: { ...account, statements: [byTag] }, ...untagged },
                "c/d": { roleRef: "r", ...untagged, sessionPolicy: { statements: [byTag] } },
            },
            roles: { r: { ...account, statements: [byTag] } },
            defaults: { role: { tags: { "kubernetes-namespace": "shop" } } },
        },
    ],
    [
        "a shared role, with session tags and without",
        {
            associations: { "a/b": { roleRef: "r" }, "c/d": { roleRef: "r", ...untagged } },
            roles: { r: account },
        },
        'associations["c/d"].disableSessionTags: associations["a/b"] shares the role with session tags, this one without',
    ],
    [
        "a shared role of an add-on, without session tags elsewhere",
        {
            associations: { "a/b": { roleRef: "r", ...untagged } },
            eksAddons: { adot: { associations: { collector: { roleRef: "r" } } } },
            roles: { r: account },
        },
        'associations["a/b"].disableSessionTags: eksAddons.adot.associations.collector shares the role with session tags',
    ],
    ["an existing role without session tags", { associations: { "a/b": { roleArn: target, ...untagged } } }],

    // Session policies.
    [
        "a session policy with session tags",
        of(account, { sessionPolicy: { statements: [statement] } }),
        'associations["a/b"].sessionPolicy: requires disableSessionTags',
    ],
    ["a session policy", of(account, { ...untagged, sessionPolicy: { statements: [statement] } })],
    [
        "an empty session policy",
        of(account, { ...untagged, sessionPolicy: {} }),
        'associations["a/b"].sessionPolicy: is empty',
    ],
    [
        "a session policy without statements",
        of(account, { ...untagged, sessionPolicy: { statements: [] } }),
        'associations["a/b"].sessionPolicy: is empty',
    ],
    [
        "a session policy in two forms",
        of(account, {
            ...untagged,
            sessionPolicy: { statements: [statement], document: '{"Version":"2012-10-17","Statement":[]}' },
        }),
        'associations["a/b"].sessionPolicy: has both statements and a document',
    ],
    [
        "a session policy that Outputs may make too long: it is validated once they are known",
        {
            associations: {
                "a/b": {
                    roleArn: "arn:aws:iam::111122223333:role/x",
                    ...untagged,
                    sessionPolicy: {
                        statements: [
                            {
                                actions: ["s3:GetObject"],
                                resources: Array.from({ length: 30 }, () => pulumi.output("arn:aws:s3:::bucket/*")),
                            },
                        ],
                    },
                },
            },
        },
    ],
    [
        "a session policy too long",
        of(account, {
            ...untagged,
            sessionPolicy: {
                statements: [{ actions: ["s3:GetObject"], resources: [`arn:aws:s3:::${"x".repeat(2048)}`] }],
            },
        }),
        'associations["a/b"].sessionPolicy: can become ',
    ],
    [
        "a session policy that asks for a session tag, which none of its sessions has",
        of(account, { ...untagged, sessionPolicy: { statements: [byTag] } }),
        'associations["a/b"].sessionPolicy.statements: depends on the session tag kubernetes-namespace',
    ],
    [
        "the same on an existing role, whose own tags are not known",
        { associations: { "a/b": { roleArn: target, ...untagged, sessionPolicy: { statements: [byTag] } } } },
    ],

    // Target roles.
    ["a target role", of({ name: "source" }, { targetRoleArn: target })],
    [
        "a target role, and a source role of any name",
        of({}, { targetRoleArn: target }),
        `${at("name")}: is missing, but the other account has to trust the role by its ARN`,
    ],
    [
        "the same, with a default name",
        { ...of({}, { targetRoleArn: target }), defaults: { role: { name: "{namespace}" } } },
    ],
    ["no target role after all (null)", of({}, { targetRoleArn: null })],
    [
        "a target role that is every role",
        of({ name: "source" }, { targetRoleArn: "arn:aws:iam::444455556666:role/*" }),
        'associations["a/b"].targetRoleArn: "arn:aws:iam::444455556666:role/*" is not the ARN of an IAM role',
    ],
    [
        "a target role of a shared role without a name",
        { associations: { "a/b": { roleRef: "r", targetRoleArn: target } }, roles: { r: {} } },
        "roles.r.name: is missing",
    ],

    // Add-ons.
    ["an add-on", { eksAddons: { adot: { associations: { collector: { role: {} } } } } }],
    [
        "the agent as an add-on",
        { eksAddons: { "eks-pod-identity-agent": {} } },
        'eksAddons["eks-pod-identity-agent"]: is the agent',
    ],
    [
        "an add-on with an unknown namespace",
        { eksAddons: { "home-made": { associations: { x: { role: {} } } } } },
        'eksAddons["home-made"].namespace: is missing, and the default namespace of "home-made" is unknown',
    ],
    ["the same without associations", { eksAddons: { "home-made": {} } }],
    [
        "PRESERVE when it is created",
        { eksAddons: { adot: { resolveConflictsOnCreate: "PRESERVE" } } },
        'eksAddons.adot.resolveConflictsOnCreate: "PRESERVE" is for updates only',
    ],
    [
        "a service account that the stack associates too",
        {
            associations: { "kube-system/ebs-csi-controller-sa": { role: {} } },
            eksAddons: { "aws-ebs-csi-driver": { associations: { "ebs-csi-controller-sa": { role: {} } } } },
        },
        'eksAddons["aws-ebs-csi-driver"].associations["ebs-csi-controller-sa"]: kube-system/ebs-csi-controller-sa already has an association, at associations["kube-system/ebs-csi-controller-sa"]',
    ],
    [
        "a service account of two add-ons",
        {
            eksAddons: {
                adot: { namespace: "otel", associations: { collector: { role: {} } } },
                other: { namespace: "otel", associations: { collector: { role: {} } } },
            },
        },
        "eksAddons.other.associations.collector: otel/collector already has an association, at eksAddons.adot.associations.collector",
    ],
    [
        "an add-on's role without a source, and one too many",
        { eksAddons: { adot: { associations: { a: {}, b: { role: {}, roleArn: target } } } } },
        "eksAddons.adot.associations.a: has no role",
        "eksAddons.adot.associations.b: has role and roleArn",
    ],
    [
        "what AWS does not know of an add-on's associations",
        { eksAddons: { adot: { associations: { a: { role: {}, targetRoleArn: target } } } } },
        'eksAddons.adot.associations.a.targetRoleArn: there is no property "targetRoleArn"',
    ],
];

const source = { cluster: green, subject: "a/b", roleArn: "arn:aws:iam::111122223333:role/source" };
const targetRows: readonly Row[] = [
    ["one source", { sources: [source] }],
    ["no name", { name: undefined, sources: [source] }, "name: is missing"],
    ["no sources", { sources: [] }, "sources: is an empty list"],
    [
        "a source of nothing",
        { sources: [{}] },
        "sources[0].cluster: is missing",
        "sources[0].subject: is missing",
        "sources[0].roleArn: is missing",
    ],
    ["a source twice", { sources: [source, source] }, "sources[1]: is a duplicate"],
    [
        "a cluster by its name",
        { sources: [{ ...source, cluster: "green" }] },
        'sources[0].cluster: "green" is not the ARN of an EKS cluster',
    ],
    ["an invalid subject", { sources: [{ ...source, subject: "b" }] }, 'sources[0].subject: "b" is not a subject'],
    [
        "every role of an account",
        { sources: [{ ...source, roleArn: "arn:aws:iam::111122223333:role/*" }] },
        'sources[0].roleArn: "arn:aws:iam::111122223333:role/*" is not the ARN of an IAM role',
    ],
    [
        "a variable for a role",
        { sources: [{ ...source, roleArn: "arn:aws:iam::111122223333:role/${aws:username}" }] },
        'sources[0].roleArn: "arn:aws:iam::111122223333:role/${aws:username}" is not the ARN of an IAM role',
    ],
    ["its own trust", { sources: [source], trust: {} }, 'trust: there is no property "trust"'],
    ["the subject of one source", { sources: [source], tags: { of: "{namespace}" } }],
    [
        "the subject of one of two sources",
        { sources: [source, { ...source, subject: "c/d" }], tags: { of: "{namespace}" } },
        "tags.of: {namespace} has no value for a role",
    ],
    ["permissions by tag", { sources: [source], statements: [byTag] }],
    [
        "permissions by a tag that a source does not send",
        { sources: [source, { ...source, subject: "c/d", ...untagged }], statements: [byTag] },
        "statements: depends on the session tag kubernetes-namespace",
    ],
];

const roleRows: readonly Row[] = [
    ["no session tags, and no word on who remains", untagged, "trust: has no explicit trust"],
    ["no session tags, and the account", { ...untagged, ...account }],
    ["target roles", { name: "source", targetRoleArns: [target] }],
    ["target roles, and a name that is an Output", { name: pulumi.output("source"), targetRoleArns: [target] }],
    [
        "target roles, and a source role of any name",
        { targetRoleArns: [target] },
        "name: is missing, but the other account has to trust the role by its ARN",
    ],
    ["no target roles after all (null)", { targetRoleArns: null }],
    ["no target role in the list", { name: "source", targetRoleArns: [] }, "targetRoleArns: is an empty list"],
    [
        "every role as a target",
        { name: "source", targetRoleArns: ["arn:aws:iam::444455556666:role/*"] },
        "targetRoleArns[0]: ",
    ],
];

describe("access in a stack", () => {
    rows(stackRows, args => stackProblems({ clusterName: "dev", ...args }));

    it("reports all problems together, and registers nothing", async () => {
        const args = stackRows
            .filter(([, , ...messages]) => messages.length > 0)
            .map(([, stack]) => stack as { associations?: Record<string, unknown> })
            .flatMap(({ associations = {} }) => Object.values(associations))
            .map((association, index) => [`shop/sa-${index}`, association] as const);
        const stack = { clusterName: "dev", associations: Object.fromEntries(args) } as never;
        assert.ok(stackProblems(stack).length > 20);
        const { registrations } = await capture(() => {
            assert.throws(() => new PodIdentityStack("identity", stack), /nothing was registered/);
        });
        assert.deepEqual(registrations, []);
    });
});

describe("a PodIdentityTargetRole", () => {
    rows(targetRows, args => targetRoleProblems({ name: "target", ...args }));
});

describe("access of a PodIdentityRole, used alone", () => {
    rows(roleRows, args => roleComponentProblems({ clusterArn: green, subjects: ["a/b"], ...args }));
});

describe("a PodIdentityAddon, used alone", () => {
    const rowsOfAddon: readonly Row[] = [
        ["an add-on", { associations: { collector: { role: {} } } }],
        ["no name", { addonName: undefined }, "addonName: is missing"],
        [
            "a role of a stack",
            { associations: { collector: { roleRef: "r" } } },
            'associations.collector.roleRef: there is no role "r"',
        ],
    ];
    rows(rowsOfAddon, args => addonProblems({ clusterName: "dev", addonName: "adot", ...args }));
});

describe("every component of access", () => {
    const components = {
        PodIdentityAddon: () => new PodIdentityAddon("x", {} as never),
        PodIdentityRole: () => new PodIdentityRole("x", {} as never),
        PodIdentityTargetRole: () => new PodIdentityTargetRole("x", {} as never),
    };
    for (const [name, make] of Object.entries(components)) {
        it(`registers nothing if its args are invalid: ${name}`, async () => {
            const { registrations } = await capture(() => {
                assert.throws(make, /nothing was registered/);
            });
            assert.deepEqual(registrations, []);
        });
    }
});

function rows(table: readonly Row[], problems: (args: object) => readonly Problem[]): void {
    for (const [what, args, ...messages] of table) {
        it(`${messages.length > 0 ? "is refused with" : "accepts"} ${what}`, () => {
            const texts = problems(args).map(problemText);
            assert.equal(texts.length, messages.length, texts.join("\n"));
            messages.forEach((message, index) => {
                assert.ok(texts[index]?.startsWith(message), `${texts[index] ?? ""}\ndoes not begin with\n${message}`);
            });
        });
    }
}

function of(role: object, association: object = {}): object {
    return { associations: { "a/b": { role, ...association } } };
}

function at(path: string): string {
    return `associations["a/b"].role.${path}`;
}
