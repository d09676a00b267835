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

    it("has configurations that can be deployed together: no name is used twice", () => {
        assert.doesNotThrow(() => allTogether(configs));
    });

    configs.forEach(({ heading, clusterName = "dev", config: { targetRoles: targets, ...stack } }, index) => {
        it(`has a configuration without errors and warnings: ${heading} (${index + 1})`, () => {
            const args = { clusterName, ...stack } as PodIdentityStackArgs;
            // Some of them show a scope wider than the subjects.
            const warnings = stackWarnings(decide("", args)).filter(
                ({ problem }) => !problem.startsWith("opens the role to"),
            );
            assert.deepEqual([...stackProblems(args), ...warnings].map(problemText), []);
            assert.deepEqual(checkedTargetRoles(targets ?? {}).problems.map(problemText), []);
        });
    });
});
