import * as assert from "node:assert/strict";
import { autoname, namePrefixOf, uniqueSuffix, uniqueSuffixLength } from "../../../sandbox/provider/naming";

describe("names the provider makes", () => {
    it("end in terraform's suffix after a prefix, never twice the same", () => {
        const suffixes = Array.from({ length: 1000 }, () => uniqueSuffix());
        assert.equal(new Set(suffixes).size, 1000);
        assert.ok(suffixes.every(suffix => suffix.length === uniqueSuffixLength && /^\d{18}[0-9a-f]{8}$/.test(suffix)));
    });

    it("show their prefix", () => {
        assert.equal(namePrefixOf(`shop-${uniqueSuffix()}`), "shop-");
        assert.equal(namePrefixOf("shop"), "");
    });

    it("are Pulumi's own without one: the same for the same seed, cut to what AWS takes", () => {
        const seed = Buffer.from("seed");
        assert.match(autoname("orders", seed, 64), /^orders-[0-9a-f]{7}$/);
        assert.equal(autoname("orders", seed, 64), autoname("orders", seed, 64));
        assert.notEqual(autoname("orders", seed, 64), autoname("orders", Buffer.from("other"), 64));
        assert.equal(autoname("x".repeat(100), seed, 64).length, 64);
    });
});
