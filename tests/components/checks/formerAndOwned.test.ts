import * as assert from "node:assert/strict";
import { problemText } from "../../../components/rules/problem";
import { stackProblems } from "../../../components/checks/stack";

const said = (args: object): string[] => stackProblems({ clusterName: "dev", ...args }).map(problemText);

describe("a former key of a shared role", () => {
    it("is told in its own place", () => {
        const [first, ...others] = said({ roles: { a: { formerly: ["x", "b"] }, b: {} } });
        assert.match(first ?? "", /^roles\.a\.formerly\[1\]: "b" is the key of a role of today/);
        assert.deepEqual(others, []);
    });

    it("may be a word that JavaScript knows", () => {
        assert.deepEqual(said({ roles: { a: { formerly: ["constructor", "toString"] } } }), []);
    });
});

describe("the owner of an association", () => {
    it("is not asked for where the namespace of an add-on is not known: that is told by itself", () => {
        const addon = { associations: { ctl: { role: {} } } };
        assert.deepEqual(
            said({ eksAddons: { "home-made": addon, "self-made": addon } }).map(text => text.split(":", 1)[0]),
            ['eksAddons["home-made"].namespace', 'eksAddons["self-made"].namespace'],
        );
    });
});
