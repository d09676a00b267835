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

describe("PodIdentityTargetRole", () => {
    it("asks AWS for nothing: the cluster of the source may be out of reach, or not there yet", async () => {
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

    it("has a statement for each source: its tags, or the external ID where it has none", async () => {
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

    it("knows {cluster} and {namespace} where it has one source", async () => {
        const { of } = await deploy({ description: "for {serviceAccount} of {namespace} on {cluster}" });
        assert.equal(of(types.role).get("export")?.inputs.description, "for export of data on dev");
    });

    for (const [what, change] of Object.entries({
        "a role's ARN": (later: pulumi.Output<string>) => ({ roleArn: later }),
        "a cluster's ARN, and with it the account": (later: pulumi.Output<string>) => ({ cluster: later }),
    })) {
        it(`previews ${what} that is not known yet as a trust that is not known yet`, async () => {
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

    it("refuses a cluster that turns out to be none, in the user's words", async () => {
        await assert.rejects(
            deploy({ sources: [{ ...source, cluster: pulumi.output("dev") }] }),
            /^Error: clusterArn: "dev" is not the ARN of an EKS cluster: its form is/,
        );
    });

    it("refuses every role of an account for a source, also where that shows late", async () => {
        const roleArn = pulumi.output("arn:aws-cn:iam::111122223333:role/*");
        await assert.rejects(deploy({ sources: [{ ...source, roleArn }] }), /role\/\*" is not the ARN of an IAM role/);
    });

    it("refuses more sources than a trust policy holds", async () => {
        const sources = Array.from({ length: 40 }, (_, index) => ({ ...source, subject: `data/export-${index}` }));
        await assert.rejects(deploy({ sources }), /IAM takes at most 8192: give the sources several target roles/);
    });

    it("refuses a source whose role turns out to be in another account than its cluster", async () => {
        const roleArn = pulumi.output("arn:aws:iam::999922223333:role/x");
        await assert.rejects(deploy({ sources: [{ ...source, roleArn }] }), /is not in the account of the cluster/);
    });
});
