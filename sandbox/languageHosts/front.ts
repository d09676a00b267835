/**
 * A language host in front of an older one, which runs programs but knows neither `package add` nor the options of the runtime:
 * `front.js <language> <older host> <engine address>`. Calls that the older host understands are passed on as they are.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as path from "node:path";
import * as readline from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { whenOrphaned } from "../orphan";
import { type SdkLanguage, generatePackage, link } from "./packages";
import { type VirtualEnvironment, installRequirements, virtualEnvironmentOf } from "./virtualEnvironment";

const [sdkLanguage, olderHost, ...rest] = process.argv.slice(2) as [SdkLanguage, string, ...string[]];
let engine = rest.find(arg => !arg.startsWith("-")) ?? "";

const children = new Set<ChildProcess>();
const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

type Method = grpc.MethodDefinition<unknown, unknown>;
type RawClient = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

const methods = LanguageRuntimeService as unknown as Readonly<Record<string, Method>>;
const unread = (bytes: unknown): Buffer => bytes as Buffer;
const raw = (method: Method): grpc.MethodDefinition<Buffer, Buffer> => ({
    ...method,
    requestSerialize: unread,
    requestDeserialize: unread,
    responseSerialize: unread,
    responseDeserialize: unread,
});

/** An older host each virtual environment, which it takes as an argument of its own. */
const clients = new Map<string, Promise<RawClient>>();

function clientFor(environment: VirtualEnvironment | undefined): Promise<RawClient> {
    const key = environment?.folder ?? "";
    const client = clients.get(key) ?? startOlderHost(environment);
    clients.set(key, client);
    return client;
}

async function startOlderHost(environment: VirtualEnvironment | undefined): Promise<RawClient> {
    const options = environment ? [`-virtualenv=${environment.folder}`, `-root=${environment.root}`] : [];
    const child = spawn(olderHost, [...options, engine], { stdio: ["ignore", "pipe", "inherit"] });
    children.add(child);
    child.on("close", () => children.delete(child));
    const lines = readline.createInterface({ input: child.stdout });
    const port = await new Promise<string>((resolve, reject) => {
        lines.once("line", resolve);
        child.once("error", reject);
        child.once("exit", () => {
            reject(new Error(`${path.basename(olderHost)} did not start`));
        });
    });
    // What follows is the program's own output, which the engine shows.
    lines.on("line", line => process.stdout.write(`${line}\n`));
    const definitions = Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, raw(method)]));
    const Client = grpc.makeGenericClientConstructor(definitions, "LanguageRuntime");
    return new Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), unlimited) as unknown as RawClient;
}

function environmentOf(method: Method, request: Buffer): VirtualEnvironment | undefined {
    const message = method.requestDeserialize(request) as { getInfo?: () => language.ProgramInfo | undefined };
    const environment = sdkLanguage === "python" ? virtualEnvironmentOf(message.getInfo?.()) : undefined;
    // Without it the program runs with the Python of the sandbox, which has the SDK.
    return environment && existsSync(environment.folder) ? environment : undefined;
}

const passedOnUnary =
    (name: string, method: Method) =>
    (call: grpc.ServerUnaryCall<Buffer, Buffer>, reply: grpc.sendUnaryData<Buffer>): void => {
        clientFor(environmentOf(method, call.request)).then(
            client => client[name]?.(call.request, reply),
            failing(reply),
        );
    };

const passedOnStream =
    (name: string, method: Method) =>
    (call: grpc.ServerWritableStream<Buffer, Buffer>): void => {
        const fail = (error: unknown) => call.emit("error", error);
        clientFor(environmentOf(method, call.request)).then(client => {
            const stream = client[name]?.(call.request) as grpc.ClientReadableStream<Buffer>;
            stream.on("data", (message: Buffer) => call.write(message));
            stream.on("end", () => call.end());
            stream.on("error", fail);
            call.on("cancelled", () => {
                stream.cancel();
            });
        }, fail);
    };

function failing(reply: grpc.sendUnaryData<never>): (error: unknown) => void {
    return error => {
        reply({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
    };
}

type Answer<Request, Response> = (request: Request) => Response | Promise<Response>;

function answered<Request, Response>(answer: Answer<Request, Response>): grpc.handleUnaryCall<Request, Response> {
    return (call, reply) => {
        Promise.resolve(call.request)
            .then(answer)
            .then(response => {
                reply(null, response);
            }, failing(reply));
    };
}

const own: grpc.UntypedServiceImplementation = {
    handshake: answered((request: language.LanguageHandshakeRequest) => {
        engine = request.getEngineAddress() || engine;
        return new language.LanguageHandshakeResponse();
    }),
    getPluginInfo: answered(() => new PluginInfo().setVersion("0.0.0-sandbox")),
    // What the sandbox has is installed; the older hosts would list all packages of Python for it, which takes a second.
    getRequiredPackages: answered(() => new language.GetRequiredPackagesResponse()),
    getRequiredPlugins: answered(() => new language.GetRequiredPluginsResponse()),
    runtimeOptionsPrompts: answered(() => new language.RuntimeOptionsResponse()),
    generatePackage: answered((request: language.GeneratePackageRequest) => generatePackage(sdkLanguage, request)),
    link: answered((request: language.LinkRequest) => link(sdkLanguage, request)),
    cancel: answered(() => {
        endChildren("SIGTERM");
        return new Empty();
    }),
    ...(sdkLanguage === "python" && {
        installDependencies: (call: grpc.ServerWritableStream<language.InstallDependenciesRequest, unknown>) => {
            installRequirements(call.request.getInfo()).then(
                () => call.end(),
                (error: unknown) => call.emit("error", error),
            );
        },
    }),
};

function serve(): void {
    const definitions: Record<string, Method | ReturnType<typeof raw>> = {};
    const implementation: grpc.UntypedServiceImplementation = {};
    for (const [name, method] of Object.entries(methods)) {
        if (method.requestStream) continue;
        const mine = own[name];
        definitions[name] = mine ? method : raw(method);
        implementation[name] =
            mine ?? ((method.responseStream ? passedOnStream : passedOnUnary)(name, method) as grpc.UntypedHandleCall);
    }
    const server = new grpc.Server(unlimited);
    server.addService(definitions, implementation);
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
        if (error) throw error;
        process.stdout.write(`${port}\n`);
    });
}

function endChildren(signal: NodeJS.Signals): void {
    for (const child of children) child.kill(signal);
}

function leave(): never {
    endChildren("SIGKILL");
    process.exit(0);
}

process.on("SIGINT", leave);
process.on("SIGTERM", leave);
whenOrphaned(leave);
serve();
