import * as assert from "node:assert/strict";
import { openPrograms, requireLanguage, stateOf } from "./programs";
import type { Program, Programs, StateResource } from "./programs";

const plain = (scenario: string, stack = scenario): Program => ({
    language: "typescript",
    stack,
    config: { component: "plain", scenario },
});
const remote = (scenario: string, stack = scenario): Program => ({
    language: "typescript",
    stack,
    config: { component: "remote", scenario },
});

describe("a component in the plugin", () => {
    let programs: Programs;
    before(async function () {
        programs = await openPrograms(this);
    });
    after(() => (programs as Programs | undefined)?.close());

    /** The state that a program leaves; afterwards its stack is empty again, since AWS has one association for a subject. */
    async function leaves(program: Program): Promise<Record<string, StateResource>> {
        await programs.up(program);
        const state = await stateOf(programs, program);
        await programs.destroy(program);
        return state;
    }

    describe("with the story of the tests", () => {
        let expected: Record<string, StateResource>;
        before(async () => {
            expected = await leaves(plain("story"));
        });

        it("has the children, inputs, outputs and dependencies of the one in a program", async () => {
            assert.deepEqual(await leaves(remote("story")), expected);
        });

        it("has them from Python", async function () {
            await requireLanguage(this, "python");
            assert.deepEqual(await leaves({ language: "python", stack: "story" }), expected);
        });
    });
});
