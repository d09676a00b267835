import * as assert from "node:assert/strict";
import type { PodIdentityStackArgs } from "../../components";
import { stackProblems } from "../../components/checks/stack";
import { scenarios } from "./scenarios";

describe("the deployments that are interrupted", () => {
    for (const { title, before, after } of Object.values(scenarios)) {
        it(`have valid configs: ${title}`, () => {
            for (const config of [before, after]) {
                if (config) assert.deepEqual(stackProblems(config as unknown as PodIdentityStackArgs), []);
            }
        });
    }
});
