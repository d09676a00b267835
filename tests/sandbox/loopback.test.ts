import * as assert from "node:assert/strict";
import { isLoopback, requireLoopback } from "../../sandbox/loopback";

describe("the endpoint of the sandbox's AWS", () => {
    for (const endpoint of [
        "http://127.0.0.1:4566",
        "http://127.1.2.3",
        "https://localhost:8443/path",
        "http://LOCALHOST:1",
        "http://[::1]:4566",
        "http://2130706433:80",
    ]) {
        it(`may be ${endpoint}, which is this machine`, () => {
            assert.equal(isLoopback(endpoint), true);
        });
    }

    for (const endpoint of [
        "https://eks.eu-west-1.amazonaws.com",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://127.0.0.1@example.com",
        "http://example.com#127.0.0.1",
        "http://128.0.0.1",
        "http://0.0.0.0:4566",
        "http://10.0.0.1",
        "http://[::ffff:7f00:1]",
        "http://169.254.169.254",
        "ftp://127.0.0.1",
        "127.0.0.1:4566",
        "",
    ]) {
        it(`may not be ${JSON.stringify(endpoint)}`, () => {
            assert.equal(isLoopback(endpoint), false);
        });
    }

    it("is refused with a message that names valid endpoints", () => {
        assert.throws(() => requireLoopback("https://eks.amazonaws.com"), /this machine only.*127\.0\.0\.1/);
    });
});
