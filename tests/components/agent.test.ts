import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityAgent, PodIdentityStack } from "../../components";
import type { PodIdentityAgentArgs } from "../../components";
import { capture, types, valueOf } from "./capture";
import type { Capture, World } from "./capture";

function deploy(
    args: Partial<PodIdentityAgentArgs> = {},
    world: World = {},
): Promise<Capture & { agent: PodIdentityAgent }> {
    let agent: PodIdentityAgent | undefined;
    return capture(() => (agent = new PodIdentityAgent("agent", { clusterName: "dev", ...args })), world).then(
        captured => {
            assert.ok(agent);
            return { ...captured, agent };
        },
    );
}

async function inputsOf(args: Partial<PodIdentityAgentArgs>): Promise<Record<string, unknown>> {
    const { of } = await deploy(args);
    return of(types.addon).get("agent")?.inputs ?? {};
}

describe("PodIdentityAgent", () => {
    it("installs the managed add-on without a role, and adopts a self-managed agent", async () => {
        assert.deepEqual(await inputsOf({}), {
            addonName: "eks-pod-identity-agent",
            clusterName: "dev",
            resolveConflictsOnCreate: "OVERWRITE",
            resolveConflictsOnUpdate: "OVERWRITE",
        });
    });

    it("uses the given version, and otherwise leaves the version to AWS", async () => {
        assert.equal("addonVersion" in (await inputsOf({})), false);
        assert.equal((await inputsOf({ version: "v1.3.9-eksbuild.3" })).addonVersion, "v1.3.9-eksbuild.3");
    });

    it('looks up the latest version if the version is "latest"', async () => {
        assert.equal((await inputsOf({ version: "latest" })).addonVersion, "v9.9.9-eksbuild.1");
    });

    it("writes the same configuration for any order of keys", async () => {
        const one = await inputsOf({ configuration: { b: 1, a: { d: [1, { f: 2, e: 3 }], c: pulumi.output(4) } } });
        const other = await inputsOf({ configuration: { a: { c: 4, d: [1, { e: 3, f: 2 }] }, b: 1 } });
        assert.equal(one.configurationValues, '{"a":{"c":4,"d":[1,{"e":3,"f":2}]},"b":1}');
        assert.deepEqual(one, other);
    });

    it("passes on preserve and tags, but no empty tags", async () => {
        const { preserve, tags } = await inputsOf({ preserve: true, tags: { team: "platform" } });
        assert.deepEqual({ preserve, tags }, { preserve: true, tags: { team: "platform" } });
        assert.equal("tags" in (await inputsOf({ tags: {} })), false);
    });

    it("registers no add-on in mode existing, and returns the ARN and version of the existing one", async () => {
        const { of, agent } = await deploy({ mode: "existing" }, { addons: ["dev"] });
        assert.equal(of(types.addon).size, 0);
        assert.match(await valueOf(agent.addonArn), /addon\/dev$/);
        assert.equal(await valueOf(agent.addonVersion), "v1.2.0-eksbuild.1");
    });

    it("fails in mode existing if the add-on does not exist", async () => {
        await assert.rejects(deploy({ mode: "existing" }, { addons: [] }), (error: Error) => {
            assert.match(
                error.message,
                /mode is "existing", but the add-on eks-pod-identity-agent cannot be read on the cluster "dev"/,
            );
            assert.match(error.message, /use mode "install"/);
            return true;
        });
    });

    it("registers no add-on in mode builtIn", async () => {
        const { of, agent, warnings } = await deploy({ mode: "builtIn" }, { autoMode: true });
        assert.equal(of(types.addon).size, 0);
        assert.equal(await valueOf(agent.addonArn), "");
        assert.deepEqual(warnings, []);
    });

    it("warns once if the mode contradicts the cluster's Auto Mode", async () => {
        const stack = (mode: "install" | "builtIn", autoMode: boolean): Promise<Capture> =>
            capture(() => new PodIdentityStack("identity", { clusterName: "dev", agent: { mode } }), { autoMode });
        assert.deepEqual((await stack("install", false)).warnings, []);
        assert.match(
            (await stack("install", true)).warnings.join("\n"),
            /^.*runs in EKS Auto Mode.*if all its nodes are Auto Mode, use mode "builtIn".*$/,
        );
        assert.match(
            (await stack("builtIn", false)).warnings.join("\n"),
            /^.*does not run in EKS Auto Mode.*Use mode "install".*$/,
        );
    });
});
