/** Runs a program without Pulumi's engine and without AWS. */
import * as pulumi from "@pulumi/pulumi";
import { addedByAws, answerOf, refusal } from "./aws";
import type { MockedAws } from "./aws";
import { recordRegistrations } from "./monitor";
import type { RecordedResource } from "./monitor";

/** How a program is run. Everything has a default. */
export interface RecordOptions {
    /** What AWS has before the program runs. */
    readonly aws?: MockedAws;
    /** Whether the program runs as in `pulumi preview`: what AWS gives a new resource is unknown. @default false */
    readonly preview?: boolean;
    /** Name of the project. @default "project" */
    readonly project?: string;
    /** Name of the stack. @default "stack" */
    readonly stack?: string;
    /** Config of the stack: text by `namespace:key`, structured values as JSON. @default what is set already */
    readonly config?: Readonly<Record<string, string>>;
    /** State of your program's own resources, such as the ARN of a bucket, beside their inputs; `undefined` for others. */
    readonly newResource?: (args: pulumi.runtime.MockResourceArgs) => Readonly<Record<string, unknown>> | undefined;
    /** What functions of providers return that your program calls; `undefined` for others. */
    readonly call?: (args: pulumi.runtime.MockCallArgs) => Readonly<Record<string, unknown>> | undefined;
}

/** What a program did. */
export interface Recording<T> {
    /** What the program returned. */
    readonly result: T;
    /** Resources and components, in the order of registration. */
    readonly resources: readonly RecordedResource[];
    /** Those of one type, by logical name. */
    readonly of: (type: string) => ReadonlyMap<string, RecordedResource>;
    /** Warnings that were logged. */
    readonly warnings: readonly string[];
    /** Information that was logged. */
    readonly infos: readonly string[];
    /** Names of the resource hooks. */
    readonly hooks: readonly string[];
}

/**
 * Runs `program` as a stack and waits for everything that it registers. AWS is mocked: clusters exist and new roles have
 * ARNs. Programs run one after the other, since Pulumi has one runtime in a process.
 *
 * @param program Registers resources, and returns what the test looks at. It can be asynchronous.
 * @param options Where it runs. Everything has a default.
 * @throws What the program would fail with: all problems of the args in one message, or what AWS refuses.
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
        // A program whose registrations fail never comes to rest.
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
        // What is still under way must not reach the mocks of the next program.
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
 * @throws Error where the value is unknown, as the ARN of a new role is in a preview.
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

/** Under mocks a rejection that no registration carries surfaces nowhere else. */
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

/** A failed program leaves promises open. The SDK would report them as leaks when the process ends. */
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

/** Collects what is logged in `into`, until the returned function is called. */
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
