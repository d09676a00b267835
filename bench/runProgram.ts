/**
 * One measured run, in its own process: `runProgram.ts <program> <count>` prints `{ seconds, megabytes, resources }`.
 */
import * as pulumi from "@pulumi/pulumi";
import { programs } from "./programs";
import type { ProgramName } from "./programs";
import { secondsSince } from "./timing";

export interface Run {
    readonly seconds: number;
    readonly megabytes: number;
    /** Registered AWS resources. The comparison is valid only if both programs have the same number. */
    readonly resources: number;
}

async function run(program: ProgramName, count: number): Promise<Run> {
    let resources = 0;
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs }) => {
                resources += type.startsWith("aws:") ? 1 : 0;
                return {
                    id: `${name}-id`,
                    state: {
                        ...(inputs as Record<string, unknown>),
                        name,
                        arn: `arn:aws:iam::111122223333:role/${name}`,
                    },
                };
            },
            call: ({ token }) =>
                token.endsWith("getCluster")
                    ? {
                          name: "bench",
                          arn: "arn:aws:eks:eu-west-1:111122223333:cluster/bench",
                          version: "1.33",
                          computeConfigs: [],
                      }
                    : { accountId: "111122223333" },
        },
        "bench",
        "dev",
        false,
    );
    // The mock monitor does not have these two. Without them, the component registers no hooks.
    const monitor = pulumi.runtime.getMonitor() as unknown as Record<string, unknown>;
    const accept = (_request: unknown, callback: (error: null, response: object) => void): void => {
        callback(null, {});
    };
    monitor.registerErrorHook = accept;
    monitor.registerResourceHook = accept;
    const start = process.hrtime.bigint();
    programs[program](count);
    await pulumi.runtime.disconnect();
    const seconds = secondsSince(start);
    return { seconds, megabytes: process.resourceUsage().maxRSS / 1024, resources };
}

const [, , program, count] = process.argv;
void run(program as ProgramName, Number(count)).then(result => {
    process.stdout.write(JSON.stringify(result));
});
