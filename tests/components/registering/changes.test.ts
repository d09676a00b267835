import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { addonChange, agentChange, roleChange, targetRoleChange } from "../../../components/registering/changes";
import type { HookOptions } from "../../../components/registering/hooks";

describe("a change of a component that is used alone", () => {
    const arn = "arn:aws:iam::111122223333:policy/export";
    const under = (key: string): object => ({ managedPolicyArns: { [key]: arn } });
    const { warn } = pulumi.log;
    let warnings: string[];

    beforeEach(async () => {
        await pulumi.runtime.setMocks({
            newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
            call: () => ({}),
        });
        const accept = (_request: unknown, callback: (error: null, response: object) => void): void => {
            callback(null, {});
        };
        Object.assign(pulumi.runtime.getMonitor() ?? {}, { registerErrorHook: accept, registerResourceHook: accept });
        warnings = [];
        Object.assign(pulumi.log, { warn: (text: string) => Promise.resolve(warnings.push(text)) });
    });
    afterEach(() => {
        Object.assign(pulumi.log, { warn });
    });

    async function change({ hooks }: HookOptions, oldInputs: object, newInputs: object): Promise<void> {
        const [hook] = hooks?.beforeUpdate ?? [];
        assert.ok(hook instanceof pulumi.ResourceHook);
        await hook.callback({ urn: "", id: "", name: "x", type: "", oldInputs, newInputs });
    }

    for (const [title, hooks, inputs] of [
        ["role", () => roleChange("x", undefined), (role: object) => role],
        ["target role", () => targetRoleChange("x", undefined), (role: object) => role],
        [
            "add-on",
            () => addonChange("x", undefined),
            (role: object) => ({ addonName: "vpc-cni", associations: { "aws-node": { role } } }),
        ],
    ] as const) {
        it(`is refused if a ${title} would lose a managed policy`, async () => {
            await assert.rejects(
                change(hooks(), inputs(under("a")), inputs(under("b"))),
                /the role has the policy export already/,
            );
            await change(hooks(), inputs(under("a")), inputs({ managedPolicyArns: { a: arn, b: `${arn}-2` } }));
        });
    }

    it("causes a warning if AWS keeps the configuration of an add-on or of the agent", async () => {
        const configuration = { env: { LEVEL: "5" } };
        await change(addonChange("x", undefined), { addonName: "vpc-cni", configuration }, { addonName: "vpc-cni" });
        await change(agentChange("x", undefined), { configuration }, {});
        await change(agentChange("x", undefined), { configuration }, { mode: "builtIn" });
        assert.deepEqual(
            warnings.map(text => text.replace(/: AWS's.*/, "")),
            ["vpc-cni", "eks-pod-identity-agent"].map(
                name => `configuration was removed, but the add-on "${name}" keeps its last configuration`,
            ),
        );
    });
});
