import * as assert from "node:assert/strict";
import { stepsIn } from "./states";

describe("the changes that an upgrade makes", () => {
    const urn = (type: string, name: string): string => `urn:pulumi:own::eks-pod-identity::${type}::${name}`;

    it("are every step but `same` and those of the provider itself, with their reasons", () => {
        const role = urn("parent$aws:iam/role:Role", "identity/shop/orders");
        const steps = [
            { op: "same", urn: role },
            { op: "update", urn: urn("pulumi:providers:aws", "default_7_48_0"), diffReasons: ["version"] },
            { op: "replace", urn: role, replaceReasons: ["path"], diffReasons: ["path", "description"] },
            { op: "update", urn: role, replaceReasons: null, diffReasons: ["description"] },
            { op: "delete", urn: role },
        ];
        assert.deepEqual(stepsIn(JSON.stringify({ steps })), [
            "replace Role identity/shop/orders: path",
            "update Role identity/shop/orders: description",
            "delete Role identity/shop/orders",
        ]);
    });
});
