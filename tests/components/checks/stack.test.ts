import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityAgent, PodIdentityRole, PodIdentityStack } from "../../../components";
import type { PodIdentityStackArgs } from "../../../components";
import { problemText } from "../../../components/rules/problem";
import { stackProblems } from "../../../components/checks/stack";
import { capture } from "../capture";

const statement = { actions: ["s3:GetObject"], resources: ["*"] };
const long = (count: number): string => "x".repeat(count);

/** Args, and the beginning of each expected message. Valid args have none. */
const table: readonly (readonly [what: string, args: object, ...messages: string[]])[] = [
    ["nothing", {}],
    ["no cluster", { clusterName: undefined }, "clusterName: is missing"],
    ["a bad cluster name", { clusterName: "de v" }, 'clusterName: "de v" is not the name of an EKS cluster'],
    ["a bad region", { region: "Ireland" }, 'region: "Ireland" is not an AWS Region'],
    [
        "an unknown property",
        { asociations: {} },
        'asociations: there is no property "asociations": did you mean "associations"? The properties here are clusterName, region, agent, associations, eksAddons, roles, defaults',
    ],
    ["associations that are a list", { associations: [] }, "associations: is not a map"],
    [
        "associations that are an Output",
        { associations: pulumi.output({}) },
        "associations: is an Output, but it must be known when the program runs",
    ],
    [
        "a key without a slash",
        { associations: { orders: { roleArn: "arn:aws:iam::111122223333:role/x" } } },
        'associations.orders: "orders" is not a subject',
    ],
    [
        "a key with two slashes",
        { associations: { "a/b/c": { roleArn: "arn:aws:iam::111122223333:role/x" } } },
        'associations["a/b/c"]: "a/b/c" is not a subject',
    ],
    [
        "an illegal namespace",
        of({}, "Shop/orders"),
        'associations["Shop/orders"]: "Shop" is not a Kubernetes namespace: did you mean "shop"? Use lower-case letters, digits and "-", at most 63',
    ],
    [
        "a namespace that is too long",
        of({}, `${long(64)}/orders`),
        `associations["${long(64)}/orders"]: "${long(64)}" is not a Kubernetes namespace`,
    ],
    [
        "an illegal service account",
        of({}, "shop/or_ders"),
        'associations["shop/or_ders"]: "or_ders" is not the name of a Kubernetes service account: use lower-case letters, digits, "-" and ".", at most 253',
    ],
    ["no role", { associations: { "a/b": {} } }, 'associations["a/b"]: has no role: set exactly one of role'],
    [
        "two roles",
        { associations: { "a/b": { role: {}, roleArn: "arn:aws:iam::111122223333:role/x" } } },
        'associations["a/b"]: has role and roleArn',
    ],
    [
        "an association that is nothing",
        { associations: { "a/b": null } },
        'associations["a/b"]: is empty (null): a map of properties is required here',
    ],
    [
        "a roleRef to nothing",
        { associations: { "a/b": { roleRef: "raeder" } }, roles: { reader: {} } },
        'associations["a/b"].roleRef: there is no role "raeder" in roles: did you mean "reader"? The roles are reader',
    ],
    [
        "a roleRef that is an Output",
        { associations: { "a/b": { roleRef: pulumi.output("reader") } }, roles: { reader: {} } },
        'associations["a/b"].roleRef: is an Output',
    ],
    [
        "an invalid role ARN",
        { associations: { "a/b": { roleArn: "report" } } },
        'associations["a/b"].roleArn: "report" is not the ARN of an IAM role',
    ],
    [
        "an empty role ARN",
        { associations: { "a/b": { roleArn: "" } } },
        'associations["a/b"].roleArn: "" is not the ARN of an IAM role',
    ],
    ["a role ARN that is an Output", { associations: { "a/b": { roleArn: pulumi.output("later") } } }],
    ["a bad path", of({ path: "team" }), 'associations["a/b"].role.path: "team" is not an IAM path'],
    ["a role name too long", of({ name: long(65) }), `associations["a/b"].role.name: "${long(65)}" is not a role name`],
    [
        "a role name too long once the subject is filled in",
        of({ name: `{namespace}${long(64)}` }),
        `associations["a/b"].role.name: "a${long(64)}" is not a role name`,
    ],
    [
        "an unknown placeholder",
        of({ name: "{clusterName}" }),
        'associations["a/b"].role.name: {clusterName} is not a placeholder: did you mean "{cluster}"? The placeholders here are {cluster}, {account}, {region}, {partition}, {namespace}, {serviceAccount}',
    ],
    [
        "a subject's placeholder in a shared role",
        { roles: { reader: { description: "{namespace}" } } },
        "roles.reader.description: {namespace} has no value for a role that several subjects can share",
    ],
    [
        "a subject's placeholder in a default of a shared role",
        { roles: { reader: {} }, defaults: { role: { name: "{namespace}-{serviceAccount}" } } },
        "roles.reader.name: comes from defaults with {namespace}",
        "roles.reader.name: comes from defaults with {serviceAccount}",
    ],
    [
        "a default that a shared role removes",
        { roles: { reader: { name: null } }, defaults: { role: { name: "{namespace}" } } },
    ],
    [
        "a session too long",
        of({ maxSessionDuration: 43201 }),
        'associations["a/b"].role.maxSessionDuration: 43201 is out of range: a whole number from 3600 to 43200 is required here',
    ],
    [
        "a boundary that is a role",
        of({ permissionsBoundary: "arn:aws:iam::111122223333:role/x" }),
        'associations["a/b"].role.permissionsBoundary: "arn:aws:iam::111122223333:role/x" is not the ARN of a managed policy',
    ],
    [
        "a description in another alphabet",
        of({ description: "роль" }),
        'associations["a/b"].role.description: "роль" is not a description that IAM accepts',
    ],
    [
        "a tag key of AWS",
        of({ tags: { "aws:x": "y" } }),
        'associations["a/b"].role.tags["aws:x"]: the tag key "aws:x" is reserved for AWS',
    ],
    ["a tag value too long", of({ tags: { x: long(257) } }), 'associations["a/b"].role.tags.x: is not a tag value'],
    [
        "51 tags",
        of({ tags: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`t${String(index)}`, ""])) }),
        'associations["a/b"].role.tags: has 51 tags',
    ],
    [
        "a tag that is a number",
        { associations: { "a/b": { roleArn: "arn:aws:iam::111122223333:role/x", tags: { x: 1 } } } },
        'associations["a/b"].tags.x: is a number: text is required here',
    ],
    [
        "no actions",
        of({ statements: [{ resources: ["*"] }] }),
        'associations["a/b"].role.statements[0]: has neither actions nor notActions',
    ],
    [
        "both kinds of resources",
        of({ statements: [{ ...statement, notResources: ["*"] }] }),
        'associations["a/b"].role.statements[0]: has both resources and notResources',
    ],
    [
        "an empty list of resources",
        of({ statements: [{ ...statement, resources: [] }] }),
        'associations["a/b"].role.statements[0].resources: is an empty list',
    ],
    [
        "resources that are text",
        of({ statements: [{ ...statement, resources: "*" }] }),
        'associations["a/b"].role.statements[0].resources: is text: a list is required here',
    ],
    [
        "an invalid action",
        of({ statements: [{ ...statement, actions: ["GetObject"] }] }),
        'associations["a/b"].role.statements[0].actions[0]: "GetObject" is not an IAM action',
    ],
    [
        "an invalid resource",
        of({ statements: [{ ...statement, resources: ["my-bucket"] }] }),
        'associations["a/b"].role.statements[0].resources[0]: "my-bucket" is not a resource',
    ],
    [
        "an unknown effect",
        of({ statements: [{ ...statement, effect: "allow" }] }),
        'associations["a/b"].role.statements[0].effect: "allow" is not one of the values: did you mean "Allow"? Use Allow or Deny',
    ],
    [
        "an unknown operator",
        of({ statements: [{ ...statement, conditions: { StringEqual: { x: ["y"] } } }] }),
        'associations["a/b"].role.statements[0].conditions.StringEqual: "StringEqual" is not a condition operator: did you mean "StringEquals"? Write one of IAM\'s, such as StringEquals or ArnLike',
    ],
    [
        "operators with their prefixes and suffixes",
        of({
            statements: [
                {
                    ...statement,
                    conditions: { "ForAllValues:StringLikeIfExists": { x: ["y"] }, Null: { x: ["true"] } },
                },
            ],
        }),
    ],
    [
        "a placeholder in a condition key that has no value on a shared role",
        {
            roles: {
                reader: {
                    statements: [
                        {
                            ...statement,
                            effect: "Deny",
                            conditions: { StringEquals: { "aws:ResourceTag/{namespace}": ["x"] } },
                        },
                    ],
                },
            },
        },
        'roles.reader.statements[0].conditions.StringEquals["aws:ResourceTag/{namespace}"]: {namespace} has no value for a role that several subjects can share',
    ],
    [
        "an unknown placeholder in a condition key",
        of({ statements: [{ ...statement, conditions: { StringEquals: { "aws:ResourceTag/{foo}": ["x"] } } }] }),
        'associations["a/b"].role.statements[0].conditions.StringEquals["aws:ResourceTag/{foo}"]: {foo} is not a placeholder',
    ],
    [
        "a placeholder in a condition key that one subject gives a value",
        of({ statements: [{ ...statement, conditions: { StringEquals: { "aws:ResourceTag/{namespace}": ["x"] } } }] }),
    ],
    [
        "a Sid used twice",
        of({
            statements: [
                { ...statement, sid: "A" },
                { ...statement, sid: "A" },
            ],
        }),
        'associations["a/b"].role.statements[1].sid: "A" is used twice',
    ],
    [
        "a Sid with a dash",
        of({ statements: [{ ...statement, sid: "a-b" }] }),
        'associations["a/b"].role.statements[0].sid: "a-b" is not a Sid',
    ],
    [
        "a document that is no JSON",
        of({ document: '{"Statement": [s3cr3t]}' }),
        'associations["a/b"].role.document: is not JSON',
    ],
    [
        "a document without statements",
        of({ document: "{}" }),
        'associations["a/b"].role.document: is JSON, but has no Statement',
    ],
    [
        "a document that is the policy of a resource",
        of({
            document: '{"Statement":{"Effect":"Allow","Principal":{"AWS":"s3cr3t"},"Action":"s3:*","Resource":"*"}}',
        }),
        'associations["a/b"].role.document: statement 1 has a Principal, like the policy of a resource',
    ],
    [
        "a document with invalid statements",
        of({
            document: JSON.stringify({
                Statement: [
                    "x",
                    { Effect: "allow", Action: "s3:*", NotAction: "s3:*", Resource: "*" },
                    { Effect: "Deny", NotAction: "s3:*" },
                    { Effect: "Deny", NotAction: "s3:*", NotResource: "*" },
                ],
            }),
        }),
        'associations["a/b"].role.document: statement 1 is not a map',
        'associations["a/b"].role.document: statement 2 has no valid Effect: write Allow or Deny',
        'associations["a/b"].role.document: statement 2 has both Action and NotAction',
        'associations["a/b"].role.document: statement 3 has neither Resource nor NotResource',
    ],
    [
        "inline policies over the quota",
        of({
            document: `{"Statement":[{"Effect":"Allow","Action":"*","Resource":"${long(11000)}"}]}`,
        }),
        'associations["a/b"].role: has inline policies of 110',
    ],
    [
        "a managed policy that is no name",
        of({ managedPolicies: ["not a name"] }),
        'associations["a/b"].role.managedPolicies[0]: "not a name" is neither the name of an AWS managed policy nor the ARN',
    ],
    [
        "a managed policy twice, in two spellings",
        of({
            managedPolicies: [
                "AmazonEFSCSIDriverPolicy",
                "arn:aws:iam::aws:policy/service-role/AmazonEFSCSIDriverPolicy",
            ],
        }),
        'associations["a/b"].role.managedPolicies[1]: repeats the policy "AmazonEFSCSIDriverPolicy"',
    ],
    [
        "a managed policy that is an Output",
        of({ managedPolicies: [pulumi.output("x")] }),
        'associations["a/b"].role.managedPolicies[0]: is an Output',
    ],
    [
        "wildcards in the place of a policy",
        of({
            permissionsBoundary: "arn:aws:iam::111122223333:policy/team-*",
            managedPolicies: ["arn:aws:iam::aws:policy/*", "arn:aws:iam::aws:policy/Amazon?3ReadOnlyAccess"],
            managedPolicyArns: { own: "arn:aws:iam::111122223333:policy/${aws:username}" },
        }),
        'associations["a/b"].role.permissionsBoundary: "arn:aws:iam::111122223333:policy/team-*" has a wildcard or a variable',
        'associations["a/b"].role.managedPolicies[0]: "arn:aws:iam::aws:policy/*" has a wildcard or a variable',
        'associations["a/b"].role.managedPolicies[1]: "arn:aws:iam::aws:policy/Amazon?3ReadOnlyAccess" has a wildcard',
        'associations["a/b"].role.managedPolicyArns.own: "arn:aws:iam::111122223333:policy/${aws:username}" has a wildcard',
    ],
    [
        "a wildcard in the place of a policy's name",
        of({ managedPolicies: ["Amazon*"] }),
        'associations["a/b"].role.managedPolicies[0]: "Amazon*" is neither the name of an AWS managed policy nor the ARN',
    ],
    [
        "characters that IAM does not take in policies",
        of({
            statements: [
                {
                    actions: ["s3:GetObject"],
                    resources: ["arn:aws:s3:::日本/*", "arn:aws:s3:::Müller/*"],
                    conditions: { StringEquals: { "s3:prefix": ["é", "😀"], "aws:ResourceTag/名": ["x"] } },
                },
            ],
            document: '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::\\u65e5本/*"}]}',
        }),
        'associations["a/b"].role.statements[0].resources[0]: has the character U+65E5, which IAM does not accept in a policy',
        'associations["a/b"].role.statements[0].conditions.StringEquals["s3:prefix"][1]: has the character U+1F600',
        'associations["a/b"].role.statements[0].conditions.StringEquals["aws:ResourceTag/名"]: has the character U+540D',
        'associations["a/b"].role.document: has the character U+65E5',
    ],
    [
        "more managed policies than IAM takes, in all ways together",
        of({
            managedPolicies: Array.from({ length: 20 }, (_, index) => `arn:aws:iam::111122223333:policy/p${index}`),
            managedPolicyArns: { a: pulumi.output("later"), b: pulumi.output("later") },
            presets: { ebsCsiManaged: {} },
            statements: Array.from({ length: 30 }, () => ({ ...statement, resources: [`arn:aws:s3:::${long(500)}`] })),
        }),
        'associations["a/b"].role: has 26 managed policies (managedPolicies 20, managedPolicyArns 2, presets 1, statements 3): IAM allows at most 25 on one role',
    ],
    [
        "twenty-five managed policies",
        of({ managedPolicies: Array.from({ length: 25 }, (_, index) => `arn:aws:iam::111122223333:policy/p${index}`) }),
    ],
    [
        "a misspelt property of a role",
        of({ managedPolices: [] }),
        'associations["a/b"].role.managedPolices: there is no property "managedPolices": did you mean "managedPolicies"? The properties here are name, path, description, permissionsBoundary, maxSessionDuration, tags, ',
    ],
    [
        "the same role name twice, in another case",
        { associations: { "a/b": { role: { name: "Export" } }, "c/d": { role: { name: "export" } } } },
        'associations["c/d"].role.name: "export" is also the name of associations["a/b"].role',
    ],
    [
        "names that are the same on another cluster only",
        { associations: { "a/b": { role: { name: "app-{cluster}" } }, "c/d": { role: { name: "app-x" } } } },
    ],
    [
        "names that are the same on this cluster",
        { associations: { "a/b": { role: { name: "app-{cluster}" } }, "c/d": { role: { name: "app-DEV" } } } },
        'associations["c/d"].role.name: "app-DEV" is also the name of associations["a/b"].role',
    ],
    [
        "a name twice, for a cluster that is not known",
        {
            clusterName: pulumi.output("dev"),
            associations: { "a/b": { role: { name: "app-{cluster}" } }, "c/d": { role: { name: "App-{cluster}" } } },
        },
        'associations["c/d"].role.name: "App-{cluster}" is also the name of associations["a/b"].role',
    ],
    [
        "a default name that tells roles apart",
        {
            associations: { "a/b": { role: {} }, "c/d": { role: {} } },
            defaults: { role: { name: "{namespace}-{serviceAccount}" } },
        },
    ],
    [
        "a default name that does not",
        { associations: { "a/b": { role: {} }, "c/d": { role: {} } }, defaults: { role: { name: "pods" } } },
        'associations["c/d"].role.name: "pods" is also the name of associations["a/b"].role',
    ],
    ["an illegal key of a shared role", { roles: { "a:b": {} } }, 'roles["a:b"]: "a:b" is not a key for a role'],
    [
        "a former key that is a key of today",
        { roles: { a: { formerly: ["b"] }, b: {} } },
        'roles.a.formerly[0]: "b" is the key of a current role',
    ],
    [
        "a former key claimed twice",
        { roles: { a: { formerly: ["c"] }, b: { formerly: ["c"] } } },
        'roles.b.formerly[0]: "c" is already a former key of "a"',
    ],
    [
        "permissions in defaults",
        { defaults: { role: { managedPolicies: ["AdministratorAccess"] } } },
        "defaults.role.managedPolicies: permissions are not allowed in defaults",
    ],
    [
        "an unknown mode of the agent",
        { agent: { mode: "builtin" } },
        'agent.mode: "builtin" is not one of the values: did you mean "builtIn"? Use install or existing or builtIn',
    ],
    [
        "an invalid version of the agent",
        { agent: { version: "1.3.9" } },
        'agent.version: "1.3.9" is not a version of an EKS add-on',
    ],
    ["a configuration of the agent as text", { agent: { configuration: "{}" } }, "agent.configuration: is not a map"],
    [
        "a version of an agent that is not ours",
        { agent: { mode: "existing", version: "latest" } },
        'agent.version: has no effect in mode "existing"',
    ],
    [
        "5,001 associations",
        {
            associations: Object.fromEntries(
                Array.from({ length: 5001 }, (_, index) => [
                    `a/b${String(index)}`,
                    { roleArn: "arn:aws:iam::111122223333:role/x" },
                ]),
            ),
        },
        "associations: has 5001 associations: EKS allows 5000 on one cluster",
    ],
];

function of(role: object, subject = "a/b"): object {
    return { associations: { [subject]: { role } } };
}

describe("the check of a stack's args", () => {
    for (const [what, args, ...messages] of table) {
        it(`${messages.length === 0 ? "accepts" : "refuses"} ${what}`, () => {
            const lines = stackProblems({ clusterName: "dev", ...args }).map(problemText);
            assert.equal(lines.length, messages.length, lines.join("\n"));
            messages.forEach((message, index) => {
                assert.equal(lines[index]?.slice(0, message.length), message);
            });
        });
    }

    it("finds a problem in args of any type, and never throws", () => {
        for (const odd of [
            undefined,
            null,
            1,
            "x",
            [],
            new Date(),
            { associations: "x" },
            { roles: 1, defaults: [] },
            pulumi.output({}),
        ]) {
            assert.ok(stackProblems(odd).length > 0);
        }
    });
});

describe("invalid args", () => {
    const wrong = {
        clusterName: "dev",
        associations: {
            "a/b": { roleRef: "none", tags: { token: 7 } },
            "c/d": { role: { document: '{"password": hunter2}' } },
        },
    } as unknown as PodIdentityStackArgs;

    it("are reported together, before any resource is registered", async () => {
        const { registrations } = await capture(() => {
            assert.throws(
                () => new PodIdentityStack("identity", wrong),
                (error: pulumi.InputPropertiesError) => {
                    assert.ok(pulumi.InputPropertiesError.isInstance(error));
                    assert.deepEqual(error.errors.map(({ propertyPath }) => propertyPath).sort(), [
                        'args.associations["a/b"].roleRef',
                        'args.associations["a/b"].tags.token',
                        'args.associations["c/d"].role.document',
                    ]);
                    return true;
                },
            );
        });
        assert.deepEqual(registrations, []);
    });

    it("are reported as plain text, without a stack trace and without values that could be secret", () => {
        const [message, inspected] = messageOf(() => new PodIdentityStack("identity", wrong));
        assert.match(
            message,
            /^PodIdentityStack "identity" has 3 problems, so nothing was registered:\n {2}associations\["a\/b"\]/,
        );
        assert.doesNotMatch(message, /hunter2/);
        assert.equal(inspected, message);
    });

    it("are rejected by each component used alone", () => {
        assert.match(
            messageOf(() => new PodIdentityAgent("agent", { clusterName: "?" }))[0],
            /^PodIdentityAgent "agent" has 1 problem,/,
        );
        assert.match(
            messageOf(() => new PodIdentityRole("role", { clusterArn: "dev", subjects: [] }))[0],
            /clusterArn: "dev" is not the ARN of an EKS cluster.*\n.*subjects: is an empty list/,
        );
    });
});

function messageOf(program: () => unknown): [message: string, inspected: string] {
    try {
        program();
    } catch (error) {
        const inspect = (error as Record<symbol, () => string>)[Symbol.for("nodejs.util.inspect.custom")];
        return [(error as Error).message, inspect?.() ?? ""];
    }
    throw new Error("nothing was refused");
}
