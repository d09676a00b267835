import { type ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { ensureBundle } from "../../../sandbox/bundle";
import { type Emulator, startEmulator } from "../../../sandbox/emulator";
import { layoutIn, packageFolder, toolsIn } from "../../../sandbox/layout";
import { ensurePython } from "../../../sandbox/python";
import { silently } from "../../../sandbox/say";

export type Properties = Record<string, unknown>;

/** An emulator of its own and folders to throw away. */
export interface Ground {
    readonly emulator: Emulator;
    readonly directory: string;
    readonly botocoreData: string;
    readonly close: () => Promise<void>;
}

export async function ground(): Promise<Ground> {
    const directory = await fs.mkdtemp(path.join(os.tmpdir(), "provider-"));
    const tools = toolsIn(path.join(packageFolder, ".sandbox"));
    const python = await ensurePython(tools, process.env, silently);
    const emulator = await startEmulator(layoutIn(directory), python, process.env);
    const close = async (): Promise<void> => {
        await emulator.stop();
        await fs.rm(directory, { recursive: true, force: true });
    };
    return { emulator, directory, botocoreData: python.botocoreData, close };
}

/** The provider as the engine has it: a process of its own, spoken to by gRPC. */
export class Plugin {
    private constructor(
        private readonly child: ChildProcess,
        private readonly client: ResourceProviderClient,
    ) {}

    public static async start(ground: Ground, config: Properties = { region: "eu-west-1" }): Promise<Plugin> {
        const bundle = path.join(ground.directory, "provider.js");
        await ensureBundle(path.join(packageFolder, "sandbox/provider/main.ts"), bundle);
        const child = spawn(process.execPath, [bundle, "127.0.0.1:1"], {
            cwd: packageFolder,
            stdio: ["ignore", "pipe", "inherit"],
            env: {
                PATH: process.env.PATH,
                SANDBOX_AWS_ENDPOINT: ground.emulator.endpoint,
                SANDBOX_DIRECTORY: ground.directory,
                SANDBOX_BOTOCORE_DATA: ground.botocoreData,
                AWS_ACCESS_KEY_ID: "111122223333",
            },
        });
        const port = await new Promise<string>((resolve, reject) => {
            child.once("error", reject);
            child.stdout.once("data", (line: Buffer) => {
                resolve(line.toString().trim());
            });
        });
        const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
        const plugin = new Plugin(child, client);
        const request = new messages.ConfigureRequest();
        request.setArgs(struct(config));
        try {
            await plugin.call("configure", request);
        } catch (error) {
            plugin.stop();
            throw error;
        }
        return plugin;
    }

    public stop(): void {
        this.client.close();
        this.child.kill();
    }

    /** The inputs as the engine would hand them on; the failures instead, when there are some. */
    public async check(type: string, inputs: Properties, old: Properties = {}): Promise<Properties> {
        const request = new messages.CheckRequest();
        request.setUrn(urn(type));
        request.setName("it");
        request.setOlds(struct(old));
        request.setNews(struct(inputs));
        request.setRandomseed(Buffer.from("seed"));
        const response = await this.call<messages.CheckResponse>("check", request);
        const failures = response.getFailuresList().map(failure => `${failure.getProperty()}: ${failure.getReason()}`);
        if (failures.length > 0) throw new Error(failures.join("\n"));
        return plain(response.getInputs());
    }

    public async diff(type: string, state: Properties, inputs: Properties): Promise<Diff> {
        const request = new messages.DiffRequest();
        request.setUrn(urn(type));
        request.setOlds(struct(state));
        request.setNews(struct(inputs));
        const response = await this.call<messages.DiffResponse>("diff", request);
        return {
            diffs: response.getDiffsList().sort(),
            replaces: response.getReplacesList().sort(),
            deleteBeforeReplace: response.getDeletebeforereplace(),
        };
    }

    public async create(type: string, given: Properties, preview = false): Promise<Made> {
        const inputs = await this.check(type, given);
        const request = new messages.CreateRequest();
        request.setUrn(urn(type));
        request.setProperties(struct(inputs));
        request.setPreview(preview);
        const response = await this.call<messages.CreateResponse>("create", request);
        return { id: response.getId(), inputs, outputs: plain(response.getProperties()) };
    }

    public async read(type: string, id: string, known?: Made): Promise<Made> {
        const request = new messages.ReadRequest();
        request.setUrn(urn(type));
        request.setId(id);
        request.setProperties(struct(known?.outputs ?? {}));
        request.setInputs(struct(known?.inputs ?? {}));
        const response = await this.call<messages.ReadResponse>("read", request);
        return { id: response.getId(), inputs: plain(response.getInputs()), outputs: plain(response.getProperties()) };
    }

    public async update(type: string, now: Made, given: Properties, preview = false): Promise<Made> {
        const inputs = await this.check(type, given, now.inputs);
        const request = new messages.UpdateRequest();
        request.setUrn(urn(type));
        request.setId(now.id);
        request.setOlds(struct(now.outputs));
        request.setOldInputs(struct(now.inputs));
        request.setNews(struct(inputs));
        request.setPreview(preview);
        const response = await this.call<messages.UpdateResponse>("update", request);
        return { id: now.id, inputs, outputs: plain(response.getProperties()) };
    }

    public async delete(type: string, now: Made): Promise<void> {
        const request = new messages.DeleteRequest();
        request.setUrn(urn(type));
        request.setId(now.id);
        request.setProperties(struct(now.outputs));
        await this.call("delete", request);
    }

    public async invoke(token: string, args: Properties): Promise<Properties> {
        const request = new messages.InvokeRequest();
        request.setTok(token);
        request.setArgs(struct(args));
        return plain((await this.call<messages.InvokeResponse>("invoke", request)).getReturn());
    }

    private call<Response>(method: string, request: unknown): Promise<Response> {
        const stub = this.client as unknown as Record<
            string,
            (request: unknown, done: (error: Error | null, response: Response) => void) => void
        >;
        return new Promise((resolve, reject) => {
            stub[method]?.call(this.client, request, (error, response) => {
                if (error === null) resolve(response);
                else reject(error);
            });
        });
    }
}

export interface Made {
    readonly id: string;
    readonly inputs: Properties;
    readonly outputs: Properties;
}

export interface Diff {
    readonly diffs: readonly string[];
    readonly replaces: readonly string[];
    readonly deleteBeforeReplace: boolean;
}

const urn = (type: string): string => `urn:pulumi:dev::test::${type}::it`;
const struct = (value: Properties): Struct =>
    Struct.fromJavaScript(value as Parameters<typeof Struct.fromJavaScript>[0]);
const plain = (value: Struct | undefined): Properties => value?.toJavaScript() ?? {};

export const types = {
    addon: "aws:eks/addon:Addon",
    association: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    cluster: "aws:eks/cluster:Cluster",
    policy: "aws:iam/policy:Policy",
    role: "aws:iam/role:Role",
    rolePolicy: "aws:iam/rolePolicy:RolePolicy",
    attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    policiesExclusive: "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive",
    attachmentsExclusive: "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
} as const;

export const podTrust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
        {
            Effect: "Allow",
            Principal: { Service: "pods.eks.amazonaws.com" },
            Action: ["sts:AssumeRole", "sts:TagSession"],
        },
    ],
});

export const allow = (action: string): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });
