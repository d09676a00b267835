import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import * as eks from "@aws-sdk/client-eks";
import * as iam from "@aws-sdk/client-iam";
import * as sts from "@aws-sdk/client-sts";
import { podIdentity } from "../../cli/run";
import { parseCommandLine } from "../../sandbox/commandLine";
import { commandLines, inlineCommands } from "./commandLines";
import type { CommandLine } from "./commandLines";
import { allBlocks, root } from "./pages";

const silent = (): void => undefined;

/** What a reader has, or installs where a page says so. */
const tools = new Set([
    ...["pulumi", "pod-identity", "npm", "mocha", "tsc", "node", "python3", "venv/bin/python", "go"],
    ...["aws", "kubectl", "jq", "git", "gh", "find", "sort", "comm", "grep", "echo", "export", "done", "mkdir", "cd"],
]);

describe("the commands in the pages", () => {
    const lines = commandLines();
    const all = [...lines, ...inlineCommands()];

    it("are in blocks of the language sh: a block without a language is output", () => {
        const start = /^(npm|npx|pulumi|pod-identity|go|python3|kubectl|aws|git) /m;
        assert.deepEqual(
            allBlocks()
                .filter(({ language, text }) => language === "" && start.test(text))
                .map(({ page, line }) => `${page}:${String(line)}`),
            [],
        );
    });

    it("are what a shell understands", () => {
        const scripts = allBlocks().filter(({ language }) => language === "sh");
        assert.ok(scripts.length > 40);
        for (const { page, line, text } of scripts) {
            // What a reader fills in is no redirection.
            const filled = text.replace(/<[\w ]+>/g, "filled-in");
            assert.doesNotThrow(() => execFileSync("sh", ["-n"], { input: filled }), `${page}:${String(line)}`);
        }
    });

    it("call tools that the pages name", () => {
        assert.deepEqual(
            lines.filter(({ tool }) => !tools.has(tool)).map(({ place, tool }) => `${place}: ${tool}`),
            [],
        );
    });

    it("call pod-identity as it can be called", () => {
        // `pod-identity who` in a sentence names the command.
        const calls = all.filter(({ tool, args }) => tool === "pod-identity" && args.length > 1);
        assert.ok(calls.length >= 40);
        assert.deepEqual(calls.flatMap(misuses), []);
    });

    it("run scripts of npm that there are", () => {
        const calls = all.filter(({ tool, args }) => tool === "npm" && ["run", "test"].includes(args[0] ?? ""));
        assert.ok(calls.length >= 20);
        const missing = calls.flatMap(({ place, page, args }) => {
            const script = args[0] === "run" ? (args[1] ?? "") : "test";
            return scriptsFor(page).has(script) ? [] : [`${place}: npm run ${script}`];
        });
        assert.deepEqual(missing, []);
    });

    it("give scripts of npm options that these have", () => {
        const calls = all.filter(({ tool, args }) => tool === "npm" && args[0] === "run" && args.includes("--"));
        assert.ok(calls.length >= 15);
        const wrong = calls.flatMap(({ place, page, args: [, script = "", , ...given] }) => {
            // The rest is Pulumi's own.
            if (script === "sandbox") {
                assert.doesNotThrow(() => parseCommandLine(given), place);
                return [];
            }
            const sources = sourcesOf(script, page);
            const options = given.filter(arg => arg.startsWith("--")).map(arg => arg.replace(/=.*$/, ""));
            return options
                .filter(option => !new RegExp(`${option}\\b|\\b${option.slice(2)}: \\{`).test(sources))
                .map(option => `${place}: npm run ${script} ${option}`);
        });
        assert.deepEqual(wrong, []);
    });

    it("call operations that AWS has", () => {
        const clients: Readonly<Record<string, object>> = { eks, iam, sts };
        const calls = lines.filter(({ tool, args }) => tool === "aws" && (args[0] ?? "") in clients);
        assert.ok(calls.length >= 20);
        const missing = calls.flatMap(({ place, args: [service = "", operation = ""] }) => {
            // The AWS CLI's own: no operation of the API.
            if (operation === "update-kubeconfig") return [];
            const name = operation.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
            const isThere = Object.keys(clients[service] ?? {}).some(
                key => key.toLowerCase() === `${name}Command`.toLowerCase(),
            );
            return isThere ? [] : [`${place}: aws ${service} ${operation}`];
        });
        assert.deepEqual(missing, []);
    });
});

/** The text of the file that a script runs, and of those beside it. */
function sourcesOf(script: string, page: string): string {
    const { folder, command } = scriptsFor(page).get(script) ?? { folder: root, command: "" };
    const file = path.join(folder, /[\w/.-]+\.ts\b/.exec(command)?.[0] ?? "");
    return fs
        .readdirSync(path.dirname(file))
        .filter(name => name.endsWith(".ts"))
        .map(name => fs.readFileSync(path.join(path.dirname(file), name), "utf8"))
        .join("\n");
}

interface Script {
    readonly folder: string;
    readonly command: string;
}

/** Of this repository, and of the examples and templates that a page is about. */
function scriptsFor(page: string): ReadonlyMap<string, Script> {
    const folders = [
        ".",
        path.dirname(page),
        "templates/typescript",
        ...(page === "docs/fleet.md" ? ["examples/fleet"] : []),
    ];
    return new Map(
        folders.flatMap(name => {
            const folder = path.join(root, name);
            const file = path.join(folder, "package.json");
            if (!fs.existsSync(file)) return [];
            const { scripts = {} } = JSON.parse(fs.readFileSync(file, "utf8")) as { scripts?: Record<string, string> };
            return Object.entries(scripts).map(([script, command]) => [script, { folder, command }] as const);
        }),
    );
}

function misuses({ place, args: [name = "", ...args] }: CommandLine): string[] {
    if (name === "help") return [];
    const program = podIdentity({ folder: ".", print: silent, tell: silent }, "", silent);
    const command = program.commands.find(each => each.name() === name);
    if (command === undefined) return [`${place}: there is no command ${name}`];
    const given = args.map(arg => arg.replace(/^(["'])(.*)\1$/s, "$2"));
    try {
        const { operands, unknown } = command.parseOptions(given);
        const required = command.registeredArguments.filter(argument => argument.required).length;
        const isVariadic = command.registeredArguments.some(argument => argument.variadic);
        return [
            ...unknown.map(option => `${place}: ${name} has no option ${option}`),
            ...(operands.length < required ? [`${place}: ${name} lacks an argument`] : []),
            ...(!isVariadic && operands.length > command.registeredArguments.length
                ? [`${place}: ${name} has too many arguments`]
                : []),
        ];
    } catch (error) {
        return [`${place}: ${String(error)}`];
    }
}
