import * as assert from "node:assert/strict";
import type { Call } from "../../sandbox/provider/callLog";
import { afterCall, nothing, surplusIn } from "./recordedAccess";
import { commandsIn } from "./recovery";
import { sampled } from "./sample";

const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
        {
            Effect: "Allow",
            Principal: { Service: "pods.eks.amazonaws.com" },
            Action: ["sts:AssumeRole", "sts:TagSession"],
        },
    ],
});
const call = (operation: string, input: object, more: Partial<Call> = {}): Call => ({
    time: "",
    account: "111122223333",
    region: "eu-west-1",
    service: "IAM",
    operation,
    input,
    ...more,
});
const readOnly = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const joined = (serviceAccount: string, id: string) =>
    call(
        "CreatePodIdentityAssociation",
        { namespace: "team", serviceAccount, roleArn: "arn:aws:iam::111122223333:role/r" },
        { id },
    );
const before = [
    call("CreateRole", { RoleName: "r", AssumeRolePolicyDocument: trust }),
    call("AttachRolePolicy", { RoleName: "r", PolicyArn: readOnly }),
    joined("a", "a-1"),
];
const detached = call("DetachRolePolicy", { RoleName: "r", PolicyArn: readOnly });

describe("the access that recorded calls give", () => {
    const start = before.reduce(afterCall, nothing);

    const surplus = (calls: readonly Call[]) => surplusIn(start, calls, calls.reduce(afterCall, start));

    it("is more than before and after together if a subject joins a role before a policy is removed", async () => {
        assert.deepEqual(await surplus([joined("b", "a-2"), detached]), [
            "team/b, after CreatePodIdentityAssociation: s3:GetObject arn:aws:s3:::AmazonS3ReadOnlyAccess/x",
        ]);
    });

    it("is not more if the policy is removed first, or if AWS refuses the association", async () => {
        assert.deepEqual(await surplus([detached, joined("b", "a-2")]), []);
        assert.deepEqual(await surplus([{ ...joined("b", "a-2"), error: "ResourceInUseException: no" }, detached]), []);
    });

    it("ends with the association", async () => {
        const deleted = call("DeletePodIdentityAssociation", { associationId: "a-1" });
        assert.equal(afterCall(start, deleted).account.associations.size, 0);
        assert.deepEqual(await surplus([deleted]), []);
    });
});

describe("the commands that a message names", () => {
    it("are the indented lines with pulumi or aws, each once, without quotes", () => {
        const text =
            "Either:\n    pulumi import 'a::b' 'dev,a-1'\nor:\n    aws iam delete-role --role-name x\n    pulumi import 'a::b' 'dev,a-1'\n";
        assert.deepEqual(commandsIn(text), [
            ["pulumi", "import", "a::b", "dev,a-1"],
            ["aws", "iam", "delete-role", "--role-name", "x"],
        ]);
    });
});

describe("a sample", () => {
    const all = Array.from({ length: 20 }, (_, index) => index);

    it("has as many items as asked for, spread over all, and the same for the same seed", () => {
        const found = sampled(all, 5, 1);
        assert.deepEqual(found, sampled(all, 5, 1));
        assert.deepEqual(
            found.map(item => Math.floor(item / 4)),
            [0, 1, 2, 3, 4],
        );
        assert.notDeepEqual(found, sampled(all, 5, 7));
    });

    it("is everything without a number", () => {
        assert.deepEqual(sampled(all, undefined, 1), all);
    });
});
