import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { closingAssociationMutants, openingAssociationMutants } from "./associationMutants";
import { coveringScenarios, refusedScenarios } from "./coveringScenarios";
import { features, featuresOf, registeredFeatures, registeredFeaturesOf } from "./features";
import { rolesMeant } from "./meaning";
import { closingMutants, openingMutants } from "./mutants";
import { problemsOf, prove } from "./proof";
import { registered } from "./registered";
import { scenarios } from "./scenario";
import type { Scenario } from "./scenario";
import { trialsOf } from "./trials";

/** `PROOF_SEED` repeats a run; `npm run prove` tries 10,000 stacks. */
const seed = process.env.PROOF_SEED === undefined ? Date.now() % 2 ** 31 : Number(process.env.PROOF_SEED);

/** Tests of the generator, and of how a counterexample shrinks, do not depend on the seed of the day. */
const fixedSeed = 321_236_990;

/** Mutants are tried only with these. */
const covering = { runs: coveringScenarios.length, first: coveringScenarios, seed: fixedSeed };

describe("access, simulated for random stacks", function () {
    this.timeout(600_000);

    it("is given to exactly the intended subjects", async () => {
        const { counterexample, cases, simulations } = await prove({ runs: 60, seed, first: coveringScenarios });
        process.stdout.write(`      seed ${seed}: ${cases} stacks, ${simulations} simulations\n`);
        assert.equal(counterexample, undefined, `PROOF_SEED=${seed}\n${counterexample ?? ""}`);
    });

    it("is tried with every feature, and with as many requests to allow as to deny", async () => {
        const samples = fc.sample(scenarios, { numRuns: 150, seed: fixedSeed });
        const used = new Set(samples.flatMap(featuresOf));
        let [allowed, denied] = [0, 0];
        for (const scenario of samples) {
            const made = await registered(scenario);
            const trials = trialsOf(scenario, made);
            registeredFeaturesOf(made).forEach(feature => used.add(feature));
            allowed += trials.filter(({ shouldBeAllowed }) => shouldBeAllowed).length;
            denied += trials.filter(({ shouldBeAllowed }) => !shouldBeAllowed).length;
        }
        assert.deepEqual(
            [...features, ...registeredFeatures].filter(feature => !used.has(feature)),
            [],
        );
        assert.ok(allowed > denied / 10 && denied > allowed / 10, `${allowed} and ${denied}`);
    });

    for (const [what, tamper] of Object.entries({ ...openingMutants, ...openingAssociationMutants })) {
        it(`would be wrong with ${what}, and too much access is detected`, async () => {
            const { falseAllows } = await prove({ ...covering, tamper, only: "falseAllows", shrink: false });
            assert.ok(falseAllows > 0);
        });
    }

    for (const [what, tamper] of Object.entries({ ...closingMutants, ...closingAssociationMutants })) {
        it(`would be wrong with ${what}, and missing access is detected`, async () => {
            const { falseDenies } = await prove({ ...covering, tamper, only: "falseDenies", shrink: false });
            assert.ok(falseDenies > 0);
        });
    }

    for (const [what, { refused, legal, tamper }] of Object.entries(refusedScenarios)) {
        it(`would be wrong with ${what}, and the checks reject it`, async () => {
            assert.notDeepEqual(problemsOf(refused), []);
            const { falseAllows } = await prove({
                ...{ runs: 1, first: [refused], seed: fixedSeed, shrink: false },
                ...{ registeredAs: legal, tamper, only: "falseAllows" },
            });
            assert.ok(falseAllows > 0);
        });
    }

    it("has the smallest counterexample after shrinking", async () => {
        const { counterexample = "" } = await prove({
            runs: 300,
            seed: fixedSeed,
            tamper: openingMutants["a dropped condition on aws:RequestTag/kubernetes-namespace"],
        });
        const scenario = JSON.parse(counterexample.slice(0, counterexample.lastIndexOf("\n}") + 2)) as Scenario;
        assert.ok(rolesMeant(scenario).length <= 2, counterexample);
        // The condition is also in the trust policy of target roles.
        assert.match(
            counterexample,
            /allowed, and should not be: .* by (another subject|the tags of another namespace): /,
        );
    });
});
