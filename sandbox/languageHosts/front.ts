/**
 * A language host in front of an older one that runs programs but lacks `package add` and the options of the runtime:
 * `front.js <language> <older host> <engine address>`. Calls that the older host understands are passed on as they are.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as path from "node:path";
import * as readline from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import type * as language from "@pulumi/pulumi/proto/language_pb";
import { engine, failing, sdkMethods, serve, track, unlimited, yamlMethods } from "./host";
import type { SdkLanguage } from "./packages";
import { type VirtualEnvironment, installRequirements, virtualEnvironmentOf } from "./virtualEnvironment";

const [hostLanguage, olderHost, ...rest] = process.argv.slice(2) as [SdkLanguage | "yaml", string, ...string[]];
engine.address = rest.find(arg => !arg.startsWith("-")) ?? "";

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

/** One older host for each virtual environment, which it takes as an argument. */
const clients = new Map<string, Promise<RawClient>>();

function clientFor(environment: VirtualEnvironment | undefined): Promise<RawClient> {
    const key = environment?.folder ?? "";
    const client = clients.get(key) ?? startOlderHost(environment);
    clients.set(key, client);
    return client;
}

async function startOlderHost(environment: VirtualEnvironment | undefined): Promise<RawClient> {
    const options = environment ? [`-virtualenv=${environment.folder}`, `-root=${environment.root}`] : [];
    const child = track(spawn(olderHost, [...options, engine.address], { stdio: ["ignore", "pipe", "inherit"] }));
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
    const environment = hostLanguage === "python" ? virtualEnvironmentOf(message.getInfo?.()) : undefined;
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

/** Our own methods, and the others as the older host has them. */
function methodsServed(): [grpc.ServiceDefinition, grpc.UntypedServiceImplementation] {
    const install = (request: language.InstallDependenciesRequest) => installRequirements(request.getInfo());
    const own =
        hostLanguage === "yaml"
            ? yamlMethods()
            : sdkMethods(hostLanguage, hostLanguage === "python" ? install : undefined);
    const definition: Record<string, Method | ReturnType<typeof raw>> = {};
    const implementation: grpc.UntypedServiceImplementation = {};
    for (const [name, method] of Object.entries(methods)) {
        if (method.requestStream) continue;
        const mine = own[name];
        definition[name] = mine ? method : raw(method);
        implementation[name] =
            mine ?? ((method.responseStream ? passedOnStream : passedOnUnary)(name, method) as grpc.UntypedHandleCall);
    }
    return [definition, implementation];
}

serve(...methodsServed());
