import { spawn } from "node:child_process";
import * as fs from "node:fs/promises";
import { createRequire } from "node:module";
import * as path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { run } from "../processes";
import { answered, sdkMethods, engine, serve, shown, track } from "./host";

/**
 * A replacement for Pulumi's `pulumi-language-nodejs`, which only the official CLI contains. It starts programs and plugins
 * in the same way: the `cmd/run` and `cmd/run-plugin` of the SDK that the program itself has installed.
 * https://github.com/pulumi/pulumi/tree/master/sdk/nodejs/cmd/pulumi-language-nodejs
 */

/** `cmd/run` ends like this when it has reported the error itself. */
const alreadyReported = 32;

interface RuntimeOptions {
    readonly typescript?: boolean;
    readonly tsconfig?: string;
    readonly nodeargs?: string;
}

function runtimeOptions(info: language.ProgramInfo | undefined): RuntimeOptions {
    return info?.getOptions()?.toJavaScript() ?? {};
}

/** Node's own options and the script, found from `folder` as the program itself would find it. */
function nodeArguments(script: string, folder: string, { nodeargs }: RuntimeOptions): string[] {
    try {
        const resolved = createRequire(path.join(folder, "package.json")).resolve(`@pulumi/pulumi/cmd/${script}`);
        return [...(nodeargs?.split(/\s+/).filter(Boolean) ?? []), resolved];
    } catch {
        throw new Error(`The Pulumi SDK could not be found from ${folder}: run npm install there.`);
    }
}

function typescriptEnvironment({ typescript, tsconfig }: RuntimeOptions, root: string): Record<string, string> {
    return {
        PULUMI_NODEJS_TYPESCRIPT: String(typescript ?? true),
        ...(tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: path.resolve(root, tsconfig) }),
    };
}

/** In Protocol Buffers a text that was not sent is empty. */
function filled(text: string | undefined, otherwise: string): string {
    return text === undefined || text === "" ? otherwise : text;
}

async function runProgram(request: language.RunRequest): Promise<language.RunResponse> {
    const info = request.getInfo();
    const options = runtimeOptions(info);
    const program = filled(info?.getProgramDirectory(), request.getPwd());
    const root = filled(info?.getRootDirectory(), program);
    const response = new language.RunResponse();
    let args: string[];
    try {
        args = nodeArguments("run", program, options);
    } catch (error) {
        return response.setError((error as Error).message);
    }
    args.push("--monitor", request.getMonitorAddress(), "--engine", engine.address);
    args.push("--organization", request.getOrganization(), "--project", request.getProject());
    args.push("--root-directory", root, "--stack", request.getStack(), "--pwd", program);
    if (request.getDryrun()) args.push("--dry-run");
    args.push("--parallel", String(request.getParallel()));
    args.push(filled(info?.getEntryPoint(), "."), ...request.getArgsList());
    const { code } = await run(process.execPath, args, {
        cwd: request.getPwd(),
        shown: true,
        started: track,
        env: {
            ...process.env,
            ...typescriptEnvironment(options, root),
            PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
            PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
        },
    });
    if (code === alreadyReported) return response.setBail(true);
    return code === 0 ? response : response.setError(`Program exited with non-zero exit code: ${code}`);
}

function runPlugin(call: grpc.ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>): void {
    const { request } = call;
    const info = request.getInfo();
    const options = runtimeOptions(info);
    const program = filled(info?.getProgramDirectory(), request.getProgram());
    const fail = (code: grpc.status, error: unknown) => call.emit("error", { code, details: (error as Error).message });
    let args: string[];
    try {
        args = nodeArguments("run-plugin", program, options);
    } catch (error) {
        fail(grpc.status.FAILED_PRECONDITION, error);
        return;
    }
    const environment = Object.fromEntries(
        request.getEnvList().map(entry => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)]),
    );
    const child = track(
        spawn(process.execPath, [...args, program, ...request.getArgsList()], {
            cwd: request.getPwd(),
            env: { ...process.env, ...environment, ...typescriptEnvironment(options, program) },
            stdio: ["ignore", "pipe", "pipe"],
        }),
    );
    child.stdout.on("data", (data: Buffer) => call.write(new language.RunPluginResponse().setStdout(data)));
    child.stderr.on("data", (data: Buffer) => call.write(new language.RunPluginResponse().setStderr(data)));
    child.on("error", error => fail(grpc.status.INTERNAL, error));
    child.on("close", code => {
        call.write(new language.RunPluginResponse().setExitcode(code ?? 1));
        call.end();
    });
    call.on("cancelled", () => child.kill());
}

/** The node_modules of a mirror is a link to the project's, which npm would replace. A plugin may be installed already. */
async function installModules(request: language.InstallDependenciesRequest): Promise<void> {
    const folder = request.getInfo()?.getProgramDirectory() ?? request.getDirectory();
    const modules = await fs.lstat(path.join(folder, "node_modules")).catch(() => undefined);
    if (modules?.isSymbolicLink() || (request.getIsPlugin() && hasSdk(folder))) return;
    await shown("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], folder);
}

/** True of a plugin in a checkout; one that the CLI has just cloned has no node_modules. */
function hasSdk(folder: string): boolean {
    try {
        return Boolean(require.resolve("@pulumi/pulumi/package.json", { paths: [folder] }));
    } catch {
        return false;
    }
}

engine.address = process.argv.slice(2).find(arg => !arg.startsWith("-")) ?? "";
serve(LanguageRuntimeService, {
    ...sdkMethods("nodejs", installModules),
    about: answered(() => new language.AboutResponse().setExecutable(process.execPath).setVersion(process.version)),
    getProgramDependencies: answered(() => new language.GetProgramDependenciesResponse()),
    run: answered(runProgram),
    runPlugin,
});
