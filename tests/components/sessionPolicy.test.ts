import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityStack } from "../../components";
import type { SessionPolicy } from "../../components";
import { problemText } from "../../components/rules/problem";
import { stackProblems } from "../../components/checks/stack";
import { capture, types } from "./capture";

function stackOf(sessionPolicy: SessionPolicy): ConstructorParameters<typeof PodIdentityStack>[1] {
    const role = { trust: { scope: "account" } } as const;
    return {
        clusterName: "dev",
        associations: { "shop/orders": { role, disableSessionTags: true, sessionPolicy } },
    };
}

async function sent(sessionPolicy: SessionPolicy): Promise<string> {
    const { of } = await capture(() => new PodIdentityStack("identity", stackOf(sessionPolicy)));
    return String(of(types.association).get("identity/shop/orders")?.inputs.policy);
}

function policyOn(resources: readonly string[]): object {
    return {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: resources }],
    };
}

const long = Array.from({ length: 12 }, (_, index) => `arn:aws:s3:::${"x".repeat(120)}-${index}/*`);

describe("a session policy", () => {
    for (const [what, document] of [
        ["as it is written", JSON.stringify(policyOn(long), undefined, 40)],
        ["as an Output", pulumi.output(JSON.stringify(policyOn(long), undefined, 40))],
    ] as const) {
        it(`is sent without white space, which counts against the quota of EKS: ${what}`, async () => {
            assert.equal(await sent({ document }), JSON.stringify(policyOn(long)));
        });
    }

    it("is measured with the names of its subject", () => {
        const resources = Array.from(
            { length: 8 },
            (_, index) => `arn:aws:s3:::bucket-${index}/{namespace}/{serviceAccount}/*`,
        );
        const ofStatements = { statements: [{ actions: ["s3:GetObject"], resources }] };
        assert.deepEqual(stackProblems(stackOf(ofStatements)), []);
        assert.deepEqual(stackProblems(stackOf({ document: JSON.stringify(policyOn(resources)) })), []);
    });

    it("is rejected at deployment if an Output makes it too long, or if it is not a policy", async () => {
        const [first = "", ...others] = long;
        const resources = [pulumi.output(first.repeat(6)), ...others];
        const ofStatements = { statements: [{ actions: ["s3:GetObject"], resources }] };
        assert.deepEqual(stackProblems(stackOf(ofStatements)).map(problemText), []);
        await assert.rejects(
            sent(ofStatements),
            /^Error: identity\/shop\/orders\.sessionPolicy: has 24\d\d characters: EKS allows 2048 in a session policy/,
        );
        await assert.rejects(
            sent({ document: pulumi.output("hunter2") }),
            /^Error: identity\/shop\/orders\.sessionPolicy: is not JSON at line 1, column 1 of the text: write the JSON of a policy/,
        );
    });
});

describe("the policies of a role", () => {
    it("are measured with the names of the subject", () => {
        const resources = Array.from({ length: 40 }, (_, index) => `arn:aws:s3:::bucket-${index}/{serviceAccount}/*`);
        const role = { document: JSON.stringify(policyOn(resources)) };
        const args = { clusterName: "dev", associations: { "shop/orders": { role } } };
        assert.deepEqual(stackProblems(args), []);
    });
});
