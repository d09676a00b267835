import * as assert from "node:assert/strict";
import { problemText } from "../../../components/rules/problem";
import { stackProblems } from "../../../components/checks/stack";
import { checkedTargetRoles } from "../../../components/checks/targetRole";
import { decide } from "../../../components/decisions/stack";
import { stackWarnings } from "../../../components/checks/fit/warnings";
import type { PodIdentityStackArgs } from "../../../components";
import { allTogether, documentedConfigs } from "./docs";

describe("docs/access.md", () => {
    const configs = documentedConfigs();

    it("has a configuration for each feature", () => {
        assert.ok(configs.length >= 10);
    });

    it("has configurations that go up together: no two give one name to two things", () => {
        assert.doesNotThrow(() => allTogether(configs));
    });

    configs.forEach(({ heading, clusterName = "dev", config: { targetRoles: targets, ...stack } }, index) => {
        it(`shows nothing that is refused or warned of: ${heading} (${index + 1})`, () => {
            const args = { clusterName, ...stack } as PodIdentityStackArgs;
            // A scope wider than the subjects is what some of them show.
            const warnings = stackWarnings(decide("", args)).filter(
                ({ problem }) => !problem.startsWith("opens the role to"),
            );
            assert.deepEqual([...stackProblems(args), ...warnings].map(problemText), []);
            assert.deepEqual(checkedTargetRoles(targets ?? {}).problems.map(problemText), []);
        });
    });
});
