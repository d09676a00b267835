import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { unknownAction } from "../../cli/findings/unknownActions";
import { presetKeys } from "../../components/presets/catalogue";
import { inlinePolicies } from "../../components/presets/policies";
import { samplePlace } from "../../components/presets/sample";
import { catalogue } from "../../components/presets/catalogue";
import { call, folderWith } from "./call";

const project = "name: eks-pod-identity\nruntime: nodejs\n";
const region = "config:\n  aws:region: eu-west-1\n";

/** What `check` prints about these files, each line without the positions. */
async function checked(files: Readonly<Record<string, string>>, environment = {}, args: readonly string[] = []) {
    const folder = folderWith({ "Pulumi.yaml": project, ...files });
    try {
        const { out, code } = await call(folder, ["check", ...args], { environment });
        return { lines: out.split("\n").filter(Boolean), code };
    } finally {
        fs.rmSync(folder, { recursive: true });
    }
}

describe("the command's findings", () => {
    describe("actions that AWS does not have", () => {
        const stack = (role: string): Record<string, string> => ({
            "Pulumi.dev.yaml": `${region}  eks-pod-identity:clusterName: dev\n  eks-pod-identity:associations:\n    shop/orders:\n      role: ${role}\n`,
        });
        const about = async (actions: string): Promise<string[]> =>
            (await checked(stack(`{ statements: [{ actions: ${actions}, resources: ["arn:aws:s3:::x"] }] }`))).lines;

        it("are warnings with the action that is meant", async () => {
            const [line, ...others] = await about("[s3:GetObject, s3:GetObjekt]");
            assert.match(
                line ?? "",
                /^Pulumi\.dev\.yaml:6:54 {2}warning: associations\["shop\/orders"\]\.role\.statements\[0\]\.actions\[1\]: AWS has no action "s3:GetObjekt": did you mean "s3:GetObject"\? Check the spelling, unless AWS has added it since 20\d\d-\d\d-\d\d$/,
            );
            assert.deepEqual(others, []);
        });

        it("are warnings with the service that is meant", async () => {
            assert.match(
                (await about("[ess3:GetObject]")).join("\n"),
                /AWS has no service "ess3": did you mean "s3:GetObject"\?/,
            );
        });

        it("are nearest to the name that is missing the least", () => {
            assert.match(
                unknownAction("ec2:DescribeInstance")?.remedy ?? "",
                /^did you mean "ec2:DescribeInstances"\?/,
            );
        });

        it("are warnings where a wildcard matches nothing, and no wildcard is suggested", async () => {
            const [line = ""] = await about('["s3:GetObjekt*", "s3:Get*", "s3:*"]');
            assert.match(line, /"s3:GetObjekt\*" matches no action: did you mean "s3:GetObject"\?/);
            assert.equal(
                (await about('["s3:GetObjekt*", "s3:Get*", "s3:*"]')).filter(each => each.includes("matches no"))
                    .length,
                1,
            );
            assert.doesNotMatch(unknownAction("ess3:*")?.remedy ?? "", /\*/);
        });

        it("are found in notActions, documents, session policies and target roles", async () => {
            const document = (action: string): string =>
                `'{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"${action}","Resource":"arn:aws:s3:::x"}}'`;
            const { lines } = await checked({
                "Pulumi.dev.yaml": [
                    `${region}  eks-pod-identity:clusterName: dev`,
                    "  eks-pod-identity:associations:",
                    `    shop/orders: { role: { document: ${document("s3:A1")} } }`,
                    `    shop/mail: { disableSessionTags: true, sessionPolicy: { document: ${document("s3:A2")} }, role: { trust: { scope: account }, managedPolicies: [AmazonS3ReadOnlyAccess] } }`,
                    "    shop/deny: { role: { statements: [{ effect: Deny, notActions: [s3:A3], resources: ['*'] }] } }",
                    "  eks-pod-identity:targetRoles:",
                    `    export: { name: x, document: ${document("s3:A4")}, sources: [{ cluster: "arn:aws:eks:eu-west-1:111122223333:cluster/dev", subject: a/b, roleArn: "arn:aws:iam::111122223333:role/y" }] }`,
                ].join("\n"),
            });
            assert.deepEqual(lines.flatMap(line => /no action "s3:(A\d)"/.exec(line)?.[1] ?? []).sort(), [
                "A1",
                "A2",
                "A3",
                "A4",
            ]);
        });

        it("are not caused by the presets themselves", () => {
            const presets = Object.fromEntries(presetKeys.map(key => [key, catalogue[key].example]));
            const actions = inlinePolicies(presets, samplePlace).flatMap(({ statements }) =>
                statements.flatMap(({ actions: given = [] }) => given),
            );
            assert.ok(actions.length > 300);
            assert.deepEqual(
                actions.filter(action => unknownAction(action) !== undefined),
                [],
            );
        });
    });

    describe("the Region", () => {
        const stack = "config:\n  eks-pod-identity:clusterName: dev\n";

        it("is missed where neither config nor the environment has one", async () => {
            assert.deepEqual((await checked({ "Pulumi.dev.yaml": stack })).lines, [
                "Pulumi.dev.yaml:1:1  warning: no Region is set: run `pulumi config set aws:region <region>`, or set AWS_REGION wherever you deploy",
            ]);
        });

        it("is taken from the stack file, from Pulumi.yaml, from the environment, or from ESC", async () => {
            const yaml = (config: string): string => `${project}config:\n  ${config}\n`;
            for (const [files, environment] of [
                [{ "Pulumi.dev.yaml": `${stack}  aws:region: eu-west-1\n` }, {}],
                [{ "Pulumi.dev.yaml": `${stack}  eks-pod-identity:region: eu-west-1\n` }, {}],
                [{ "Pulumi.dev.yaml": stack, "Pulumi.yaml": yaml("aws:region: eu-west-1") }, {}],
                [{ "Pulumi.dev.yaml": stack, "Pulumi.yaml": yaml("aws:region: { value: eu-west-1 }") }, {}],
                [{ "Pulumi.dev.yaml": stack }, { AWS_REGION: "eu-west-1" }],
                [{ "Pulumi.dev.yaml": `environment: [aws]\n${stack}` }, {}],
            ] as const) {
                assert.deepEqual((await checked(files, environment)).lines, [], JSON.stringify(files));
            }
        });
    });

    describe("a role name in two stack files", () => {
        const stack = (cluster: string, account: string | undefined, name = "orders"): string =>
            [
                region.trimEnd(),
                ...(account === undefined ? [] : [`  aws:allowedAccountIds: ["${account}"]`]),
                `  eks-pod-identity:clusterName: ${cluster}`,
                "  eks-pod-identity:associations:",
                `    shop/orders: { role: { name: "${name}", managedPolicies: [AmazonS3ReadOnlyAccess] } }`,
                "",
            ].join("\n");

        it("is an error in one account, also where only one of the two files is checked", async () => {
            const files = {
                "Pulumi.dev.yaml": stack("dev", "111122223333"),
                "Pulumi.test.yaml": stack("test", "111122223333", "Orders"),
            };
            const text = (file: string, name: string, other: string): string =>
                `${file}:6:28  associations["shop/orders"].role.name: "${name}" is also the name of a role in ${other}, in the same account 111122223333: role names are unique in an account: put {cluster} into the name, or leave the name out`;
            assert.deepEqual(await checked(files), {
                lines: [
                    text("Pulumi.dev.yaml", "orders", "Pulumi.test.yaml"),
                    text("Pulumi.test.yaml", "Orders", "Pulumi.dev.yaml"),
                ],
                code: 1,
            });
            assert.deepEqual((await checked(files, {}, ["--stack", "dev"])).lines, [
                text("Pulumi.dev.yaml", "orders", "Pulumi.test.yaml"),
            ]);
        });

        it("is an error with {region} in it, in one Region", async () => {
            const [dev, test] = ["dev", "test"].map(name => stack(name, "111122223333", "{region}-x"));
            const { lines } = await checked({ "Pulumi.dev.yaml": dev ?? "", "Pulumi.test.yaml": test ?? "" });
            assert.match(lines.join("\n"), /"eu-west-1-x" is also the name of a role in Pulumi\.test\.yaml/);
        });

        it("is an error where the ARNs of roles tell that it is one account", async () => {
            const file = (cluster: string): string =>
                `${stack(cluster, undefined)}    shop/mail: { roleArn: "arn:aws:iam::111122223333:role/mail" }\n`;
            const { lines } = await checked({ "Pulumi.dev.yaml": file("dev"), "Pulumi.test.yaml": file("test") });
            assert.equal(lines.filter(line => line.includes("in the same account 111122223333")).length, 2);
        });

        it("is right in two accounts, in accounts that are not known, and with {cluster} in it", async () => {
            for (const [dev, test] of [
                [stack("dev", "111122223333"), stack("test", "444455556666")],
                [stack("dev", undefined), stack("test", undefined)],
                [stack("dev", "111122223333", "{cluster}-x"), stack("test", "111122223333", "{cluster}-x")],
                [
                    stack("dev", "111122223333", "{region}-x"),
                    stack("test", "111122223333", "{region}-x").replace("eu-west-1", "us-east-1"),
                ],
            ] as const) {
                assert.deepEqual((await checked({ "Pulumi.dev.yaml": dev, "Pulumi.test.yaml": test })).lines, []);
            }
        });
    });
});
