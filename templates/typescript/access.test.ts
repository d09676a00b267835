import * as assert from "node:assert/strict";
import { record, resourceTypes } from "eks-pod-identity/testing";
import { access } from "./access";

describe("access to AWS", () => {
    it("lets orders read its own bucket, and nothing else", async () => {
        const { of } = await record(() => access("dev"));
        const policy = of(resourceTypes.rolePolicy).get("identity/shop/orders/inline:statements");
        assert.deepEqual(JSON.parse(String(policy?.inputs.policy)).Statement, [
            { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::orders-dev/*"] },
        ]);
    });
});
