import * as assert from "node:assert/strict";
import { keptConfigurations } from "../../../components/registering/keptConfiguration";

describe("a configuration that is removed from an add-on", () => {
    const configuration = { replicaCount: 2 };
    const ebs = "aws-ebs-csi-driver";

    it("causes a warning, because AWS keeps it, with the way to reset it", () => {
        const before = { agent: { configuration }, eksAddons: { [ebs]: { configuration } } };
        assert.deepEqual(
            keptConfigurations(before, { eksAddons: { [ebs]: {} } }),
            [
                ["agent", "eks-pod-identity-agent"],
                [`eksAddons["${ebs}"]`, ebs],
            ].map(
                ([key = "", name = ""]) =>
                    `${key}.configuration was removed, but the add-on "${name}" keeps its last configuration: AWS's provider cannot remove it. Set configuration: {} to reset it.`,
            ),
        );
    });

    for (const [title, after] of Object.entries({
        "is reset": { agent: { configuration: {} }, eksAddons: { [ebs]: { configuration: {} } } },
        changes: { agent: { configuration: { a: 1 } }, eksAddons: { [ebs]: { configuration: { b: 1 } } } },
        "goes with its add-on": { agent: { mode: "builtIn" }, eksAddons: {} },
    })) {
        it(`causes none if it ${title}`, () => {
            const before = { agent: { configuration }, eksAddons: { [ebs]: { configuration } } };
            assert.deepEqual(keptConfigurations(before, after), []);
        });
    }

    it("causes none if it was reset before", () => {
        const before = { agent: { configuration: {} }, eksAddons: { [ebs]: { configuration: {} } } };
        assert.deepEqual(keptConfigurations(before, { agent: {}, eksAddons: { [ebs]: {} } }), []);
    });

    it("is the same with null as without a value", () => {
        const before = { agent: { configuration }, eksAddons: { [ebs]: { configuration } } };
        const none = { agent: { configuration: null }, eksAddons: { [ebs]: { configuration: null } } };
        assert.equal(keptConfigurations(before, none).length, 2);
        assert.equal(keptConfigurations(before, { agent: null, eksAddons: none.eksAddons }).length, 2);
        assert.deepEqual(keptConfigurations(none, { agent: {}, eksAddons: { [ebs]: {} } }), []);
    });

    it("causes none if there was none", () => {
        assert.deepEqual(keptConfigurations({}, { agent: {}, eksAddons: { [ebs]: {} } }), []);
    });
});
