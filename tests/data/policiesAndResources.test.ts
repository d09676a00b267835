import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { readCompressed } from "../../data/compressed";
import { managedPoliciesDate, managedPolicyDocument } from "../../data/managedPolicies";
import { resourcesByAction, servicesWithResources } from "../../data/resources";
import { distilledDocuments } from "../../scripts/distilManagedPolicyDocuments";
import { distilledResources } from "../../scripts/distilResources";

describe("the managed policies and resources of AWS", () => {
    it("are current (npm run generate)", async () => {
        assert.deepEqual(readCompressed("managedPolicies.json.br"), JSON.parse(JSON.stringify(distilledDocuments())));
        assert.deepEqual(readCompressed("resources.json.br"), await distilledResources());
    }).timeout(60_000);

    it("are at most 1.5 MB with all else in data/", () => {
        const folder = path.join(__dirname, "../../data");
        const sizes = fs.readdirSync(folder).map(file => fs.statSync(path.join(folder, file)).size);
        assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 1_500_000);
    });

    it("are found by ARN in every partition, and only by the path that AWS uses", () => {
        assert.match(managedPoliciesDate(), /^20\d\d-\d\d-\d\d$/);
        const read = "policy/AmazonS3ReadOnlyAccess";
        assert.ok(managedPolicyDocument(`arn:aws:iam::aws:${read}`));
        assert.deepEqual(
            managedPolicyDocument(`arn:aws-cn:iam::aws:${read}`),
            managedPolicyDocument(`arn:aws:iam::aws:${read}`),
        );
        for (const arn of [`arn:aws:iam::111122223333:${read}`, "arn:aws:iam::aws:policy/constructor", "x"]) {
            assert.equal(managedPolicyDocument(arn), undefined, arn);
        }
    });

    it("say on what an action is used", () => {
        assert.ok(servicesWithResources().includes("s3"));
        const arnsOf = (name: string) => resourcesByAction("s3").find(action => action.name === name)?.arns;
        assert.ok(arnsOf("s3:ListBucket")?.includes("arn:${Partition}:s3:::${BucketName}"));
        assert.deepEqual(arnsOf("s3:ListAllMyBuckets"), []);
        assert.deepEqual(resourcesByAction("constructor"), []);
    });
});
