import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs/promises";
import { createRequire } from "node:module";
import * as path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { whenOrphaned } from "../orphan";
import { generatePackage, link } from "./packages";

/**
 * A stand-in for Pulumi's `pulumi-language-nodejs`, which comes with the official CLI only. It starts programs and plugins
 * the same way: the `cmd/run` and `cmd/run-plugin` of the SDK that the program itself has installed.
 * https://github.com/pulumi/pulumi/tree/master/sdk/nodejs/cmd/pulumi-language-nodejs
 */

/** `cmd/run` ends like this when it has already told the user what is wrong. */
const alreadyReported = 32;

const children = new Set<ChildProcess>();
let engine = process.argv.slice(2).find(arg => !arg.startsWith("-")) ?? "";

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
    const resolved = createRequire(path.join(folder, "package.json")).resolve(`@pulumi/pulumi/cmd/${script}`);
    return [...(nodeargs?.split(/\s+/).filter(Boolean) ?? []), resolved];
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

function track(child: ChildProcess): ChildProcess {
    children.add(child);
    child.on("close", () => children.delete(child));
    return child;
}

/** Whether a folder has no SDK is only known when it is looked up: the user hears it as the program's error. */
function run(
    { request }: grpc.ServerUnaryCall<language.RunRequest, language.RunResponse>,
    reply: grpc.sendUnaryData<language.RunResponse>,
): void {
    const info = request.getInfo();
    const options = runtimeOptions(info);
    const program = filled(info?.getProgramDirectory(), request.getPwd());
    const root = filled(info?.getRootDirectory(), program);
    const response = new language.RunResponse();
    let args: string[];
    try {
        args = nodeArguments("run", program, options);
    } catch {
        response.setError(`The Pulumi SDK could not be found from ${program}: run npm install there.`);
        reply(null, response);
        return;
    }
    args.push("--monitor", request.getMonitorAddress(), "--engine", engine);
    args.push("--organization", request.getOrganization(), "--project", request.getProject());
    args.push("--root-directory", root, "--stack", request.getStack(), "--pwd", program);
    if (request.getDryrun()) args.push("--dry-run");
    args.push("--parallel", String(request.getParallel()));
    args.push(filled(info?.getEntryPoint(), "."), ...request.getArgsList());
    const child = track(
        spawn(process.execPath, args, {
            cwd: request.getPwd(),
            // What the program prints, the engine shows: it reads this process's output.
            stdio: ["ignore", "inherit", "inherit"],
            env: {
                ...process.env,
                ...typescriptEnvironment(options, root),
                PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
                PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
            },
        }),
    );
    child.on("error", error => {
        reply({ code: grpc.status.INTERNAL, details: error.message });
    });
    child.on("exit", (code, signal) => {
        if (code === alreadyReported) response.setBail(true);
        else if (code !== 0)
            response.setError(
                `Program exited with ${code === null ? `signal ${String(signal)}` : `non-zero exit code: ${code}`}`,
            );
        reply(null, response);
    });
}

function runPlugin(call: grpc.ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>): void {
    const { request } = call;
    const info = request.getInfo();
    const options = runtimeOptions(info);
    const program = filled(info?.getProgramDirectory(), request.getProgram());
    let args: string[];
    try {
        args = nodeArguments("run-plugin", program, options);
    } catch {
        call.emit("error", {
            code: grpc.status.FAILED_PRECONDITION,
            details: `The Pulumi SDK could not be found from ${program}: run npm install there.`,
        });
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
    const send = (fill: (response: language.RunPluginResponse) => void) => {
        const response = new language.RunPluginResponse();
        fill(response);
        call.write(response);
    };
    child.stdout?.on("data", (data: Buffer) => {
        send(response => response.setStdout(data));
    });
    child.stderr?.on("data", (data: Buffer) => {
        send(response => response.setStderr(data));
    });
    child.on("error", error => call.emit("error", { code: grpc.status.INTERNAL, details: error.message }));
    child.on("close", code => {
        send(response => response.setExitcode(code ?? 1));
        call.end();
    });
    call.on("cancelled", () => child.kill());
}

function answer<T>(response: Promise<T>, reply: grpc.sendUnaryData<T>): void {
    response.then(
        value => {
            reply(null, value);
        },
        (error: unknown) => {
            reply({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
        },
    );
}

/** A mirror's node_modules is the project's own, which npm would replace; a plugin in a checkout has what it needs. */
async function installModules(request: language.InstallDependenciesRequest): Promise<void> {
    const folder = request.getInfo()?.getProgramDirectory() ?? request.getDirectory();
    const modules = await fs.lstat(path.join(folder, "node_modules")).catch(() => undefined);
    if (modules?.isSymbolicLink() || (request.getIsPlugin() && hasSdk(folder))) return;
    await new Promise<void>((resolve, reject) => {
        const options = ["--no-audit", "--no-fund", "--loglevel=error"];
        const child = track(
            spawn("npm", ["install", ...options], { cwd: folder, stdio: ["ignore", "inherit", "inherit"] }),
        );
        child.on("error", reject);
        child.on("close", code => {
            if (code === 0) resolve();
            else reject(new Error(`npm install in ${folder} ended with exit code ${String(code)}`));
        });
    });
}

/** A plugin in a checkout; one that the CLI has just cloned has no node_modules. */
function hasSdk(folder: string): boolean {
    try {
        return Boolean(require.resolve("@pulumi/pulumi/package.json", { paths: [folder] }));
    } catch {
        return false;
    }
}

const implementation: grpc.UntypedServiceImplementation = {
    handshake: (
        call: grpc.ServerUnaryCall<language.LanguageHandshakeRequest, unknown>,
        reply: grpc.sendUnaryData<unknown>,
    ) => {
        engine = call.request.getEngineAddress() || engine;
        reply(null, new language.LanguageHandshakeResponse());
    },
    getPluginInfo: (_call: unknown, reply: grpc.sendUnaryData<unknown>) => {
        reply(null, new PluginInfo().setVersion("0.0.0-sandbox"));
    },
    about: (_call: unknown, reply: grpc.sendUnaryData<unknown>) => {
        const response = new language.AboutResponse();
        response.setExecutable(process.execPath);
        response.setVersion(process.version);
        reply(null, response);
    },
    getRequiredPackages: (_call: unknown, reply: grpc.sendUnaryData<unknown>) => {
        reply(null, new language.GetRequiredPackagesResponse());
    },
    getRequiredPlugins: (_call: unknown, reply: grpc.sendUnaryData<unknown>) => {
        reply(null, new language.GetRequiredPluginsResponse());
    },
    getProgramDependencies: (_call: unknown, reply: grpc.sendUnaryData<unknown>) => {
        reply(null, new language.GetProgramDependenciesResponse());
    },
    runtimeOptionsPrompts: (_call: unknown, reply: grpc.sendUnaryData<unknown>) => {
        reply(null, new language.RuntimeOptionsResponse());
    },
    installDependencies: (call: grpc.ServerWritableStream<language.InstallDependenciesRequest, unknown>) => {
        installModules(call.request).then(
            () => call.end(),
            (error: unknown) => call.emit("error", error),
        );
    },
    generatePackage: (
        call: grpc.ServerUnaryCall<language.GeneratePackageRequest, language.GeneratePackageResponse>,
        reply: grpc.sendUnaryData<language.GeneratePackageResponse>,
    ) => {
        answer(generatePackage("nodejs", call.request), reply);
    },
    link: (
        call: grpc.ServerUnaryCall<language.LinkRequest, language.LinkResponse>,
        reply: grpc.sendUnaryData<language.LinkResponse>,
    ) => {
        answer(link("nodejs", call.request), reply);
    },
    run,
    runPlugin,
    cancel: (_call: unknown, reply: grpc.sendUnaryData<unknown>) => {
        endChildren("SIGTERM");
        reply(null, new Empty());
    },
};

function endChildren(signal: NodeJS.Signals): void {
    for (const child of children) child.kill(signal);
}

function leave(): never {
    endChildren("SIGKILL");
    process.exit(0);
}

const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(LanguageRuntimeService, implementation);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
});

// The engine ends its plugins with SIGINT and waits five seconds for them. They are in process groups of their own: a
// Ctrl-C at the terminal does not come here.
process.on("SIGINT", leave);
process.on("SIGTERM", leave);
whenOrphaned(leave);
