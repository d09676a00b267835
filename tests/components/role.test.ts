import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityRole } from "../../components";
import type { PodIdentityRoleArgs } from "../../components";
import { capture, types } from "./capture";
import type { Capture } from "./capture";

const args: PodIdentityRoleArgs = {
    clusterArn: "arn:aws-cn:eks:cn-north-1:111122223333:cluster/dev",
    subjects: ["shop/orders"],
};

function deploy(change: Partial<PodIdentityRoleArgs> = {}, preview = false): Promise<Capture> {
    return capture(() => new PodIdentityRole("reports", { ...args, ...change }), { preview });
}

async function roleInputs(change: Partial<PodIdentityRoleArgs>): Promise<Record<string, unknown>> {
    return (await deploy(change)).of(types.role).get("reports")?.inputs ?? {};
}

describe("a PodIdentityRole, used alone", () => {
    it("needs no look-up: account, Region and partition come from the cluster's ARN", async () => {
        const { of } = await deploy({ managedPolicies: ["AmazonS3ReadOnlyAccess"] });
        const trust = of(types.role).get("reports")?.inputs.assumeRolePolicy as string;
        assert.match(trust, /"aws:SourceAccount":"111122223333"/);
        assert.equal(
            of(types.attachment).get("reports/AmazonS3ReadOnlyAccess")?.inputs.policyArn,
            "arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess",
        );
    });

    it("has a generated unique name, unless a name is given", async () => {
        assert.equal((await roleInputs({})).namePrefix, "pod-identity-");
        assert.equal((await roleInputs({ namePrefix: "shop-" })).namePrefix, "shop-");
        const named = await roleInputs({ name: "{namespace}-{serviceAccount}-{cluster}" });
        assert.equal(named.name, "shop-orders-dev");
        assert.equal("namePrefix" in named, false);
    });

    it("rejects a name that is too long after its placeholders are replaced", async () => {
        await assert.rejects(
            roleInputs({ name: `${"x".repeat(60)}-{cluster}-{region}`, clusterArn: pulumi.output(args.clusterArn) }),
            /is not a role name/,
        );
    });

    it("passes on the settings of the role", async () => {
        const { path, description, maxSessionDuration, permissionsBoundary, tags } = await roleInputs({
            path: "/{cluster}/",
            description: "for {serviceAccount}",
            maxSessionDuration: 7200,
            permissionsBoundary: "arn:{partition}:iam::{account}:policy/pods",
            tags: { cluster: "{cluster}" },
        });
        assert.deepEqual(
            { path, description, maxSessionDuration, permissionsBoundary, tags },
            {
                path: "/dev/",
                description: "for orders",
                maxSessionDuration: 7200,
                permissionsBoundary: "arn:aws-cn:iam::111122223333:policy/pods",
                tags: { cluster: "dev" },
            },
        );
    });

    it("attaches policies with unknown ARNs under names that do not depend on their order", async () => {
        const names = async (keys: readonly string[]): Promise<string[]> => {
            const { of } = await capture(
                () => {
                    const policy = new aws.iam.Policy("own", { policy: "{}" });
                    const managedPolicyArns = Object.fromEntries(keys.map(key => [key, policy.arn]));
                    new PodIdentityRole("reports", { ...args, managedPolicyArns });
                },
                { preview: true },
            );
            return [...of(types.attachment).keys()].sort();
        };
        assert.deepEqual(await names(["a", "b"]), ["reports/managedPolicyArns:a", "reports/managedPolicyArns:b"]);
        assert.deepEqual(await names(["b", "a"]), await names(["a", "b"]));
    });

    it("writes statements, including Outputs, as an IAM policy", async () => {
        const { of } = await deploy({
            statements: [
                {
                    sid: "Read",
                    actions: ["s3:GetObject"],
                    resources: [pulumi.interpolate`arn:aws:s3:::${pulumi.output("data")}-{cluster}/*`],
                    conditions: { StringEquals: { "aws:PrincipalTag/kubernetes-namespace": ["shop"] } },
                },
                { effect: "Deny", notActions: ["s3:*"], notResources: ["arn:aws:s3:::x"] },
            ],
        });
        assert.deepEqual(JSON.parse(of(types.rolePolicy).get("reports/inline:statements")?.inputs.policy as string), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "Read",
                    Effect: "Allow",
                    Action: ["s3:GetObject"],
                    Resource: ["arn:aws:s3:::data-dev/*"],
                    Condition: { StringEquals: { "aws:PrincipalTag/kubernetes-namespace": ["shop"] } },
                },
                { Effect: "Deny", NotAction: ["s3:*"], NotResource: ["arn:aws:s3:::x"] },
            ],
        });
    });

    it("rejects a document that is a resource policy or no policy, as soon as it is known", async () => {
        const statement = { Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" };
        await assert.rejects(
            deploy({ document: pulumi.output(JSON.stringify({ Statement: [statement] })) }),
            /^Error: reports\.document: statement 1 has a Principal, like the policy of a resource: remove it/,
        );
    });

    it("keeps a policy with an unknown value unknown in previews", async () => {
        const { of } = await capture(
            () => {
                const bucket = new aws.iam.Role("other", { assumeRolePolicy: "{}" });
                new PodIdentityRole("reports", {
                    ...args,
                    statements: [{ actions: ["sts:AssumeRole"], resources: [bucket.arn] }],
                });
            },
            { preview: true },
        );
        assert.equal(
            of(types.rolePolicy).get("reports/inline:statements")?.inputs.policy,
            "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        );
    });

    it("warns about a trust policy over the default quota, and rejects one over IAM's maximum", async () => {
        const subjects = (count: number): string[] =>
            Array.from({ length: count }, (_, index) => `team-${index}/reader-${index}`);
        assert.match((await deploy({ subjects: subjects(7) })).warnings.join(), /the default quota is 2048/);
        await assert.rejects(deploy({ subjects: subjects(40) }), /IAM allows at most 8192/);
    });
});
