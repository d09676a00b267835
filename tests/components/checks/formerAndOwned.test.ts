import * as assert from "node:assert/strict";
import { problemText } from "../../../components/rules/problem";
import { stackProblems } from "../../../components/checks/stack";

const said = (args: object): string[] => stackProblems({ clusterName: "dev", ...args }).map(problemText);

describe("a former key of a shared role", () => {
    it("is reported at its own path", () => {
        const [first, ...others] = said({ roles: { a: { formerly: ["x", "b"] }, b: {} } });
        assert.match(first ?? "", /^roles\.a\.formerly\[1\]: "b" is the key of a current role/);
        assert.deepEqual(others, []);
    });

    it("can be the name of a JavaScript property", () => {
        assert.deepEqual(said({ roles: { a: { formerly: ["constructor", "toString"] } } }), []);
    });
});

describe("the namespace of an add-on with an association", () => {
    it("is reported once if it is missing", () => {
        const addon = { associations: { ctl: { role: {} } } };
        assert.deepEqual(
            said({ eksAddons: { "home-made": addon, "self-made": addon } }).map(text => text.split(":", 1)[0]),
            ['eksAddons["home-made"].namespace', 'eksAddons["self-made"].namespace'],
        );
    });
});
