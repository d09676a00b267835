import * as assert from "node:assert/strict";
import { awsManagedDocuments } from "../../inventory/documents";
import { inventoryOf } from "../../inventory/inventoryOf";
import { podSession } from "../../inventory/sessions";
import { jsonSource } from "../../inventory/sources/jsonSource";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const document = (action: string): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });

const urnOf = (type: string, name: string): string => `urn:pulumi:dev::hand-made::${type}::${name}`;
function step(
    type: string,
    name: string,
    inputs: object,
    dependencies: Readonly<Record<string, readonly string[]>> = {},
) {
    const urn = urnOf(type, name);
    return { op: "create", urn, newState: { urn, type, inputs, propertyDependencies: dependencies } };
}

const [role, association] = ["aws:iam/role:Role", "aws:eks/podIdentityAssociation:PodIdentityAssociation"];
const provider = step("pulumi:providers:aws", "default", {
    region: "eu-west-1",
    allowedAccountIds: '["111122223333"]',
});
const source = step(role, "orders", { assumeRolePolicy: document("sts:AssumeRole") });
const target = [
    step(role, "reports", { name: "reports", path: "/shared/", assumeRolePolicy: document("sts:AssumeRole") }),
    step(
        "aws:iam/rolePolicy:RolePolicy",
        "reports",
        { name: "inline", policy: document("s3:GetObject"), role: unknown },
        { role: [urnOf(role, "reports")] },
    ),
];
const goesOnTo = (targetRoleArn: string) =>
    step(
        association,
        "orders",
        { clusterName: "dev", namespace: "shop", serviceAccount: "orders", roleArn: unknown, targetRoleArn },
        { roleArn: [urnOf(role, "orders")] },
    );

/** What the pods of the only association may do, and what is not known of them. */
function access(...steps: readonly object[]): { readonly actions: unknown; readonly unknowns: readonly string[] } {
    const { after } = jsonSource(JSON.stringify({ steps, changeSummary: {} }), "preview");
    const inventory = inventoryOf(after, awsManagedDocuments);
    const [first] = inventory.associations;
    assert.ok(first);
    const { session, unknowns } = podSession(inventory, first);
    const statements = session.layers.flatMap(layer => layer.statements);
    return { actions: statements.map(({ statement }) => statement.Action), unknowns };
}

describe("in a preview of resources that do not exist yet", () => {
    it("a target role of the same account is found by its name and path", () => {
        const arn = "arn:aws:iam::111122223333:role/shared/reports";
        assert.deepEqual(access(provider, source, ...target, goesOnTo(arn)), {
            actions: ["s3:GetObject"],
            unknowns: [],
        });
    });

    for (const [title, arn, more] of [
        ["in another account", "arn:aws:iam::444455556666:role/shared/reports", []],
        ["with another path", "arn:aws:iam::111122223333:role/reports", []],
        [
            "where a second provider may have another account",
            "arn:aws:iam::111122223333:role/shared/reports",
            [step("pulumi:providers:aws", "partner", { region: "eu-west-1" })],
        ],
    ] as const) {
        it(`a target role ${title} is not the one with the same name`, () => {
            const { actions, unknowns } = access(provider, ...more, source, ...target, goesOnTo(arn));
            assert.deepEqual(actions, []);
            assert.deepEqual(unknowns, [`the permissions of ${arn} are not in this source`]);
        });
    }

    it("the policies in an exclusive list are those that it comes from", () => {
        const policies = ["first", "second"].map(name =>
            step("aws:iam/policy:Policy", name, { policy: document(`sqs:${name}`) }),
        );
        const exclusive = step(
            "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
            "orders",
            { roleName: unknown, policyArns: [unknown, unknown, "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"] },
            { roleName: [urnOf(role, "orders")], policyArns: policies.map(({ urn }) => urn) },
        );
        const own = step(
            association,
            "orders",
            { clusterName: "dev", namespace: "shop", serviceAccount: "orders", roleArn: unknown },
            { roleArn: [urnOf(role, "orders")] },
        );
        const { actions, unknowns } = access(source, ...policies, exclusive, own);
        assert.deepEqual(unknowns, []);
        assert.deepEqual((actions as unknown[]).slice(-2), ["sqs:first", "sqs:second"]);
    });
});
