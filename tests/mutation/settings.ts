/** The settings of Stryker for `npm run mutate`: what is mutated, and which tests have to fail. */
import type { Stryker } from "@stryker-mutator/core" with { "resolution-mode": "import" };

type Settings = NonNullable<ConstructorParameters<typeof Stryker>[0]>;

export interface Group {
    readonly files: string;
    /** The fastest first: the first failure ends the run of a mutant. */
    readonly tests: readonly string[];
}

/**
 * Each group has the tests that are close to its code. They are tests of pure functions: the promises of programs under mocks
 * outlive a failure, and would fail the tests of the next mutant. They calculate nothing while their files are loaded, because
 * Stryker would repeat that in a new process for each mutant.
 */
export const groups: Readonly<Record<string, Group>> = {
    access: {
        files: "components/access/*.ts",
        tests: ["tests/components/access/*.test.ts", "tests/components/checks/*.test.ts"],
    },
    evaluation: {
        files: "components/access/evaluation/*.ts",
        tests: ["tests/components/access/evaluation/!(oracle).test.ts"],
    },
    decisions: {
        files: "components/decisions/*.ts",
        tests: ["tests/components/decisions/*.test.ts", "tests/components/checks/*.test.ts"],
    },
    rules: {
        files: "components/rules/*.ts",
        tests: [
            "tests/components/rules/*.test.ts",
            "tests/components/decisions/*.test.ts",
            "tests/components/checks/*.test.ts",
            "tests/config/messages.test.ts",
        ],
    },
};

const leftOut = [
    // Random or large: each takes seconds and runs almost every line.
    "a message with keys of the args stays short",
    "is never rejected by PodIdentityRole after",
    "decisions on args with mistakes are never an exception",
    "decisions on args with mistakes are made in a moment",
    "for every AWS managed policy",
    "the data distilled from AWS managed policies is current",
    "refuses 5,001 associations",
    "a pattern matches the same texts as its automaton",
    "are undefined where there are too many combinations",
    // Programs under mocks, and the command.
    "can have one target role for sixty associations",
    "reports all problems together, and registers nothing",
    "registers nothing if its args are invalid",
    "are reported together, before any resource is registered",
    "does not repeat warnings of the stack",
    "causes a warning of the command",
    // Only the compiler checks it, and it calls what also runs while files are loaded.
    "rules of an interface compile only with",
    // They read sources or a link, and Stryker runs the tests on a changed copy.
    "are in this table for every rule",
    "included files that cannot be read",
];

export function settings(group: string, { tests }: Group, given: Settings): Settings {
    return {
        testRunner: "mocha",
        plugins: ["@stryker-mutator/mocha-runner"],
        mochaOptions: { spec: [...tests], grep: `^(?!.*(${leftOut.join("|")}))` },
        coverageAnalysis: "perTest",
        // A mutant that runs only while its file is loaded needs a new process, and all tests: half a minute each.
        ignoreStatic: true,
        // A busy machine must not kill mutants. Endless loops end earlier, by the number of their turns.
        timeoutMS: 20_000,
        ignorePatterns: ["/.sandbox", "/dist", "/dist-release", "/reports", "/sandbox"],
        incremental: true,
        incrementalFile: `reports/mutation/${group}.json`,
        reporters: ["progress-append-only", "html"],
        htmlReporter: { fileName: `reports/mutation/${group}.html` },
        allowConsoleColors: false,
        ...given,
    };
}
