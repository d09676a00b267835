import * as assert from "node:assert/strict";
import { generatesSdk, needsAws, parseCommandLine, pulumiCommand, stackToEnsure } from "../../sandbox/commandLine";

describe("the command line of the sandbox", () => {
    it("passes a Pulumi command on as it is", () => {
        assert.deepEqual(parseCommandLine(["up", "--stack", "dev", "--help"]), {
            action: "pulumi",
            provider: "sandbox",
            rest: ["up", "--stack", "dev", "--help"],
        });
    });

    it("takes its own options before the command only: `pulumi import` has a --provider too", () => {
        assert.equal(parseCommandLine(["--provider", "official", "up"]).provider, "official");
        assert.equal(parseCommandLine(["--provider=official", "show"]).action, "show");
        const imported = parseCommandLine(["import", "--provider", "aws=urn"]);
        assert.deepEqual([imported.provider, imported.rest.length], ["sandbox", 3]);
    });

    it("shows the help for --help, and refuses other options of its own actions", () => {
        assert.equal(parseCommandLine(["show", "--help"]).action, "help");
        assert.equal(parseCommandLine(["reset", "-h"]).action, "help");
        assert.deepEqual(parseCommandLine(["show", "--json"]).rest, ["--json"]);
        assert.throws(() => parseCommandLine(["show", "foo"]), /"show" takes only --json, not "foo"\./);
        assert.throws(() => parseCommandLine(["reset", "--stack"]), /"reset" takes nothing, not "--stack"\./);
    });

    it("lists the providers if --provider has another value", () => {
        assert.throws(() => parseCommandLine(["--provider", "mine", "up"]), /"sandbox".*"official"/);
    });

    for (const args of [[], ["--help"], ["-h"], ["--provider", "official", "--help"]]) {
        it(`shows the help for ${JSON.stringify(args)}`, () => {
            assert.equal(parseCommandLine(args).action, "help");
        });
    }
});

describe("the stack that a command names", () => {
    const table: readonly (readonly [string, string | undefined])[] = [
        ["up --stack dev --yes", "dev"],
        ["up --yes --stack=dev", "dev"],
        ["preview -s dev", "dev"],
        ["preview -s=dev", "dev"],
        ["up -ys dev", "dev"],
        ["up --yes", undefined],
        ["--color never up -s dev", "dev"],
        ["stack select dev", "dev"],
        ["stack output roleArns --stack dev", "dev"],
        ["config set eks-pod-identity:clusterName dev", undefined],
        ["up -- --stack dev", undefined],
        ["up --show-sames", undefined],
    ];
    for (const [line, stack] of table) {
        it(`is ${stack ?? "none"} in "${line}"`, () => {
            assert.equal(pulumiCommand(line.split(" ")).stack, stack);
        });
    }

    const created: readonly (readonly [string, string | undefined])[] = [
        ["up --stack dev", "dev"],
        ["config set a b --stack dev", "dev"],
        ["stack select dev", "dev"],
        ["stack init --stack dev", undefined],
        ["stack rm --stack dev", undefined],
        ["new typescript --stack dev", undefined],
        ["up --stack dev --help", undefined],
        ["up", undefined],
    ];
    for (const [line, stack] of created) {
        it(`${stack ? "is created on first use" : "is not created"} by "${line}"`, () => {
            assert.equal(stackToEnsure(pulumiCommand(line.split(" "))), stack);
        });
    }
});

describe("the emulated AWS", () => {
    for (const line of [
        "up",
        "preview --stack dev",
        "refresh",
        "destroy",
        "import aws:iam/role:Role r r",
        "watch",
        "some-new-command",
    ]) {
        it(`is started for "${line}"`, () => {
            assert.equal(needsAws(pulumiCommand(line.split(" "))), true);
        });
    }
    for (const line of [
        "version",
        "stack ls",
        "config set a b",
        "up --help",
        "package get-schema ./components",
        "--version",
    ]) {
        it(`is not started for "${line}"`, () => {
            assert.equal(needsAws(pulumiCommand(line.split(" "))), false);
        });
    }
});

describe("the generator of SDKs", () => {
    for (const [line, expected] of [
        ["package add ../eks-pod-identity/components", true],
        ["package gen-sdk schema.json --language go", true],
        ["install", true],
        ["package add --help", false],
        ["package get-schema ./components", false],
        ["up --stack dev", false],
    ] as const) {
        it(`is ${expected ? "" : "not "}built for "${line}"`, () => {
            assert.equal(generatesSdk(pulumiCommand(line.split(" "))), expected);
        });
    }
});
