import * as assert from "node:assert/strict";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { closeStacks, messagesOf, openStacks, region } from "./engineStack";
import type { EngineStacks, StackConfig } from "./engineStack";
import { associationsOf } from "./state";

const here = "111122223333";
const there = "444455556666";

describe("target roles in the stack file of another account", () => {
    let stacks: EngineStacks;
    const source: StackConfig = {
        clusterName: "dev",
        associations: {
            "data/export": {
                role: { name: "data-export" },
                targetRoleArn: `arn:aws:iam::${there}:role/pod-identity/export`,
            },
        },
    };
    const target: StackConfig = {
        "aws:allowedAccountIds": [there],
        targetRoles: {
            export: {
                name: "export",
                managedPolicies: ["AmazonS3ReadOnlyAccess"],
                sources: [
                    {
                        cluster: `arn:aws:eks:${region}:${here}:cluster/dev`,
                        subject: "data/export",
                        roleArn: `arn:aws:iam::${here}:role/pod-identity/data-export`,
                    },
                ],
            },
        },
    };

    before(async function () {
        stacks = await openStacks(this);
        await stacks.sandbox.seed([{ account: here, region, clusters: [{ name: "dev" }] }]);
    });
    after(() => closeStacks(stacks));

    it("need no cluster, and can be deployed before or after the association", async () => {
        assert.deepEqual((await stacks.mustUp("target", target)).create?.toSorted(), [
            "Role identity/targetRoles:export",
            "RolePolicyAttachment identity/targetRoles:export/AmazonS3ReadOnlyAccess",
        ]);
        await stacks.mustUp("source", source);
        const association = (await associationsOf(stacks.sandbox, { account: here, region, cluster: "dev" }))[
            "data/export"
        ];
        assert.equal(association?.targetRoleArn, `arn:aws:iam::${there}:role/pod-identity/export`);

        await stacks.run("destroy", "--yes", "--skip-preview", "--stack", "target");
        assert.deepEqual(await stacks.mustUp("source", source), {});
        await stacks.mustUp("target", target);
        assert.deepEqual(await stacks.mustUp("target", target), {});
    });

    it("trust the source's role for the source's subject only", async () => {
        const { Role } = await stacks.sandbox.iam({ account: there }).send(new GetRoleCommand({ RoleName: "export" }));
        const { Statement } = JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")) as {
            Statement: unknown;
        };
        assert.deepEqual(Statement, [
            {
                Effect: "Allow",
                Principal: { AWS: `arn:aws:iam::${here}:root` },
                Action: ["sts:AssumeRole", "sts:TagSession"],
                Condition: {
                    StringEquals: {
                        "aws:RequestTag/eks-cluster-arn": `arn:aws:eks:${region}:${here}:cluster/dev`,
                        "aws:RequestTag/kubernetes-namespace": "data",
                        "aws:RequestTag/kubernetes-service-account": "export",
                    },
                    ArnEquals: { "aws:PrincipalArn": `arn:aws:iam::${here}:role/pod-identity/data-export` },
                },
            },
        ]);
    });

    it("are validated like everything else: with positions, all together, nothing registered", async () => {
        const wrong = { ...target, targetRoles: { export: { sources: [{ cluster: "dev", subject: "x" }] } } };
        const result = await stacks.up("wrong", wrong);
        assert.notEqual(result.code, 0);
        const message = messagesOf(result, "error");
        for (const mistake of [
            /Pulumi\.wrong\.yaml:\d+:\d+ +targetRoles\.export\.name: is missing/,
            /targetRoles\.export\.sources\[0\]\.cluster: "dev" is not the ARN of an EKS cluster/,
            /targetRoles\.export\.sources\[0\]\.subject: "x" is not a subject/,
            /targetRoles\.export\.sources\[0\]\.roleArn: is missing/,
        ]) {
            assert.match(message, mistake);
        }
    });
});
