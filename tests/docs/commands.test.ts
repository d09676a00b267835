import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import * as eks from "@aws-sdk/client-eks";
import * as iam from "@aws-sdk/client-iam";
import * as sts from "@aws-sdk/client-sts";
import { podIdentity } from "../../cli/run";
import { commandLines } from "./commandLines";
import type { CommandLine } from "./commandLines";
import { allBlocks, root } from "./pages";

const silent = (): void => undefined;

/** What a reader has, or installs where a page says so. */
const tools = new Set([
    ...["pulumi", "pod-identity", "npm", "mocha", "tsc", "node", "python3", "venv/bin/python", "go"],
    ...[
        "aws",
        "kubectl",
        "jq",
        "git",
        "gh",
        "sort",
        "comm",
        "grep",
        "echo",
        "export",
        "done",
        "code",
        "sudo",
        "apt-get",
    ],
]);

describe("the commands in the pages", () => {
    const lines = commandLines();

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
        const calls = lines.filter(({ tool }) => tool === "pod-identity");
        assert.ok(calls.length >= 30);
        assert.deepEqual(calls.flatMap(misuses), []);
    });

    it("run scripts of npm that there are", () => {
        const calls = lines.filter(({ tool, args }) => tool === "npm" && ["run", "test"].includes(args[0] ?? ""));
        assert.ok(calls.length >= 10);
        const missing = calls.flatMap(({ place, page, args }) => {
            const script = args[0] === "run" ? (args[1] ?? "") : "test";
            return scriptsFor(page).has(script) ? [] : [`${place}: npm run ${script}`];
        });
        assert.deepEqual(missing, []);
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

/** Of this repository, and of the examples and templates that a page is about. */
function scriptsFor(page: string): Set<string> {
    const folders = [
        ".",
        path.dirname(page),
        "templates/typescript",
        ...(page === "docs/fleet.md" ? ["examples/fleet"] : []),
    ];
    return new Set(
        folders.flatMap(folder => {
            const file = path.join(root, folder, "package.json");
            if (!fs.existsSync(file)) return [];
            const { scripts = {} } = JSON.parse(fs.readFileSync(file, "utf8")) as { scripts?: Record<string, string> };
            return Object.keys(scripts);
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
