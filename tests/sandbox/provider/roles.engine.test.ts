import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import type { ServiceError } from "@grpc/grpc-js";
import { requireSandbox } from "../prerequisites";
import { allow, type Ground, ground, Plugin, podTrust, type Properties, types } from "./plugin";

describe("the sandbox's provider on roles and policies", function () {
    this.timeout(120_000);
    let here: Ground;
    let plugin: Plugin;

    before(async function () {
        await requireSandbox(this);
        here = await ground();
        afterwards.unshift(here.close);
        plugin = await Plugin.start(here);
        afterwards.unshift(() => {
            plugin.stop();
        });
    });
    const afterwards: (() => unknown)[] = [];
    after(async () => {
        for (const step of afterwards) await step();
    });

    const role = (name: string, more: Properties = {}): Properties => ({ name, assumeRolePolicy: podTrust, ...more });

    it("names a role by its name, its prefix or its logical name", async () => {
        const named = await plugin.create(types.role, role("orders", { path: "/pod-identity/" }));
        assert.equal(named.id, "orders");
        assert.equal(named.outputs.arn, "arn:aws:iam::111122223333:role/pod-identity/orders");
        const prefixed = await plugin.create(types.role, { namePrefix: "shop-", assumeRolePolicy: podTrust });
        assert.match(prefixed.id, /^shop-\d{18}[0-9a-f]{8}$/);
        assert.equal(prefixed.outputs.namePrefix, "shop-");
        assert.deepEqual((await plugin.diff(types.role, prefixed.outputs, prefixed.inputs)).diffs, []);
        const automatic = await plugin.check(types.role, { assumeRolePolicy: podTrust });
        assert.match(String(automatic.name), /^it-[0-9a-f]{7}$/);
        assert.equal((await plugin.check(types.role, { assumeRolePolicy: podTrust }, automatic)).name, automatic.name);
        await assert.rejects(plugin.check(types.role, role("a", { namePrefix: "b" })), /conflicts with namePrefix/);
        await assert.rejects(
            plugin.check(types.role, { namePrefix: "p".repeat(39), assumeRolePolicy: podTrust }),
            /range \(1 - 38\)/,
        );
    });

    it("reads back what it made, and changes in place what AWS changes in place", async () => {
        const made = await plugin.create(types.role, role("changes", { description: "before", tags: { team: "a" } }));
        assert.deepEqual(await plugin.read(types.role, made.id, made), made);
        const wanted = role("changes", { maxSessionDuration: 7200, tags: { team: "b", env: "dev" } });
        const diff = await plugin.diff(types.role, made.outputs, wanted);
        assert.deepEqual(diff, {
            diffs: ["description", "maxSessionDuration", "tags"],
            replaces: [],
            deleteBeforeReplace: false,
        });
        const updated = await plugin.update(types.role, made, wanted);
        assert.deepEqual(await plugin.read(types.role, made.id, updated), updated);
        assert.equal(updated.outputs.description, "");
        assert.deepEqual((await plugin.diff(types.role, updated.outputs, wanted)).diffs, []);
        const moved = await plugin.diff(types.role, updated.outputs, { ...wanted, path: "/x/" });
        assert.deepEqual(moved.replaces, ["path"]);
        assert.equal(moved.deleteBeforeReplace, true, "its name is taken until it is gone");
    });

    it("imports a role by its name", async () => {
        const made = await plugin.create(types.role, role("adopted", { path: "/x/", tags: { team: "a" } }));
        const imported = await plugin.read(types.role, "adopted");
        assert.deepEqual(imported.outputs, made.outputs);
        assert.deepEqual(imported.inputs, {
            name: "adopted",
            path: "/x/",
            assumeRolePolicy: made.outputs.assumeRolePolicy,
            tags: { team: "a" },
            __defaults: [],
        });
        assert.equal((await plugin.read(types.role, "nobody")).id, "");
    });

    it("attaches and detaches policies, and removes those that an exclusive list lacks", async () => {
        const made = await plugin.create(types.role, role("attached"));
        const sqs = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess";
        const attachment = await plugin.create(types.attachment, { role: made.id, policyArn: sqs });
        assert.equal(attachment.id, `attached/${sqs}`);
        assert.deepEqual((await plugin.read(types.attachment, attachment.id)).outputs, attachment.outputs);
        const inline = await plugin.create(types.rolePolicy, {
            role: made.id,
            name: "a",
            policy: allow("s3:GetObject"),
        });
        assert.equal(inline.id, "attached:a");
        await plugin.create(types.rolePolicy, { role: made.id, name: "b", policy: allow("s3:PutObject") });
        assert.deepEqual((await plugin.read(types.role, "attached", made)).outputs.managedPolicyArns, [sqs]);
        await assert.rejects(
            plugin.delete(types.role, made),
            /deleting IAM Role \(attached\): .*DeleteConflict: Cannot delete entity, must detach all policies first/,
        );

        await plugin.create(types.policiesExclusive, { roleName: made.id, policyNames: ["a"] });
        assert.equal((await plugin.read(types.rolePolicy, "attached:b")).id, "");
        const own = await plugin.create(types.policy, { name: "own", policy: allow("s3:*") });
        await plugin.create(types.attachmentsExclusive, { roleName: made.id, policyArns: [own.id] });
        assert.equal((await plugin.read(types.attachment, attachment.id, attachment)).id, "");
        const forced = await plugin.update(types.role, made, role("attached", { forceDetachPolicies: true }));
        await plugin.delete(types.role, forced);
        await plugin.delete(types.policy, own);
    });

    it("keeps a policy whose text changes only in its spelling, and at most five versions", async () => {
        let now = await plugin.create(types.policy, { name: "versions", policy: allow("s3:A0") });
        const respelled = JSON.stringify(JSON.parse(allow("s3:A0")), null, 4).replace('"s3:A0"', '["s3:A0"]');
        assert.deepEqual(
            (await plugin.diff(types.policy, now.outputs, { name: "versions", policy: respelled })).diffs,
            [],
        );
        for (let i = 1; i <= 7; i++) {
            now = await plugin.update(types.policy, now, { name: "versions", policy: allow(`s3:A${i}`) });
        }
        assert.match(String(now.outputs.policy), /s3:A7/);
        await plugin.delete(types.policy, now);
    });

    it("refuses what IAM refuses", async () => {
        await plugin.create(types.role, role("taken"));
        const trust = (statement: object): string => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
        const refused: readonly (readonly [string, Properties, RegExp])[] = [
            [types.role, role("taken"), /creating IAM Role \(taken\): .*StatusCode: 409.*EntityAlreadyExists/],
            [
                types.role,
                role("a b"),
                /Value at 'roleName' failed to satisfy constraint: Member must satisfy regular expression/,
            ],
            [types.role, role("bad", { assumeRolePolicy: "{}" }), /MalformedPolicyDocument/],
            [
                types.role,
                role("bad", { assumeRolePolicy: trust({ Effect: "Allow", Action: "sts:AssumeRole" }) }),
                /MalformedPolicyDocument: Missing required field Principal/,
            ],
            [
                types.role,
                role("bad", {
                    assumeRolePolicy: trust({
                        Effect: "Allow",
                        Principal: { AWS: "arn:aws:iam::444455556666:role/nobody" },
                        Action: "sts:AssumeRole",
                    }),
                }),
                /MalformedPolicyDocument: Invalid principal in policy/,
            ],
            [
                types.role,
                role("bad", {
                    assumeRolePolicy: trust({
                        Effect: "Allow",
                        Principal: { Service: Array(500).fill("pods.eks.amazonaws.com") },
                        Action: "sts:AssumeRole",
                    }),
                }),
                /LimitExceeded: Cannot exceed quota for ACLSizePerRole/,
            ],
            [
                types.role,
                role("bad", { permissionsBoundary: "arn:aws:iam::111122223333:policy/none" }),
                /NoSuchEntity: Scope ARN: .* does not exist or is not attachable/,
            ],
            [
                types.role,
                role("bad", { maxSessionDuration: 10 }),
                /Value at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600/,
            ],
            [
                types.attachment,
                { role: "taken", policyArn: "arn:aws:iam::aws:policy/AmazonSQSReadonlyAccess" },
                /NoSuchEntity: Policy arn:aws:iam::aws:policy\/AmazonSQSReadonlyAccess does not exist or is not attachable/,
            ],
            [
                types.attachment,
                { role: "nobody", policyArn: "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess" },
                /NoSuchEntity/,
            ],
            [
                types.rolePolicy,
                { role: "taken", name: "big", policy: allow(`s3:${"x".repeat(10_300)}`) },
                /LimitExceeded: Maximum policy size of 10240 bytes exceeded for role taken/,
            ],
            [
                types.policy,
                { name: "big", policy: allow(`s3:${"x".repeat(6200)}`) },
                /LimitExceeded: Cannot exceed quota for PolicySize: 6144/,
            ],
        ];
        for (const [type, inputs, message] of refused) {
            await assert.rejects(plugin.create(type, inputs), message);
        }
    });

    it("returns what exists to the engine when a later step fails", async () => {
        const faults = path.join(here.directory, "faults.json");
        await fs.writeFile(
            faults,
            JSON.stringify([{ operation: "GetPolicy", times: 1, error: "AccessDenied: not now" }]),
        );
        await assert.rejects(
            plugin.create(types.policy, { name: "half", policy: allow("s3:*") }),
            (error: ServiceError) => {
                const [details] = error.metadata.get("grpc-status-details-bin");
                return (
                    String(details).includes("arn:aws:iam::111122223333:policy/half") &&
                    error.message.includes("AccessDenied: not now")
                );
            },
        );
        await fs.rm(faults);
    });

    it("refuses properties and types that it does not model", async () => {
        await assert.rejects(
            plugin.check(types.role, role("x", { managedPolicyArns: ["y"] })),
            /does not model managedPolicyArns of aws:iam\/role:Role/,
        );
        await assert.rejects(
            plugin.check(types.role, role("x", { colour: "red" })),
            /does not model colour of aws:iam\/role:Role/,
        );
        await assert.rejects(
            plugin.check("aws:s3/bucket:Bucket", {}),
            /does not model aws:s3\/bucket:Bucket; it models aws:eks\/addon:Addon/,
        );
        await assert.rejects(
            Plugin.start(here, { region: "eu-west-1", profile: "prod" }),
            /aws:profile: profiles name real credentials/,
        );
    });

    it("works in the account, the region and the partition of its configuration", async () => {
        const china = await Plugin.start(here, {
            region: "cn-north-1",
            allowedAccountIds: '["444455556666"]',
            defaultTags: '{"tags":{"owner":"us"}}',
        });
        try {
            const made = await china.create(types.role, role("taken", { tags: { team: "a" } }));
            assert.equal(made.outputs.arn, "arn:aws-cn:iam::444455556666:role/taken");
            assert.deepEqual(made.outputs.tagsAll, { owner: "us", team: "a" });
            const sqs = "arn:aws-cn:iam::aws:policy/AmazonSQSReadOnlyAccess";
            await china.create(types.attachment, { role: "taken", policyArn: sqs });
            await assert.rejects(
                china.create(types.attachment, { role: "taken", policyArn: sqs.replace("aws-cn", "aws") }),
                /NoSuchEntity/,
            );
        } finally {
            china.stop();
        }
    });

    it("shows in the preview of a creation what is known, and the rest as unknown", async () => {
        const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
        const preview = await plugin.create(
            types.role,
            { namePrefix: "p-", assumeRolePolicy: podTrust, description: unknown },
            true,
        );
        assert.equal(preview.outputs.arn, unknown);
        assert.equal(preview.outputs.name, unknown);
        assert.equal(preview.outputs.path, "/");
        assert.equal(preview.outputs.description, unknown);
    });
});
