import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { openSandbox } from "../../sandbox/sandbox";
import type { Sandbox } from "../../sandbox/sandbox";
import { requireSandbox } from "../sandbox/prerequisites";
import { commandLines, inlineCommands } from "./commandLines";
import type { CommandLine } from "./commandLines";

/** Still there in this version, though its help names another: the pages are for earlier versions too. */
const hidden = ["stack ls --json"];

describe("the Pulumi commands in the pages", () => {
    let directory: string;
    let sandbox: Sandbox;
    const helps = new Map<string, string>();

    before(async function () {
        await requireSandbox(this);
        directory = await fs.mkdtemp(path.join(os.tmpdir(), "pod-identity-"));
        sandbox = await openSandbox({ directory, project: directory, mirror: false, aws: false });
    });
    after(async () => {
        await (sandbox as Sandbox | undefined)?.close();
        await fs.rm(directory, { recursive: true, force: true });
    });

    async function helpOf(words: readonly string[]): Promise<string> {
        const key = words.join(" ");
        const known = helps.get(key);
        if (known !== undefined) return known;
        const { code, stdout, stderr } = await sandbox.pulumi([...words, "--help"]);
        assert.equal(code, 0, stderr);
        helps.set(key, stdout);
        return stdout;
    }

    it("are commands of the CLI, with options that it has", async () => {
        const lines = [...commandLines(), ...inlineCommands()].flatMap(ofPulumi);
        assert.ok(lines.length >= 80);
        const wrong: string[] = [];
        for (const { place, args } of lines) {
            const words = args.filter(arg => /^[a-z-]+$/.test(arg) && !arg.startsWith("-"));
            const [first = "", second] = words;
            const top = await helpOf([first]);
            const isGroup = second !== undefined && /^Available Commands:/m.test(top);
            const help = isGroup ? await helpOf([first, second]) : top;
            if (!new RegExp(`^ {2}pulumi ${first}\\b`, "m").test(help)) wrong.push(`${place}: pulumi ${first}`);
            const options = args.filter(arg => arg.startsWith("-")).map(arg => arg.replace(/=.*$/s, ""));
            for (const option of options) {
                const found = option.startsWith("--")
                    ? new RegExp(`${option}\\b`).test(help)
                    : new RegExp(`^ +${option},`, "m").test(help);
                if (!found && !hidden.includes(`${words.join(" ")} ${option}`))
                    wrong.push(`${place}: pulumi ${first} ${option}`);
            }
        }
        assert.deepEqual(wrong, []);
    });
});

/** With those that `npm run sandbox` passes on. */
function ofPulumi({ place, page, tool, args }: CommandLine): CommandLine[] {
    if (tool === "pulumi") return [{ place, page, tool, args }];
    const [run, script, , ...rest] = args;
    const isPassedOn = tool === "npm" && run === "run" && script === "sandbox" && /^[a-z]/.test(rest[0] ?? "");
    return isPassedOn && !["show", "reset"].includes(rest[0] ?? "")
        ? [{ place, page, tool: "pulumi", args: rest }]
        : [];
}
