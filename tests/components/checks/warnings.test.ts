import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityRole } from "../../../components";
import type { EksAddon, PodIdentityRoleArgs, PodIdentityStackArgs, Role } from "../../../components";
import { capture } from "../capture";
import { decideRole } from "../../../components/decisions/single";
import { decide } from "../../../components/decisions/stack";
import { withWarningsGiven } from "../../../components/registering/warningsGiven";
import { problemText } from "../../../components/rules/problem";
import { singleRoleWarnings, stackWarnings } from "../../../components/checks/fit/warnings";

type Warnings = () => readonly string[];

function warningsOf(args: Partial<PodIdentityStackArgs>): Warnings {
    return () => stackWarnings(decide("", args)).map(problemText);
}

function ofRole(role: Role): Warnings {
    return warningsOf({ associations: { "a/b": { role } } });
}

const roleArn = "arn:{partition}:iam::{account}:role/there";

function ofAddon(name: string, addon: EksAddon): Warnings {
    return warningsOf({ eksAddons: { [name]: addon } });
}

function documentOf(head: object, name: string): string {
    const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::${name}/*` };
    return JSON.stringify({ ...head, Statement: [statement] });
}

/** Args, and the beginning of the expected warning, if any. */
const table: readonly (readonly [what: string, warnings: Warnings, expected?: string])[] = [
    ["a plain role", ofRole({ managedPolicies: ["AmazonS3ReadOnlyAccess"] })],
    [
        "a misspelt managed policy",
        ofRole({ managedPolicies: ["AmazonS3ReadOnly"] }),
        'associations["a/b"].role.managedPolicies[0]: "AmazonS3ReadOnly" is not a known AWS managed policy: did you mean "AmazonS3ReadOnlyAccess"? Check the name',
    ],
    [
        "a managed policy under a path where AWS has none",
        ofRole({ managedPolicies: ["arn:aws:iam::111122223333:policy/own"] }),
    ],
    [
        "eleven managed policies",
        ofRole({ managedPolicyArns: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`p${index}`, "x"])) }),
        'associations["a/b"].role: has 11 managed policies (managedPolicyArns 11): the default quota is 10',
    ],
    [
        "eleven managed policies, of which statements become some and a preset attaches some",
        ofRole({
            managedPolicies: Array.from({ length: 5 }, (_, index) => `arn:aws:iam::111122223333:policy/p${index}`),
            presets: { efsCsiManaged: { s3Files: true } },
            statements: Array.from({ length: 30 }, () => ({
                actions: ["s3:GetObject"],
                resources: [`arn:aws:s3:::${"x".repeat(500)}`],
            })),
        }),
        'associations["a/b"].role: has 11 managed policies (managedPolicies 5, presets 3, statements 3): the default quota is 10',
    ],
    [
        "an unused shared role",
        warningsOf({ roles: { reader: {} } }),
        "roles.reader: no association uses it, so it is not created: write roleRef: reader",
    ],
    [
        "a shared role that an add-on uses",
        warningsOf({
            roles: { ebs: {} },
            eksAddons: { "aws-ebs-csi-driver": { associations: { "ebs-csi-controller-sa": { roleRef: "ebs" } } } },
        }),
    ],
    ["an add-on without associations that supports none", warningsOf({ eksAddons: { coredns: {} } })],
    [
        "associations of an add-on that supports none",
        ofAddon("cert-manager", { associations: { "cert-manager": { roleArn } } }),
        'eksAddons["cert-manager"].associations: EKS refuses them: cert-manager does not support Pod Identity associations (as of 2026-11-25): move each to the associations of the stack, such as "cert-manager/cert-manager"',
    ],
    [
        "associations of a version that does not support them yet",
        ofAddon("vpc-cni", { version: "v1.9.3-eksbuild.1", associations: { "aws-node": { roleArn } } }),
        'eksAddons["vpc-cni"].version: EKS refuses the associations: vpc-cni supports them since v1.15.5',
    ],
    [
        "a misspelt service account of an add-on",
        ofAddon("aws-efs-csi-driver", { associations: { "efs-csi-controler": { roleArn } } }),
        'eksAddons["aws-efs-csi-driver"].associations["efs-csi-controler"]: is not a service account of the add-on (as of 2026-11-25), and EKS refuses associations of other service accounts: did you mean "efs-csi-controller-sa"?',
    ],
    [
        "another service account than the only one of an add-on",
        ofAddon("amazon-cloudwatch-observability", { associations: { "amazon-cloudwatch": { roleArn } } }),
        'eksAddons["amazon-cloudwatch-observability"].associations["amazon-cloudwatch"]: is not a service account of the add-on (as of 2026-11-25), and EKS refuses associations of other service accounts: use "cloudwatch-agent"',
    ],
    [
        "another namespace than the add-on's own",
        ofAddon("external-dns", { namespace: "externaldns" }),
        'eksAddons["external-dns"].namespace: "externaldns" is not the default namespace of the add-on, "external-dns" (as of 2026-11-25): remove namespace',
    ],
    [
        "an add-on of which nothing is known",
        ofAddon("acme_agent", { namespace: "acme", associations: { any: { roleArn } } }),
    ],
    [
        "a scope wider than the subject",
        ofRole({ trust: { scope: "namespace" } }),
        'associations["a/b"].role.trust.scope: opens the role to every service account in the namespaces',
    ],
    [
        "every action of a service on everything",
        ofRole({ statements: [{ actions: ["s3:*"], resources: ["*"] }] }),
        'associations["a/b"].role.statements[0]: allows "s3:*" on every resource: restrict the actions or the resources',
    ],
    [
        "every action of a service in another spelling",
        ofRole({ statements: [{ actions: ["s3:**"], resources: ["*"] }] }),
        'associations["a/b"].role.statements[0]: allows "s3:*" on every resource: restrict the actions or the resources',
    ],
    [
        "a managed policy that allows everything",
        ofRole({ managedPolicies: ["AmazonS3ReadOnlyAccess", "AdministratorAccess"] }),
        'associations["a/b"].role.managedPolicies[1]: allows every action on every resource: restrict the actions',
    ],
    [
        "a managed policy that allows everything, by its ARN",
        ofRole({ managedPolicyArns: { all: "arn:{partition}:iam::aws:policy/PowerUserAccess" } }),
        'associations["a/b"].role.managedPolicyArns.all: allows everything except the actions that it excludes, in every service',
    ],
    [
        "another account's policy of that name",
        ofRole({ managedPolicies: ["arn:aws:iam::111122223333:policy/AdministratorAccess"] }),
    ],
    [
        "a managed policy that allows everything of IAM",
        ofRole({ managedPolicies: ["IAMFullAccess"] }),
        'associations["a/b"].role.managedPolicies[0]: allows "iam:*" on every resource, so its pods can give themselves',
    ],
    [
        "a document that allows everything",
        ofRole({ document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}' }),
        'associations["a/b"].role.document: allows every action on every resource: restrict the actions or the resources',
    ],
    [
        "everything but one action",
        ofRole({ statements: [{ notActions: ["sts:GetCallerIdentity"], resources: ["*"] }] }),
        'associations["a/b"].role.statements[0]: allows everything except the actions that it excludes, in every service',
    ],
    [
        "every role passed",
        ofRole({ statements: [{ actions: ["iam:PassRole"], resources: ["arn:{partition}:iam::{account}:role/*"] }] }),
        'associations["a/b"].role.statements[0]: allows iam:PassRole for every role, so its pods can use',
    ],
    [
        "everything in two statements together",
        ofRole({
            statements: [
                { actions: Array.from("abcdefghijklm", letter => `${letter}*:*`), resources: ["*"] },
                { actions: Array.from("nopqrstuvwxyz", letter => `${letter}*:*`), resources: ["*"] },
            ],
        }),
        'associations["a/b"].role: allows every action on every resource',
    ],
    [
        "everything, taken back by a document",
        ofRole({
            managedPolicies: ["AdministratorAccess"],
            document:
                '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":["s3:GetObject"],"Resource":["*"]}]}',
        }),
    ],
    [
        "everything that is an Output",
        ofRole({
            document: pulumi.output(""),
            managedPolicyArns: { all: pulumi.output("") },
            statements: [{ actions: ["s3:GetObject"], resources: [pulumi.output("*")] }],
        }),
    ],
    [
        "null for the permissions boundary of defaults",
        warningsOf({
            associations: { "a/b": { role: { permissionsBoundary: null } as unknown as Role } },
            defaults: { role: { permissionsBoundary: "arn:aws:iam::111122223333:policy/pods" } },
        }),
        'associations["a/b"].role.permissionsBoundary: null removes the permissions boundary of defaults from this role: delete',
    ],
    [
        "null for a permissions boundary that no default gives",
        warningsOf({ associations: { "a/b": { role: { permissionsBoundary: null } as unknown as Role } } }),
    ],
    [
        "every action of a service on one resource",
        ofRole({ statements: [{ actions: ["s3:*"], resources: ["arn:aws:s3:::x"] }] }),
    ],
    [
        "variables in a document of an old version",
        ofRole({ document: documentOf({ Version: "2008-10-17" }, "${aws:username}") }),
        'associations["a/b"].role.document: its Version is not "2012-10-17", so IAM uses ${…} in it literally: write "Version"',
    ],
    [
        "variables in a session policy without a version",
        warningsOf({
            associations: { "a/b": { roleArn: "x", sessionPolicy: { document: documentOf({}, "${aws:username}") } } },
        }),
        'associations["a/b"].sessionPolicy.document: its Version is not "2012-10-17"',
    ],
    [
        "variables in a document that is JSON once its placeholders are filled in",
        ofRole({
            document: documentOf({ Version: "2012-10-17", Id: 0 }, "${aws:username}").replace("0,", "{account},"),
        }),
    ],
    ["variables in a document", ofRole({ document: documentOf({ Version: "2012-10-17" }, "${aws:username}") })],
    [
        "a document of an old version without variables",
        ofRole({ document: documentOf({ Version: "2008-10-17" }, "x") }),
    ],
    ["everything forbidden", ofRole({ statements: [{ effect: "Deny", actions: ["*"], resources: ["*"] }] })],
    [
        "4,001 associations",
        warningsOf({
            associations: Object.fromEntries(
                Array.from({ length: 4001 }, (_, index) => [`a/b${index}`, { roleArn: "x" }]),
            ),
        }),
        "associations: has 4001: EKS allows 5,000 on one cluster",
    ],
    [
        "a role of an add-on",
        ofAddon("acme_agent", {
            namespace: "acme",
            associations: { sa: { role: { trust: { scope: "account" } } } },
        }),
        "eksAddons.acme_agent.associations.sa.role.trust.scope: opens the role to every service account on every EKS cluster",
    ],
];

describe("the warnings of a stack", () => {
    for (const [what, warnings, expected] of table) {
        it(`${expected === undefined ? "do not mention" : "mention"} ${what}`, () => {
            const found = warnings();
            assert.equal(found.length, expected === undefined ? 0 : 1, found.join("\n"));
            assert.equal(found[0]?.slice(0, expected?.length), expected);
        });
    }
});

describe("a role component used alone", () => {
    const role: Role = { managedPolicies: ["AdministratorAccess"] };

    it("gives the warnings of its role", () => {
        assert.deepEqual(singleRoleWarnings(decideRole("", role)).map(problemText), [
            "managedPolicies[0]: allows every action on every resource: restrict the actions or the resources",
        ]);
    });

    it("does not repeat warnings of the stack or the config", async () => {
        const args = {
            ...role,
            clusterArn: "arn:aws:eks:eu-west-1:111122223333:cluster/dev",
            subjects: ["shop/orders"],
        };
        const warningsWith = async (given: PodIdentityRoleArgs) =>
            (await capture(() => new PodIdentityRole("orders", given))).warnings.length;
        assert.equal(await warningsWith({ ...args }), 1);
        assert.equal(await warningsWith(withWarningsGiven({ ...args })), 0);
    });
});
