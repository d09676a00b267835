import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityTargetRole } from "../../components";
import type { PodIdentityTargetRoleArgs, TargetRoleSource } from "../../components";
import { capture, types } from "./capture";
import type { Capture } from "./capture";

const source: TargetRoleSource = {
    cluster: "arn:aws-cn:eks:cn-north-1:111122223333:cluster/dev",
    subject: "data/export",
    roleArn: "arn:aws-cn:iam::111122223333:role/source",
};
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function deploy(change: Partial<PodIdentityTargetRoleArgs> = {}): Promise<Capture> {
    return capture(() => new PodIdentityTargetRole("export", { name: "export", sources: [source], ...change }));
}

describe("a PodIdentityTargetRole", () => {
    it("calls no AWS API: the cluster of a source can be unreachable, or not exist yet", async () => {
        const { of } = await capture(
            () =>
                new PodIdentityTargetRole("export", {
                    name: "export",
                    sources: [source],
                    managedPolicies: ["ReadOnlyAccess"],
                }),
            { clusters: [] },
        );
        assert.equal(
            of(types.attachment).get("export/ReadOnlyAccess")?.inputs.policyArn,
            "arn:aws-cn:iam::aws:policy/ReadOnlyAccess",
        );
    });

    it("has a statement for each source: with session tags, or with the external ID if tags are disabled", async () => {
        const { of } = await deploy({
            sources: [source, { ...source, subject: "data/import", disableSessionTags: true }],
        });
        const { Statement } = JSON.parse(String(of(types.role).get("export")?.inputs.assumeRolePolicy)) as {
            Statement: { Action: string[]; Condition: Record<string, Record<string, string>> }[];
        };
        assert.deepEqual(
            Statement.map(({ Action }) => Action),
            [["sts:AssumeRole", "sts:TagSession"], ["sts:AssumeRole"], ["sts:TagSession"]],
        );
        assert.equal(
            Statement[1]?.Condition.StringEquals?.["sts:ExternalId"],
            "cn-north-1/111122223333/dev/data/import",
        );
        assert.ok(Statement.every(({ Condition }) => Condition.ArnEquals?.["aws:PrincipalArn"] === source.roleArn));
    });

    it("replaces {cluster} and {namespace} if it has one source", async () => {
        const { of } = await deploy({ description: "for {serviceAccount} of {namespace} on {cluster}" });
        assert.equal(of(types.role).get("export")?.inputs.description, "for export of data on dev");
    });

    for (const [what, change] of Object.entries({
        "a role's ARN": (later: pulumi.Output<string>) => ({ roleArn: later }),
        "a cluster's ARN, and with it the account": (later: pulumi.Output<string>) => ({ cluster: later }),
    })) {
        it(`has an unknown trust policy in a preview with an unknown ${what}`, async () => {
            const { of } = await capture(
                () => {
                    const later = new aws.iam.Role("later", { assumeRolePolicy: "{}" }).arn;
                    new PodIdentityTargetRole("export", { name: "export", sources: [{ ...source, ...change(later) }] });
                },
                { preview: true },
            );
            assert.equal(of(types.role).get("export")?.inputs.assumeRolePolicy, unknown);
        });
    }

    it("rejects an ARN that is not a cluster, and quotes it", async () => {
        await assert.rejects(
            deploy({ sources: [{ ...source, cluster: pulumi.output("dev") }] }),
            /^Error: clusterArn: "dev" is not the ARN of an EKS cluster: its form is/,
        );
    });

    it("rejects a wildcard as the role of a source, also through an Output", async () => {
        const roleArn = pulumi.output("arn:aws-cn:iam::111122223333:role/*");
        await assert.rejects(deploy({ sources: [{ ...source, roleArn }] }), /role\/\*" is not the ARN of an IAM role/);
    });

    it("rejects more sources than fit into a trust policy", async () => {
        const sources = Array.from({ length: 40 }, (_, index) => ({ ...source, subject: `data/export-${index}` }));
        await assert.rejects(deploy({ sources }), /IAM allows at most 8192: give the sources several target roles/);
    });

    it("rejects a source whose role is in another account than its cluster", async () => {
        const roleArn = pulumi.output("arn:aws:iam::999922223333:role/x");
        await assert.rejects(deploy({ sources: [{ ...source, roleArn }] }), /is not in the account of the cluster/);
    });
});
