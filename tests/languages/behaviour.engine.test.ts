import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { openPrograms, requireLanguage, stateOf } from "./programs";
import type { Program, Programs, StateResource } from "./programs";

type Config = Readonly<Record<string, string>>;

const plain = (scenario: string, config: Config = {}): Program => ({
    language: "typescript",
    stack: `${scenario}-plain`,
    config: { component: "plain", scenario, ...config },
});
const remote = (scenario: string, config: Config = {}): Program => ({
    language: "typescript",
    stack: scenario,
    config: { component: "remote", scenario, ...config },
});

describe("a component in the plugin", () => {
    let programs: Programs;
    before(async function () {
        programs = await openPrograms(this);
    });
    after(() => (programs as Programs | undefined)?.close());
    afterEach(() => programs.destroyLeftovers());

    /**
     * The state after a program. The stack is empty afterwards, because AWS allows one association for each subject.
     */
    async function leaves(program: Program): Promise<Record<string, StateResource>> {
        await programs.up(program);
        const state = await stateOf(programs, program);
        await programs.destroy(program);
        return state;
    }

    describe("with the example of the tests", () => {
        let expected: Record<string, StateResource>;
        before(async () => {
            expected = await leaves(plain("story"));
        });

        it("has the same children, inputs, outputs and dependencies as in a program", async () => {
            assert.deepEqual(await leaves(remote("story")), expected);
        });

        it("has the same from Python", async function () {
            await requireLanguage(this, "python");
            assert.deepEqual(await leaves({ language: "python", stack: "story-python" }), expected);
        });
    });

    it("also has the same for the other four components", async () => {
        assert.deepEqual(await leaves(remote("others")), await leaves(plain("others")));
    });

    it("supports providers, protect, retainOnDelete, dependsOn and transforms, and dependents wait for it", async () => {
        const withOptions = async (program: (scenario: string, config: Config) => Program) => {
            await programs.up(program("options", { retain: "true" }));
            const state = await stateOf(programs, program("options", { retain: "true" }));
            await leaves(program("options", { retain: "false" }));
            return state;
        };
        const expected = await withOptions(plain);
        const state = await withOptions(remote);
        const { ["aws:iam/policy:Policy::workload"]: workload, ...rest } = state;
        const { ["aws:iam/policy:Policy::workload"]: expectedWorkload, ...expectedRest } = expected;
        assert.deepEqual(rest, expectedRest);
        // The SDK of a program expands its own component to its children. The engine waits for a remote one.
        assert.ok(expectedWorkload?.dependencies.some(urn => urn.endsWith("::identity/shop/orders")));
        assert.deepEqual(workload?.dependencies, ["eks-pod-identity:index:PodIdentityStack::identity"]);

        const roles = Object.values(state).filter(({ type }) => type === "aws:iam/role:Role");
        assert.equal(roles.length, 3);
        for (const { inputs, protect, retainOnDelete, provider, dependencies } of roles) {
            assert.equal((inputs as { maxSessionDuration: number }).maxSessionDuration, 5400);
            assert.deepEqual({ protect, retainOnDelete }, { protect: true, retainOnDelete: true });
            assert.match(provider, /frankfurt/);
            assert.ok(dependencies.some(urn => urn.endsWith("::before")));
        }
    });

    it("keeps secrets secret in the state", async () => {
        const expected = await leaves(plain("secrets"));
        await programs.up(remote("secrets"));
        const exported = await programs.run(remote("secrets"), "stack", "export");
        assert.match(exported.stdout, /"ciphertext"/);
        assert.doesNotMatch(exported.stdout, /hidden/);
        assert.deepEqual(await stateOf(programs, remote("secrets")), expected);
        await programs.destroy(remote("secrets"));
    });

    it("keeps unknown values unknown in a preview", async () => {
        const [expected, inputs] = await Promise.all([plain("unknowns"), remote("unknowns")].map(previewedInputs));
        assert.deepEqual(inputs, expected);
        const unknown = JSON.stringify(inputs).match(/04da6b54-80e4-46f7-96ec-b56ff0331ba9/g) ?? [];
        assert.ok(unknown.length > 5, String(unknown.length));
    });

    /** The resources of a preview, by type and name. */
    async function previewedInputs(program: Program): Promise<Record<string, unknown>> {
        const { stdout, stderr } = await programs.run(program, "preview", "--json");
        assert.notEqual(stdout, "", stderr);
        const { steps } = JSON.parse(stdout) as {
            steps: readonly { readonly urn: string; readonly newState: { readonly inputs: unknown } }[];
        };
        const ours = steps.filter(({ urn }) => /::(eks-pod-identity|aws):/.test(urn));
        return Object.fromEntries(
            ours.map(({ urn, newState }) => [urn.split("::").slice(2).join("::"), newState.inputs] as const).sort(),
        );
    }

    it("keeps all its children under a new name with an alias", async () => {
        const before = remote("story");
        const renamed: Program = { ...remote("renamed"), stack: before.stack };
        await programs.up(before);
        const { stdout } = await programs.up(renamed);
        assert.match(stdout, /Resources:\s+\d+ unchanged\s+Duration/);
        await programs.destroy(renamed);
    });

    it("does not collide with another in the same program", async () => {
        assert.deepEqual(await leaves(remote("two")), await leaves(plain("two")));
    });

    it("reports all problems together with their paths, and prints no secret", async () => {
        const { code, stdout, stderr } = await programs.run(remote("wrong"), "up", "--yes", "--skip-preview");
        const text = stdout + stderr;
        assert.notEqual(code, 0);
        assert.match(text, /PodIdentityStack "identity" has 6 problems, so nothing was registered$/m);
        const places = [...text.matchAll(/property args\.(\S+) has a problem: /g)].map(([, place]) => place);
        assert.deepEqual(places, [
            "agent.mode",
            'associations["Shop/orders"]',
            'associations["Shop/orders"].roleRef',
            'associations["shop/orders"].role.path',
            'associations["shop/orders"].role.statements[0].effect',
            'associations["shop/orders"].tags["aws:code"]',
        ]);
        assert.doesNotMatch(text, /hidden|node_modules|with value/);
        assert.deepEqual(await stateOf(programs, remote("wrong")), {});
    });

    it("reports an error at deployment in one sentence, without a stack trace", async () => {
        const { code, stdout, stderr } = await programs.run(remote("absent"), "up", "--yes", "--skip-preview");
        assert.notEqual(code, 0);
        assert.match(stdout, /The EKS cluster "tset" cannot be read/);
        assert.doesNotMatch(stdout + stderr, /node_modules|^ +at /m);
    });

    it("waits for a trust policy that has not arrived, and logs it", async () => {
        await faults([{ trustRefusedFor: 1 }]);
        const { stdout } = await programs.up(remote("story"));
        await faults([]);
        assert.match(stdout, /identity\/shop\/orders: not visible in AWS yet, retrying in 2 s/);
        await programs.destroy(remote("story"));
    });

    it("explains an existing resource, and how to import it", async () => {
        const exists = "ResourceInUseException: Association already exists: a-0123456789abcdef0";
        await faults([
            { operation: "CreatePodIdentityAssociation", match: { serviceAccount: "orders" }, error: exists },
        ]);
        const { code, stdout } = await programs.run(remote("story"), "up", "--yes", "--skip-preview");
        await faults([]);
        assert.notEqual(code, 0);
        assert.match(stdout, /shop\/orders has a Pod Identity association on the cluster "test" already/);
        assert.match(stdout, /pulumi import 'aws:eks\/podIdentityAssociation:PodIdentityAssociation'/);
        await programs.destroy(remote("story"));
    });

    async function faults(list: readonly object[]): Promise<void> {
        await fs.writeFile(path.join(path.dirname(programs.sandbox.project), "faults.json"), JSON.stringify(list));
    }
});
