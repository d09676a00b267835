import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { rolesMeant } from "./meaning";
import { closingMutants, openingMutants } from "./mutants";
import { prove } from "./proof";
import { registered } from "./registered";
import { scenarios } from "./scenario";
import type { Scenario } from "./scenario";
import { trialsOf } from "./trials";

/** `PROOF_SEED` repeats a run; `npm run prove` tries 10,000 stacks. */
const seed = process.env.PROOF_SEED === undefined ? Date.now() % 2 ** 31 : Number(process.env.PROOF_SEED);

describe("access, simulated for random stacks", function () {
    this.timeout(600_000);

    it("lets in everybody who should get in, and nobody else", async () => {
        const { counterexample, cases, simulations } = await prove({ runs: 60, seed });
        process.stdout.write(`      seed ${seed}: ${cases} stacks, ${simulations} simulations\n`);
        assert.equal(counterexample, undefined, `PROOF_SEED=${seed}\n${counterexample ?? ""}`);
    });

    it("is tried with every feature, and with as many requests to be let in as to be kept out", async () => {
        const samples = fc.sample(scenarios, { numRuns: 150, seed });
        const used = new Set(samples.flatMap(featuresOf));
        assert.deepEqual(
            features.filter(feature => !used.has(feature)),
            [],
        );
        let [allowed, denied] = [0, 0];
        for (const scenario of samples.slice(0, 20)) {
            const trials = trialsOf(scenario, await registered(scenario));
            allowed += trials.filter(({ shouldBeAllowed }) => shouldBeAllowed).length;
            denied += trials.filter(({ shouldBeAllowed }) => !shouldBeAllowed).length;
        }
        assert.ok(allowed > denied / 10 && denied > allowed / 10, `${allowed} and ${denied}`);
    });

    for (const [what, tamper] of Object.entries(openingMutants)) {
        it(`would notice ${what}: somebody gets in who should not`, async () => {
            const { falseAllows } = await prove({ runs: 300, seed, tamper, shrink: false });
            assert.ok(falseAllows > 0, `PROOF_SEED=${seed}`);
        });
    }

    for (const [what, tamper] of Object.entries(closingMutants)) {
        it(`would notice ${what}: somebody is kept out who should get in`, async () => {
            const { falseDenies } = await prove({ runs: 300, seed, tamper, shrink: false });
            assert.ok(falseDenies > 0, `PROOF_SEED=${seed}`);
        });
    }

    it("shrinks what it finds to the least that shows it", async () => {
        const { counterexample = "" } = await prove({
            runs: 300,
            seed,
            tamper: openingMutants["a dropped condition on aws:RequestTag/kubernetes-namespace"],
        });
        const scenario = JSON.parse(counterexample.slice(0, counterexample.lastIndexOf("\n}") + 2)) as Scenario;
        assert.ok(rolesMeant(scenario).length <= 2, counterexample);
        assert.match(counterexample, /allowed, and should not be: .* by another subject: /);
    });
});

const features = [
    ...[
        "scope namespace",
        "scope cluster",
        "scope account",
        "clusters",
        "organization",
        "sourceArn",
        "trust.statements",
    ],
    ...[
        "irsa",
        "without session tags",
        "session policy",
        "target role",
        "target role of several",
        "add-on",
        "shared role",
    ],
    ...["add-on with a shared role", "existing role", "document", "split", "exclusive", "preset", "alone", "ABAC"],
];

function featuresOf(scenario: Scenario): string[] {
    const meanings = rolesMeant(scenario);
    const associations = Object.values(scenario.args.associations ?? {});
    const addons = Object.values(scenario.args.eksAddons ?? {}).flatMap(addon =>
        Object.values(addon.associations ?? {}),
    );
    const some = (feature: string, holds: boolean): string[] => (holds ? [feature] : []);
    return [
        ...meanings.flatMap(({ role, sessionTags }) => [
            ...some(`scope ${role.trust?.scope ?? ""}`, true),
            ...some("clusters", role.trust?.clusters !== undefined),
            ...some("organization", role.trust?.organization === true),
            ...some("sourceArn", role.trust?.sourceArn === true),
            ...some("trust.statements", role.trust?.statements !== undefined),
            ...some("irsa", role.irsa !== undefined),
            ...some("without session tags", !sessionTags),
            ...some("document", role.document !== undefined),
            ...some("split", (role.statements ?? []).length > 20),
            ...some("exclusive", role.exclusive === true),
            ...some("preset", role.presets !== undefined),
            ...some("ABAC", JSON.stringify(role.statements ?? []).includes("aws:PrincipalTag/")),
        ]),
        ...some(
            "shared role",
            meanings.some(({ subjects, what }) => subjects.length > 1 && what.includes("shared")),
        ),
        ...some(
            "session policy",
            associations.some(({ sessionPolicy }) => sessionPolicy !== undefined),
        ),
        ...some(
            "existing role",
            associations.some(({ roleArn }) => roleArn !== undefined),
        ),
        ...some("target role", scenario.targets.length > 0),
        ...some(
            "target role of several",
            scenario.targets.some(({ args }) => args.sources.length > 1),
        ),
        ...some("add-on", addons.length > 0),
        ...some(
            "add-on with a shared role",
            addons.some(({ roleRef }) => roleRef !== undefined),
        ),
        ...some("alone", scenario.alone !== undefined),
    ];
}
