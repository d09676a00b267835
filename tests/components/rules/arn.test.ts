import * as assert from "node:assert/strict";
import { arnParts, clusterArn, clusterIdentity, isPartition } from "../../../components/rules/arn";
import { dnsSuffix, knownPartitionOf, partitionOfRegion } from "../../../components/rules/partition";

describe("an ARN", () => {
    it("has five parts and a resource, which can have colons and line breaks", () => {
        assert.deepEqual(arnParts("arn:aws:s3:r:1:a:b\nc"), {
            partition: "aws",
            service: "s3",
            region: "r",
            account: "1",
            resource: "a:b\nc",
        });
        assert.deepEqual(arnParts("arn:aws:s3:::x"), {
            partition: "aws",
            service: "s3",
            region: "",
            account: "",
            resource: "x",
        });
        for (const text of ["", "arn:aws:s3:::", "arn::s3:::x", "arn:aws::::x", "xarn:aws:s3:::x", "arn:aws:s3::x"]) {
            assert.equal(arnParts(text), undefined, text);
        }
    });

    it("of a cluster has its place and name", () => {
        const arn = "arn:aws-us-gov:eks:us-gov-west-1:111122223333:cluster/dev_1";
        const cluster = { partition: "aws-us-gov", region: "us-gov-west-1", account: "111122223333", name: "dev_1" };
        assert.deepEqual(clusterIdentity(arn), { arn, ...cluster });
        assert.equal(clusterArn(cluster), arn);
    });

    for (const arn of [
        "dev",
        "arn:aws:ecs:eu-west-1:111122223333:cluster/dev",
        "arn:xaws:eks:eu-west-1:111122223333:cluster/dev",
        "arn:aws1:eks:eu-west-1:111122223333:cluster/dev",
        "arn:aws:eks:*:111122223333:cluster/dev",
        "arn:aws:eks:eu-west-123:111122223333:cluster/dev",
        "arn:aws:eks:1eu-west-1:111122223333:cluster/dev",
        "arn:aws:eks::111122223333:cluster/dev",
        "arn:aws:eks:eu-west-1:1111222233334:cluster/dev",
        "arn:aws:eks:eu-west-1:x111122223333:cluster/dev",
        "arn:aws:eks:eu-west-1:111122223333:cluster/",
        "arn:aws:eks:eu-west-1:111122223333:cluster/-dev",
        "arn:aws:eks:eu-west-1:111122223333:cluster/dev/x",
        "arn:aws:eks:eu-west-1:111122223333:xcluster/dev",
        `arn:aws:eks:eu-west-1:111122223333:cluster/${"x".repeat(101)}`,
    ]) {
        it(`is not that of a cluster: ${arn.slice(0, 70)}`, () => {
            assert.equal(clusterIdentity(arn), undefined);
        });
    }

    it("has a partition that begins with aws", () => {
        assert.ok(isPartition("aws") && isPartition("aws-iso-b"));
        assert.ok(!isPartition("") && !isPartition("aws-") && !isPartition("*") && !isPartition("my-aws"));
    });
});

describe("a partition", () => {
    it("follows from the Region", () => {
        for (const [region, partition] of [
            ["eu-west-1", "aws"],
            ["cn-north-1", "aws-cn"],
            ["us-gov-west-1", "aws-us-gov"],
            ["us-iso-east-1", "aws-iso"],
            ["us-isob-east-1", "aws-iso-b"],
            ["eu-isoe-west-1", "aws-iso-e"],
            ["us-isof-south-1", "aws-iso-f"],
            ["eusc-de-east-1", "aws-eusc"],
        ] as const) {
            assert.equal(partitionOfRegion(region), partition);
            assert.equal(knownPartitionOf(region), partition);
        }
        assert.equal(partitionOfRegion("xx-new-1"), "aws");
        for (const region of ["xx-new-1", "eu-west-1x", "xeu-west-1", "eu-new-west-1"]) {
            assert.equal(knownPartitionOf(region), undefined, region);
        }
    });

    it("has the domain of its service principals", () => {
        assert.equal(dnsSuffix("aws"), "amazonaws.com");
        assert.equal(dnsSuffix("aws-cn"), "amazonaws.com.cn");
        assert.equal(dnsSuffix("aws-iso"), "c2s.ic.gov");
        assert.equal(dnsSuffix("constructor"), "amazonaws.com");
    });
});
