import * as assert from "node:assert/strict";
import * as path from "node:path";
import type { Result } from "../../../sandbox/sandbox";
import type { Call } from "../../../sandbox/provider/callLog";
import { account, changesOf, closeStacks, messagesOf, openStacks, region } from "../../program/engineStack";
import type { EngineStacks } from "../../program/engineStack";
import { writeStackFile } from "../../program/stackFile";
import { callsOf } from "./engine";

const folder = path.join("tests", "access", "engine", "programs");
type Config = Readonly<Record<string, string>>;

describe("a dependent of the component", () => {
    let stacks: EngineStacks;
    let workloads = 0;

    before(async function () {
        stacks = await openStacks(this);
        await stacks.sandbox.seed([
            { account, region, clusters: [{ name: "test" }], roles: [`arn:aws:iam::${account}:role/report`] },
        ]);
    });
    afterEach(() => run("ready", { workload: "none" }, "destroy", "--yes", "--skip-preview"));
    after(() => closeStacks(stacks));

    async function run(stack: string, config: Config, ...args: readonly string[]): Promise<Result> {
        const values = { scenario: "workload", ...config };
        await writeStackFile(path.join(stacks.sandbox.project, folder), stack, "access", values);
        const env = {
            PULUMI_NODEJS_TRANSPILE_ONLY: "true",
            // Otherwise the checkpoints of a thousand associations take most of the time.
            ...(config.count && { PULUMI_SKIP_CHECKPOINTS: "true", PULUMI_EXPERIMENTAL: "true" }),
        };
        return stacks.sandbox.pulumi([...args, "--stack", stack], { cwd: folder, env });
    }

    interface Deployed {
        readonly result: Result;
        /**
         * From the call that created the newest association to the call that created the workload; `undefined` if none
         * is new.
         */
        readonly milliseconds: number | undefined;
        readonly created: number;
    }

    /** Creates a new workload. */
    async function up(config: Config, ...flags: readonly string[]): Promise<Deployed> {
        const creating = config.kind === "addon" || config.addon ? "CreateAddon" : "CreatePodIdentityAssociation";
        const before = (await callsOf(stacks.sandbox, creating)).length;
        const workload = `workload-${String(++workloads)}`;
        const args = ["up", "--yes", "--skip-preview", "--json", ...flags];
        const result = await run("ready", { workload, ...config }, ...args);
        assert.equal(result.code, 0, messagesOf(result, "error") + result.stderr);
        const associations = (await callsOf(stacks.sandbox, creating)).slice(before);
        const workloadCall = (await callsOf(stacks.sandbox, "CreatePolicy")).find(
            ({ input }) => (input as { readonly PolicyName: string }).PolicyName === workload,
        );
        const newest = Math.max(...associations.map(timeOf));
        const milliseconds = associations.length === 0 ? undefined : timeOf(workloadCall) - newest;
        return { result, milliseconds, created: associations.length };
    }

    function waits({ result }: Deployed): readonly string[] {
        return messagesOf(result, "info").match(/Waiting up to .*/g) ?? [];
    }

    function isAtLeast(seconds: number, { milliseconds = 0 }: Deployed): void {
        assert.ok(milliseconds >= seconds * 1000, `${String(milliseconds)} ms`);
    }

    it("is created after the wait for a new association, which is in the log", async () => {
        const deployed = await up({ seconds: "3" });
        isAtLeast(3, deployed);
        assert.deepEqual(waits(deployed), [
            "Waiting up to 3 s for EKS to propagate a new association: a pod created earlier gets no credentials (propagationSeconds).",
        ]);
    });

    it("waits 5 s by default", async () => {
        isAtLeast(5, await up({}));
    });

    it("does not wait if no association is new, in a preview, and on destroy", async () => {
        const preview = await run("ready", { workload: "first", seconds: "60" }, "preview", "--json");
        assert.equal(preview.code, 0, preview.stderr);
        assert.doesNotMatch(preview.stdout, /Waiting/);
        await up({ seconds: "1" });
        const again = await up({ seconds: "60" });
        // Only their tags changed.
        assert.ok(changesOf(again.result).update?.includes("PodIdentityAssociation identity/shop/orders-0"));
        assert.deepEqual([again.created, waits(again)], [0, []]);
        const gone = await run("ready", { workload: "none", seconds: "60" }, "destroy", "--yes", "--run-program");
        assert.equal(gone.code, 0, gone.stdout + gone.stderr);
        assert.doesNotMatch(gone.stdout, /Waiting/);
    });

    it("does not wait if the time is 0", async () => {
        assert.deepEqual(waits(await up({ seconds: "0" })), []);
    });

    it("waits for a replaced association", async () => {
        await up({ seconds: "0" });
        const replaced = await up({ seconds: "3", targetRole: "true" });
        assert.equal(replaced.created, 1);
        isAtLeast(3, replaced);
        assert.equal(waits(replaced).length, 1);
    });

    it("waits inside another component, with one operation at a time", async () => {
        const deployed = await up({ seconds: "3", kind: "inside" }, "--parallel", "1");
        isAtLeast(3, deployed);
        assert.equal(waits(deployed).length, 1);
    });

    it("waits once for the associations of an add-on, alone and in a stack", async () => {
        const alone = await up({ seconds: "3", kind: "addon" });
        isAtLeast(3, alone);
        assert.equal(waits(alone).length, 1);
        await run("ready", { workload: "none" }, "destroy", "--yes", "--skip-preview");
        const inStack = await up({ seconds: "3", addon: "true" });
        isAtLeast(3, inStack);
        assert.match(waits(inStack).join(), /^Waiting up to 3 s for EKS to propagate 2 new associations:[^,]*$/);
    });

    it("waits once for a thousand associations", async () => {
        const deployed = await up({ seconds: "3", count: "1000" });
        assert.equal(deployed.created, 1000);
        isAtLeast(3, deployed);
        assert.match(waits(deployed).join(), /^Waiting up to 3 s for EKS to propagate 1000 new associations:[^,]*$/);
    });

    it("does not delay other resources: a user of a role's ARN waits only for its association", async () => {
        await up({ seconds: "15", early: "true" });
        const names = (await callsOf(stacks.sandbox, "CreatePolicy")).map(
            ({ input }) => (input as { readonly PolicyName: string }).PolicyName,
        );
        const own = `workload-${String(workloads)}`;
        assert.deepEqual(
            names.filter(name => name.startsWith(own)),
            [`${own}-early`, own],
        );
    });
});

function timeOf(call: Call | undefined): number {
    assert.ok(call);
    return new Date(call.time).getTime();
}
