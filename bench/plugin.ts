/**
 * The components as a plugin: how long it takes to start, to tell its schema, and to construct, beside the same component in a
 * program. Both speak to one monitor that answers at once. Every run is a process of its own.
 */
import { execFile, spawn } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import * as grpc from "@grpc/grpc-js"; // what the SDK speaks
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { startMonitor } from "./monitor";
import type { Monitor } from "./monitor";
import { stackArgs } from "./programs";
import { compared } from "./row";
import type { Section } from "./row";
import { secondsSince } from "./timing";

interface PluginRun {
    readonly resources: number;
    /** From the start of the process to the port. */
    readonly start: number;
    readonly schema: number;
    readonly construct: number;
    readonly inProcess: number;
}

export const plugin: Section = {
    name: "plugin",
    measure: async ({ counts = [100, 1_000] }) => {
        const rows = [];
        for (const count of counts) {
            const what = `plugin: Construct of ${count.toLocaleString("en-US")}`;
            rows.push(
                await compared({ what, against: "the component in a program", goal: 1.1 }, 3, async () => {
                    const { resources, construct, inProcess } = await measurePlugin(count);
                    return {
                        ours: { seconds: construct, resources },
                        reference: { seconds: inProcess, resources },
                    };
                }),
            );
        }
        return rows;
    },
};

const components = path.join(__dirname, "..", "components");

async function measurePlugin(associations: number): Promise<PluginRun> {
    const monitor = await startMonitor();
    const plugin = await startPlugin(monitor);
    try {
        const schema = await timed(plugin.schema);
        // The first construction also compiles the sources.
        await plugin.construct(1);
        monitor.registered();
        const construct = await timed(() => plugin.construct(associations));
        const resources = monitor.registered();
        plugin.stop();
        const inProcess = await inProcessSeconds(monitor, associations);
        if (monitor.registered() !== resources) {
            throw new Error("The plugin and the program make different resources.");
        }
        const { start } = plugin;
        return { resources, start, schema, construct, inProcess };
    } finally {
        plugin.stop();
        monitor.stop();
    }
}

async function startPlugin({ address }: Monitor) {
    const begin = process.hrtime.bigint();
    const script = require.resolve("@pulumi/pulumi/cmd/run-plugin");
    const env = { ...process.env, PULUMI_NODEJS_TYPESCRIPT: "true", NODE_OPTIONS: "--max-old-space-size=8192" };
    const child = spawn(process.execPath, [script, components, address], { cwd: components, env });
    const port = await new Promise<string>((resolve, reject) => {
        child.stdout.once("data", (data: Buffer) => {
            resolve(data.toString().trim());
        });
        child.once("exit", code => {
            reject(new Error(`The plugin ended with ${String(code)}.`));
        });
    });
    const start = secondsSince(begin);
    const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
        "grpc.max_receive_message_length": -1,
        "grpc.max_send_message_length": -1,
    });
    return {
        start,
        schema: () =>
            new Promise<void>((resolve, reject) => {
                client.getSchema(new provider.GetSchemaRequest(), error => {
                    if (error) reject(error);
                    else resolve();
                });
            }),
        construct: (associations: number) =>
            new Promise<void>((resolve, reject) => {
                const request = new provider.ConstructRequest();
                request.setProject("bench");
                request.setStack("dev");
                request.setParallel(16);
                request.setMonitorendpoint(address);
                request.setType("eks-pod-identity:index:PodIdentityStack");
                request.setName("identity");
                request.setAcceptsOutputValues(true);
                request.setInputs(Struct.fromJavaScript(plain(stackArgs(associations))));
                client.construct(request, error => {
                    if (error) reject(error);
                    else resolve();
                });
            }),
        stop: () => {
            client.close();
            child.removeAllListeners("exit");
            child.kill();
        },
    };
}

async function inProcessSeconds({ address }: Monitor, associations: number): Promise<number> {
    const args = ["-r", "ts-node/register/transpile-only", path.join(__dirname, "inProcess.ts"), address];
    const env = { ...process.env, NODE_OPTIONS: "--max-old-space-size=8192" };
    const { stdout } = await promisify(execFile)(process.execPath, [...args, String(associations)], { env });
    return (JSON.parse(stdout) as { readonly seconds: number }).seconds;
}

/** No `undefined`, which a message cannot hold. */
function plain(args: object): Parameters<typeof Struct.fromJavaScript>[0] {
    return JSON.parse(JSON.stringify(args)) as Parameters<typeof Struct.fromJavaScript>[0];
}

async function timed(work: () => Promise<void>): Promise<number> {
    const begin = process.hrtime.bigint();
    await work();
    return secondsSince(begin);
}
