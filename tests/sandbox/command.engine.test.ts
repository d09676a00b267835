import * as assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { bundleOptions } from "../../scripts/sandbox/bundleOptions";
import { ensureBundle } from "../../sandbox/bundle";
import { packageFolder } from "../../sandbox/layout";
import { type ProcessRecord, isRunning } from "../../sandbox/processes";
import { type FixtureProject, fixtureProject } from "./fixtureProject";
import { requireSandbox } from "./prerequisites";

/** Starts the provider, then waits until it is cancelled. */
const program = `
const fs = require("node:fs");
const pulumi = require("@pulumi/pulumi");
const folder = process.env.SANDBOX_DIRECTORY;
const region = pulumi.output(pulumi.runtime.invoke("aws:index/getRegion:getRegion", {}));
exports.forever = region.apply(() => {
    fs.writeFileSync(folder + "/program-runs", "");
    return fs.existsSync(folder + "/wait") ? new Promise(resolve => setTimeout(resolve, 600000)) : 1;
});
`;

const bundle = path.join(packageFolder, ".sandbox", "bundles", "sandboxProcess.js");

interface Ended {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

describe("npm run sandbox", function () {
    this.timeout(600_000);
    const cleanup: (() => Promise<void>)[] = [];
    let fixture: FixtureProject;

    const start = (args: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Ended> } => {
        const child = spawn(process.execPath, [bundle, fixture.project, fixture.folder, ...args], {
            stdio: ["ignore", "pipe", "pipe"],
        });
        let stdout = "";
        let stderr = "";
        child.stdout.on("data", (data: Buffer) => (stdout += data.toString()));
        child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
        return {
            child,
            ended: new Promise(resolve =>
                child.on("close", code => {
                    resolve({ code, stdout, stderr });
                }),
            ),
        };
    };
    const sandbox = (line: string): Promise<Ended> => start(line.split(" ")).ended;

    /** Emulators and commands of this fixture that are still there. */
    const processes = (): string[] =>
        execFileSync("ps", ["-eo", "pid=,command="], { encoding: "utf8", env: { ...process.env, COLUMNS: "2000" } })
            .split("\n")
            .filter(line => line.includes(fixture.project));

    /** The plugins that a CLI has started. */
    const pluginsOf = (pulumi: number): number[] =>
        execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" })
            .split("\n")
            .map(line => line.trim().split(/\s+/).map(Number))
            .flatMap(([pid = 0, parent]) => (parent === pulumi ? [pid] : []));

    /** A process that has ended does not count, also before its parent has read its exit code. */
    const runningOf = (pids: readonly number[]): boolean =>
        pids.filter(isRunning).some(pid => {
            const list = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
            return list !== "" && !list.startsWith("Z");
        });

    const emulatorIsRunning = async (): Promise<boolean> => {
        const log = await fs.readFile(path.join(fixture.folder, "emulator.log"), "utf8").catch(() => "");
        return log !== "" && !log.includes("shutting down");
    };

    const until = async (what: string, condition: () => boolean | Promise<boolean>): Promise<void> => {
        for (
            const end = Date.now() + 60_000;
            Date.now() < end;
            await new Promise(resolve => setTimeout(resolve, 100))
        ) {
            if (await condition()) return;
        }
        assert.fail(`${what} did not happen within a minute`);
    };
    const exists = (file: string) =>
        fs.access(path.join(fixture.folder, file)).then(
            () => true,
            () => false,
        );

    before(async function () {
        await requireSandbox(this);
        await ensureBundle("tests/sandbox/sandboxProcess.ts", bundle, bundleOptions);
        fixture = await fixtureProject(program);
        cleanup.unshift(() => fixture.remove());
    });
    after(async () => {
        for (const undo of cleanup) await undo();
    });

    it("leaves git status clean and no process after any command", async () => {
        for (const line of [
            "preview --stack dev",
            "config set extra value --stack dev",
            "stack export --stack dev",
            "show",
            "version",
        ]) {
            const { code, stdout, stderr } = await sandbox(line);
            assert.equal(code, 0, `${line}: ${stdout}${stderr}`);
            assert.equal(fixture.gitStatus(), "", line);
            assert.deepEqual(processes(), [], line);
            assert.equal(await emulatorIsRunning(), false, line);
        }
    });

    it("shows what exists in the AWS", async () => {
        const { stdout } = await sandbox("show --json");
        const found = JSON.parse(stdout) as { clusters: { name: string }[]; roles: { name: string; path: string }[] };
        assert.deepEqual(
            found.clusters.map(cluster => cluster.name),
            ["dev"],
        );
        assert.deepEqual(
            found.roles.map(role => role.path + role.name),
            ["/old/report"],
        );
    });

    it("returns Pulumi's own exit code and message", async () => {
        const { code, stderr } = await sandbox("no-such-command");
        assert.notEqual(code, 0);
        assert.match(stderr, /unknown command/);
    });

    it("shows its help", async () => {
        for (const line of ["--help", "show --help", "reset --help"]) {
            assert.match((await sandbox(line)).stdout, /npm run sandbox -- up --stack dev --yes/);
        }
        const { code, stdout, stderr } = await sandbox("show foo");
        assert.deepEqual([code, stdout, stderr], [1, "", '"show" takes only --json, not "foo".\n']);
    });

    it("refuses a second command with a message that names the first", async () => {
        await fs.writeFile(path.join(fixture.folder, "wait"), "");
        await fs.rm(path.join(fixture.folder, "program-runs"), { force: true });
        const first = start(["preview", "--stack", "dev"]);
        await until("the first command's program", () => exists("program-runs"));
        const second = await sandbox("stack ls");
        assert.equal(second.code, 1);
        assert.match(
            second.stderr,
            /Another command is running in this sandbox: "preview --stack dev" \(process \d+\)/,
        );
        first.child.kill("SIGINT");
        await first.ended;
    });

    it("ends in order on Ctrl-C: Pulumi first, then its AWS, and the stack is free", async () => {
        await fs.rm(path.join(fixture.folder, "program-runs"), { force: true });
        const { child, ended } = start(["up", "--yes", "--skip-preview", "--stack", "dev"]);
        await until("the program", () => exists("program-runs"));
        child.kill("SIGINT");
        const { code } = await ended;
        assert.notEqual(code, 0);
        await until("the end of all processes", () => processes().length === 0);
        assert.equal(await emulatorIsRunning(), false);
        assert.equal((await sandbox("stack export --stack dev")).code, 0);
    });

    it("leaves no plugin behind when Pulumi itself gets a SIGKILL", async () => {
        await fs.rm(path.join(fixture.folder, "program-runs"), { force: true });
        const { ended } = start(["up", "--yes", "--skip-preview", "--stack", "dev"]);
        await until("the program", () => exists("program-runs"));
        const record = await fs.readFile(path.join(fixture.folder, "processes.json"), "utf8");
        const { pulumi = 0 } = JSON.parse(record) as ProcessRecord;
        const plugins = pluginsOf(pulumi);
        // The language host and the provider.
        assert.equal(plugins.length, 2, plugins.join());
        process.kill(pulumi, "SIGKILL");
        await ended;
        await until("the end of all plugins", () => !runningOf(plugins));
    });

    it("after a SIGKILL, ends Pulumi and its AWS, and the next command works", async () => {
        await fs.rm(path.join(fixture.folder, "program-runs"), { force: true });
        const { child, ended } = start(["up", "--yes", "--skip-preview", "--stack", "dev"]);
        await until("the program", () => exists("program-runs"));
        child.kill("SIGKILL");
        await ended;
        await until("the end of all processes", () => processes().length === 0);
        await fs.rm(path.join(fixture.folder, "wait"));
        const { code, stdout, stderr } = await sandbox("up --yes --skip-preview --stack dev");
        assert.equal(code, 0, stdout + stderr);
        assert.deepEqual(processes(), []);
        const shown = JSON.parse((await sandbox("show --json")).stdout) as { clusters: unknown[] };
        assert.equal(shown.clusters.length, 1);
    });

    it("forgets everything on `reset`", async () => {
        assert.equal((await sandbox("reset")).code, 0);
        assert.deepEqual(JSON.parse((await sandbox("stack ls --json")).stdout), []);
    });
});
