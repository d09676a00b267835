/** Runs a program without the Pulumi engine and without AWS. */
import * as pulumi from "@pulumi/pulumi";
import { addedByAws, answerOf, refusal } from "./aws";
import type { MockedAws } from "./aws";
import { recordRegistrations } from "./monitor";
import type { RecordedResource } from "./monitor";

/** Options of a run. Every option has a default. */
export interface RecordOptions {
    /** The AWS account before the program runs. */
    readonly aws?: MockedAws;
    /** Whether the program runs as in `pulumi preview`: attributes of new resources are unknown. @default false */
    readonly preview?: boolean;
    /** Name of the project. @default "project" */
    readonly project?: string;
    /** Name of the stack. @default "stack" */
    readonly stack?: string;
    /** Config of the stack: text by `namespace:key`, structured values as JSON. @default - the current config */
    readonly config?: Readonly<Record<string, string>>;
    /**
     * State of your program's own resources in addition to their inputs, such as the ARN of a bucket; `undefined` for
     * others.
     */
    readonly newResource?: (args: pulumi.runtime.MockResourceArgs) => Readonly<Record<string, unknown>> | undefined;
    /** Results of the provider functions that your program calls; `undefined` for others. */
    readonly call?: (args: pulumi.runtime.MockCallArgs) => Readonly<Record<string, unknown>> | undefined;
}

/** The result of a program. */
export interface Recording<T> {
    /** The return value of the program. */
    readonly result: T;
    /** Resources and components, in the order of registration. */
    readonly resources: readonly RecordedResource[];
    /** Resources of one type, by logical name. */
    readonly of: (type: string) => ReadonlyMap<string, RecordedResource>;
    /** Logged warnings. */
    readonly warnings: readonly string[];
    /** Logged information. */
    readonly infos: readonly string[];
    /** Names of the resource hooks. */
    readonly hooks: readonly string[];
}

/**
 * Runs `program` as a stack, and waits for all its registrations. AWS is mocked: clusters exist, and new roles have
 * ARNs. Programs run one after the other, because a process has one Pulumi runtime.
 *
 * @param program Registers resources, and returns the values that the test needs. It can be asynchronous.
 * @param options Options of the run. Every option has a default.
 * @throws The error of the program: all problems of the args in one message, or the error of AWS.
 * @see https://www.pulumi.com/docs/iac/guides/testing/unit/
 */
export async function record<T>(program: () => T | Promise<T>, options: RecordOptions = {}): Promise<Recording<T>> {
    const { aws = {}, preview = false, project = "project", stack = "stack", config, ...own } = options;
    await pulumi.runtime.setMocks(mocksOf(aws, preview, own), project, stack, preview);
    if (config) {
        pulumi.runtime.setAllConfig({ ...config });
    }
    const { resources, hooks } = recordRegistrations();
    const warnings: string[] = [];
    const infos: string[] = [];
    // Without an engine the SDK prints logs to the standard output.
    const restore = [redirected("warn", warnings), redirected("info", infos)];
    const failures = watchedRejections();
    try {
        const result = await Promise.race([Promise.resolve(program()), failures.first]);
        // If its registrations fail, a program never settles.
        await Promise.race([pulumi.runtime.disconnect(), failures.first]);
        await Promise.race([new Promise(resolve => setImmediate(resolve)), failures.first]);
        return {
            result,
            resources,
            warnings,
            infos,
            hooks,
            of: type => new Map(resources.filter(entry => entry.type === type).map(entry => [entry.name, entry])),
        };
    } catch (error) {
        // Pending work must not reach the mocks of the next program.
        await new Promise(resolve => setTimeout(resolve, 20));
        forgetPromises();
        throw error;
    } finally {
        failures.stop();
        restore.forEach(each => {
            each();
        });
    }
}

/**
 * The value of an Output.
 *
 * @throws Error if the value is unknown, such as the ARN of a new role in a preview.
 */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve, reject) => {
        const limit = setTimeout(() => {
            reject(new Error("The value of this Output is unknown."));
        }, 2_000);
        output.apply(value => {
            clearTimeout(limit);
            resolve(value);
        });
    });
}

function mocksOf(
    aws: MockedAws,
    preview: boolean,
    own: Pick<RecordOptions, "newResource" | "call">,
): pulumi.runtime.Mocks {
    return {
        newResource: args => {
            const inputs = args.inputs as Readonly<Record<string, unknown>>;
            const added = preview ? {} : addedByAws(args.type, args.name, inputs, aws);
            return {
                id: preview ? undefined : `${args.name}-id`,
                state: { ...inputs, ...added, ...own.newResource?.(args) },
            };
        },
        call: args => {
            const answer =
                own.call?.(args) ?? answerOf(args.token, args.inputs as Readonly<Record<string, unknown>>, aws);
            if (answer === undefined) {
                throw refusal(`No answer for ${args.token}: return one from the option "call" of record.`);
            }
            return answer;
        },
    };
}

/** Under mocks, a rejection outside of registrations is otherwise lost. */
function watchedRejections(): { readonly first: Promise<never>; readonly stop: () => void } {
    let fail: (reason: unknown) => void = () => undefined;
    const first = new Promise<never>((_resolve, reject) => {
        fail = reject;
    });
    first.catch(() => undefined);
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", fail);
    return {
        first,
        stop: () => {
            process.off("unhandledRejection", fail);
            others.forEach(listener => process.on("unhandledRejection", listener));
        },
    };
}

/** A failed program leaves promises open. The SDK would report them as leaks at the end of the process. */
function forgetPromises(): void {
    try {
        // Not among the exports of the SDK's index.
        // eslint-disable-next-line @typescript-eslint/no-require-imports
        const sdk = require("@pulumi/pulumi/runtime/debuggable") as { readonly leakedPromises?: () => unknown };
        sdk.leakedPromises?.();
    } catch {
        // Another version of the SDK: the report stays.
    }
}

/** Collects logs in `into` until the returned function is called. */
function redirected(level: "warn" | "info", into: string[]): () => void {
    const original = pulumi.log[level];
    const replace = (value: unknown): void => {
        Object.defineProperty(pulumi.log, level, { value, configurable: true, writable: true });
    };
    replace((message: string) => {
        into.push(message);
        return Promise.resolve();
    });
    return () => {
        replace(original);
    };
}
