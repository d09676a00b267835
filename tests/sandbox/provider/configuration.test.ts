import * as assert from "node:assert/strict";
import { configurationFrom, configurationProblems, surroundingsFrom } from "../../../sandbox/provider/configuration";
import { partitionOf } from "../../../sandbox/provider/partition";

const environment = { AWS_ACCESS_KEY_ID: "111122223333" };
const region = "eu-west-1";

describe("the configuration of the sandbox's provider", () => {
    const accounts: Readonly<Record<string, readonly [object, string]>> = {
        "of the environment": [{ region }, "111122223333"],
        "of a 12-digit access key": [{ region, accessKey: "444455556666" }, "444455556666"],
        "of the role to assume": [
            { region, assumeRoles: '[{"roleArn":"arn:aws:iam::444455556666:role/x"}]' },
            "444455556666",
        ],
        "of the only account allowed": [{ region, allowedAccountIds: '["444455556666"]' }, "444455556666"],
        "of the access key before that of the role": [
            { region, accessKey: "777788889999", assumeRoles: [{ roleArn: "arn:aws:iam::444455556666:role/x" }] },
            "777788889999",
        ],
    };
    for (const [title, [raw, account]] of Object.entries(accounts)) {
        it(`takes the account ${title}`, () => {
            assert.equal(configurationFrom({ ...raw }, environment).account, account);
        });
    }

    it("demands a region, and takes the environment's", () => {
        assert.throws(() => configurationFrom({}, environment), /missing required configuration key "aws:region"/);
        assert.equal(configurationFrom({}, { ...environment, AWS_REGION: "us-east-1" }).region, "us-east-1");
    });

    it("refuses an account that is not allowed", () => {
        const allowed = { region, allowedAccountIds: '["444455556666","777788889999"]' };
        assert.throws(() => configurationFrom(allowed, environment), /AWS account ID not allowed: 111122223333/);
        assert.throws(
            () => configurationFrom({ region, forbiddenAccountIds: ["111122223333"] }, environment),
            /not allowed/,
        );
    });

    it("reads default tags from their JSON", () => {
        assert.deepEqual(configurationFrom({ region, defaultTags: '{"tags":{"team":"a"}}' }, environment).defaultTags, {
            team: "a",
        });
    });

    for (const key of ["profile", "endpoints", "ignoreTags", "sharedCredentialsFiles", "colour"]) {
        it(`refuses ${key} by name`, () => {
            assert.match(configurationProblems({ region, [key]: '["x"]' }).join(), new RegExp(`aws:${key}`));
        });
    }

    it("accepts keys without effect in the sandbox", () => {
        assert.deepEqual(
            configurationProblems({
                region,
                skipCredentialsValidation: "true",
                skipRegionValidation: true,
                version: "7.48.0",
            }),
            [],
        );
    });

    it("reaches this machine only", () => {
        const process = { SANDBOX_DIRECTORY: "d", SANDBOX_BOTOCORE_DATA: "b" };
        for (const endpoint of [
            "https://eks.eu-west-1.amazonaws.com",
            "http://127.0.0.1.example.com",
            "http://10.0.0.1",
        ]) {
            assert.throws(
                () => surroundingsFrom({ ...process, SANDBOX_AWS_ENDPOINT: endpoint }),
                /must be on this machine's loopback/,
            );
        }
        assert.equal(
            surroundingsFrom({ ...process, SANDBOX_AWS_ENDPOINT: "http://127.0.0.1:4566" }).endpoint,
            "http://127.0.0.1:4566",
        );
    });

    it("has the partition of a region", () => {
        const partitions = ["eu-west-1", "cn-north-1", "us-gov-west-1", "us-iso-east-1"].map(
            name => partitionOf(name).id,
        );
        assert.deepEqual(partitions, ["aws", "aws-cn", "aws-us-gov", "aws-iso"]);
    });
});
