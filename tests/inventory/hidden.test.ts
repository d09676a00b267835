/** Values that a source hides: unknown until the deployment, secret, or of a policy that is elsewhere. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { call, folderWith } from "../cli/call";
import { previewJson } from "./previews";
import type { SampleProgram } from "./previews";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const [roleType, associationType] = ["aws:iam/role:Role", "aws:eks/podIdentityAssociation:PodIdentityAssociation"];
const roleArn = "arn:aws:iam::111122223333:role/orders";

const allow = (action: string | string[], resource: string, Condition?: object): object => ({
    Effect: "Allow",
    Action: action,
    Resource: resource,
    ...(Condition && { Condition }),
});
const policy = (...Statement: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement });
const podTrust = {
    Effect: "Allow",
    Principal: { Service: "pods.eks.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:TagSession"],
};

function resource(type: string, name: string, inputs: object, outputs: object = {}): object {
    return { urn: `urn:pulumi:dev::hand-made::${type}::${name}`, type, inputs, outputs };
}
const role = (inputs: object = {}): object =>
    resource(roleType, "orders", { assumeRolePolicy: policy(podTrust), ...inputs }, { name: "orders", arn: roleArn });
const rolePolicy = (...statements: object[]): object =>
    resource("aws:iam/rolePolicy:RolePolicy", "orders", { role: "orders", name: "own", policy: policy(...statements) });
const association = (inputs: object = {}, name = "orders"): object =>
    resource(associationType, name, {
        clusterName: "dev",
        namespace: "shop",
        serviceAccount: "orders",
        roleArn,
        ...inputs,
    });

describe("what a source hides", () => {
    const asked = async (resources: readonly object[], ...command: readonly string[]) => {
        const folder = folderWith({ "state.json": JSON.stringify({ deployment: { resources } }) });
        try {
            return await call(folder, [
                ...command,
                ...(command[0] === "show" ? ["state.json"] : ["--source", "state.json"]),
            ]);
        } finally {
            fs.rmSync(folder, { recursive: true });
        }
    };
    const changed = async (before: readonly object[], after: readonly object[]) => {
        const side = (resources: readonly object[]): string => JSON.stringify({ deployment: { resources } });
        const folder = folderWith({ "a.json": side(before), "b.json": side(after) });
        try {
            return await call(folder, ["diff", "a.json", "b.json"]);
        } finally {
            fs.rmSync(folder, { recursive: true });
        }
    };

    describe("a boundary or session policy that is not known", () => {
        const bounded = (actions: string[], boundary = "arn:aws:iam::111122223333:policy/limits"): SampleProgram => ({
            roles: { orders: { statements: [allow(actions, "arn:aws:s3:::orders/*")], boundary } },
            associations: { "shop/orders": "orders" },
        });
        const cause = "undecided because of arn:aws:iam::111122223333:policy/limits: the policy is not in this program";
        const diff = async (before: SampleProgram, after: SampleProgram, ...options: string[]) => {
            const folder = folderWith({ "preview.json": previewJson(before, after) });
            try {
                return await call(folder, ["diff", "preview.json", ...options]);
            } finally {
                fs.rmSync(folder, { recursive: true });
            }
        };

        it("leaves a change of the permissions undecided", async () => {
            const [less, more] = [bounded(["s3:GetObject"]), bounded(["s3:GetObject", "s3:DeleteObject"])];
            const { out, code } = await diff(less, more, "--fail-on", "undecided");
            assert.equal(out, `shop/orders may gain s3:DeleteObject on arn:aws:s3:::orders/*; ${cause}`);
            assert.equal(code, 1);
            assert.match((await diff(more, less)).out, /^shop\/orders may lose s3:DeleteObject /);
            assert.equal((await diff(more, more)).err, "No access changes.");
        });

        const withPolicy = [role(), rolePolicy(allow("s3:GetObject", "*")), association({ policy: "[secret]" })];

        it("leaves undecided what the permissions allow, and nothing else", async () => {
            const can = await asked(withPolicy, "who", "s3:GetObject");
            assert.equal(
                can.out,
                "shop/orders may be able to do s3:GetObject on *, by own; undecided because of session policy: the policy is a secret",
            );
            assert.equal(can.err, "0 subjects can do s3:GetObject; 1 undecided.");
            assert.equal((await asked(withPolicy, "who", "s3:PutObject")).err, "0 subjects can do s3:PutObject.");
            assert.match(
                (await asked(withPolicy, "explain", "shop/orders", "s3:GetObject")).out,
                /^It is undecided whether/,
            );
            const other = await asked(withPolicy, "explain", "shop/orders", "s3:PutObject");
            assert.match(other.out, /may not do s3:PutObject: no statement allows it/);
        });
    });

    it("a namespace that is not known can be the one in a condition", async () => {
        const inOrders = allow("s3:GetObject", "*", {
            StringEquals: { "aws:PrincipalTag/kubernetes-namespace": "orders" },
        });
        const resources = [role(), rolePolicy(inOrders), association({ namespace: unknown })];
        assert.match(
            (await asked(resources, "who", "s3:GetObject")).out,
            /^\(unknown\)\/orders can do s3:GetObject on \* if/,
        );
        const explained = await asked(resources, "explain", "(unknown)/orders", "s3:GetObject");
        assert.match(explained.out, /if the conditions below are met/);
    });

    it("a subject on two clusters without names is compared on each", async () => {
        const both = (...actions: string[]): object[] => [
            role(),
            rolePolicy(allow(actions, "*")),
            association({ clusterName: unknown }),
            association({ clusterName: unknown }, "second"),
        ];
        const { out } = await changed(both("s3:GetObject"), both("s3:GetObject", "s3:PutObject"));
        assert.equal(out, "shop/orders gains s3:PutObject on *\nshop/orders gains s3:PutObject on *");
    });

    it("a condition operator that is not known leaves explain undecided", async () => {
        const condition = { Resembles: { "aws:SourceVpc": "x" } };
        for (const statements of [
            [allow("s3:GetObject", "*", condition)],
            [allow("s3:GetObject", "*"), { ...allow("s3:*", "*", condition), Effect: "Deny" }],
        ]) {
            const { out } = await asked(
                [role(), rolePolicy(...statements), association()],
                "explain",
                "shop/orders",
                "s3:GetObject",
            );
            assert.match(out, /^It is undecided whether[^]*Resembles/);
        }
    });

    it("a policy variable decides which resource is allowed", async () => {
        const statement = allow("s3:GetObject", "arn:aws:s3:::b/${aws:PrincipalTag/kubernetes-pod-name, 'none'}/*");
        const resources = [role(), rolePolicy(statement), association()];
        const question = ["s3:GetObject", "arn:aws:s3:::b/pod-1/x"];
        const { out } = await asked(resources, "who", ...question);
        assert.match(out, /^shop\/orders may be able to do s3:GetObject on arn:aws:s3:::b\/\$\{.*variable/);
        const explained = await asked(resources, "explain", "shop/orders", ...question);
        assert.match(explained.out, /if the conditions below are met[^]*the variables in arn:aws:s3:::b/);
        const other = await asked(resources, "explain", "shop/orders", "s3:GetObject", "arn:aws:s3:::c/pod-1/x");
        assert.match(other.out, /no statement allows it/);
    });

    it("an interrupted deployment can have made more than is in the state", async () => {
        const deployment = { resources: [role(), association()], pending_operations: [{ type: "creating" }] };
        const folder = folderWith({ "state.json": JSON.stringify({ deployment }), "after.json": '{"deployment":{}}' });
        const shown = await call(folder, ["show", "state.json"]);
        assert.match(shown.err, /^Not known: state\.json: a deployment was interrupted, .* run pulumi refresh\.$/m);
        const { out } = await call(folder, ["diff", "after.json", "state.json"]);
        assert.match(out, /^undecided: a deployment was interrupted/m);
        fs.rmSync(folder, { recursive: true });
    });

    it("a role that the program only reads has the policies that the provider found", async () => {
        const read = (outputs: object): object => ({
            ...resource(roleType, "orders", {}, { name: "orders", arn: roleArn, ...outputs }),
            external: true,
        });
        const found = read({
            inlinePolicies: [{ name: "own", policy: policy(allow("s3:GetObject", "*")) }],
            managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"],
        });
        const { out } = await asked([found, association()], "show");
        assert.match(out, /inline policy own\n.*s3: Read on \*/);
        assert.match(out, /managed policy arn:aws:iam::aws:policy\/AmazonSQSReadOnlyAccess/);
        const { err } = await asked([read({}), association()], "show");
        assert.match(err, /^Not known: orders: other policies: the role is read and not made by the program\.$/m);
    });

    it("a later policy that is not known can allow what the earlier one did", async () => {
        const known = [role(), rolePolicy(allow("s3:GetObject", "*")), association()];
        const { out } = await changed(known, [role({ managedPolicyArns: "[secret]" }), association()]);
        assert.equal(
            out,
            "shop/orders may lose s3:GetObject on *; undecided because of a managed policy: its ARN is a secret\n" +
                "shop/orders undecided: a managed policy: its ARN is a secret",
        );
    });

    it("lists of policies and of associations are not empty", async () => {
        const lists = [role({ inlinePolicies: unknown, managedPolicyArns: "[secret]" }), association()];
        const { err } = await asked(lists, "show");
        assert.match(err, /Not known: orders: inline: it is known only after the deployment\./);
        assert.match(err, /Not known: orders: a managed policy: its ARN is a secret\./);
        const addon = resource("aws:eks/addon:Addon", "cni", {
            addonName: "vpc-cni",
            clusterName: "dev",
            podIdentityAssociations: unknown,
        });
        assert.match(
            (await asked([addon], "show")).out,
            /^kube-system\/\(unknown\) on dev, through the add-on vpc-cni/,
        );
        const elsewhere = resource("aws:eks/addon:Addon", "cni", {
            addonName: "vpc-cni",
            namespaceConfig: unknown,
            podIdentityAssociations: [{ serviceAccount: "aws-node", roleArn }],
        });
        assert.match((await asked([elsewhere], "show")).out, /^\(unknown\)\/aws-node /);
        const target = await asked([role(), association({ targetRoleArn: "[secret]" })], "show");
        assert.match(target.out, /then the role \(unknown\): not in this source/);
    });
});
