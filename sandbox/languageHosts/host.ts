/** What the language hosts of the sandbox have in common. */
import type { ChildProcess } from "node:child_process";
import * as grpc from "@grpc/grpc-js";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { whenOrphaned } from "../orphan";
import { run } from "../processes";
import { type SdkLanguage, generatePackage, link } from "./packages";

export const unlimited = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** The address of the engine that this host works for. */
export const engine = { address: "" };

const children = new Set<ChildProcess>();

/** Has a process end with this one. */
export function track<Child extends ChildProcess>(child: Child): Child {
    children.add(child);
    child.on("close", () => children.delete(child));
    return child;
}

/** Runs a program whose output the engine shows; an error if it fails. */
export async function shown(command: string, args: readonly string[], cwd: string): Promise<void> {
    const { code } = await run(command, args, { cwd, shown: true, started: track });
    if (code !== 0) throw new Error(`${command} ${args.join(" ")} in ${cwd} ended with exit code ${code}`);
}

export function failing(reply: grpc.sendUnaryData<never>): (error: unknown) => void {
    return error => {
        reply({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
    };
}

/** A method of the service as a function that returns or throws. */
export function answered<Request, Response>(
    answer: (request: Request) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
    return (call, reply) => {
        Promise.resolve(call.request)
            .then(answer)
            .then(response => {
                reply(null, response);
            }, failing(reply));
    };
}

/** The methods that all hosts answer in the same way. */
function commonMethods(): grpc.UntypedServiceImplementation {
    return {
        handshake: answered((request: language.LanguageHandshakeRequest) => {
            engine.address = request.getEngineAddress() || engine.address;
            return new language.LanguageHandshakeResponse();
        }),
        getPluginInfo: answered(() => new PluginInfo().setVersion("0.0.0-sandbox")),
        cancel: answered(() => {
            endChildren("SIGTERM");
            return new Empty();
        }),
    };
}

/** A program in YAML names its packages in Pulumi.yaml, and has no SDK that it could depend on. */
export function yamlMethods(): grpc.UntypedServiceImplementation {
    return { ...commonMethods(), link: answered(() => new language.LinkResponse()) };
}

/** Those of the languages that have SDKs; `install` installs what a program depends on. */
export function sdkMethods(
    sdkLanguage: SdkLanguage,
    install?: (request: language.InstallDependenciesRequest) => Promise<void>,
): grpc.UntypedServiceImplementation {
    return {
        ...commonMethods(),
        // The sandbox has installed them; the host for Python would list all its packages, which takes a second.
        getRequiredPackages: answered(() => new language.GetRequiredPackagesResponse()),
        getRequiredPlugins: answered(() => new language.GetRequiredPluginsResponse()),
        runtimeOptionsPrompts: answered(() => new language.RuntimeOptionsResponse()),
        generatePackage: answered((request: language.GeneratePackageRequest) => generatePackage(sdkLanguage, request)),
        link: answered((request: language.LinkRequest) => link(sdkLanguage, request)),
        ...(install && {
            installDependencies: (call: grpc.ServerWritableStream<language.InstallDependenciesRequest, unknown>) => {
                install(call.request).then(
                    () => call.end(),
                    (error: unknown) => call.emit("error", error),
                );
            },
        }),
    };
}

/** Serves until the engine ends this process, or is gone itself. */
export function serve(definition: grpc.ServiceDefinition, implementation: grpc.UntypedServiceImplementation): void {
    const server = new grpc.Server(unlimited);
    server.addService(definition, implementation);
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
        if (error) throw error;
        process.stdout.write(`${port}\n`);
    });
    // The engine ends its plugins with SIGINT and waits five seconds. They have process groups of their own, so that a
    // Ctrl-C at the terminal does not reach them.
    process.on("SIGINT", leave);
    process.on("SIGTERM", leave);
    whenOrphaned(leave);
}

function endChildren(signal: NodeJS.Signals): void {
    for (const child of children) child.kill(signal);
}

function leave(): never {
    endChildren("SIGKILL");
    process.exit(0);
}
