/**
 * The offline check of a stack file, as `pod-identity check` does it: `check.ts <associations>` prints
 * `{ seconds, megabytes, parsing }`, in a process of its own. The process's start is not in it; `parsing` is what the YAML
 * library alone needs for the same text, in the same process.
 */
import * as path from "node:path";
import { parseDocument, stringify } from "yaml"; // as config/ reads it
import { offlineStackOf } from "../config/offline";
import { secondsSince } from "./timing";

export interface CheckRun {
    readonly seconds: number;
    readonly megabytes: number;
    /** Seconds of the YAML library. */
    readonly parsing: number;
}

/** A stack file like those of real clusters: a role of its own for each, with a statement, a managed policy and tags. */
export function stackFile(count: number): string {
    const associations = Array.from({ length: count }, (_, index) => [
        `team-${String(index % 50)}/service-${String(index)}`,
        {
            role: {
                statements: [
                    {
                        actions: ["s3:GetObject", "s3:PutObject"],
                        resources: [`arn:{partition}:s3:::service-${String(index)}-{cluster}/*`],
                    },
                ],
                managedPolicies: ["AmazonSQSReadOnlyAccess"],
                tags: { service: `service-${String(index)}` },
            },
        },
    ]);
    return stringify({
        config: {
            "aws:region": "eu-west-1",
            "eks-pod-identity:clusterName": "bench",
            "eks-pod-identity:associations": Object.fromEntries(associations) as unknown,
        },
    });
}

function run(count: number): CheckRun {
    const text = stackFile(count);
    const folder = path.join(__dirname, "..");
    // Both once before: the first run also pays for compiling the code.
    parse(stackFile(100));
    offlineStackOf(stackFile(100), "Pulumi.bench.yaml", { folder, name: undefined, stackFolder: folder }, file => file);
    const parsing = parse(text);
    const start = process.hrtime.bigint();
    const { problems } = offlineStackOf(
        text,
        "Pulumi.bench.yaml",
        { folder, name: undefined, stackFolder: folder },
        file => file,
    );
    const seconds = secondsSince(start);
    if (problems.length > 0) {
        throw new Error(`The stack file has ${String(problems.length)} problems.`);
    }
    return { seconds, megabytes: process.resourceUsage().maxRSS / 1024, parsing };
}

function parse(text: string): number {
    const start = process.hrtime.bigint();
    parseDocument(text);
    return secondsSince(start);
}

if (require.main === module) {
    process.stdout.write(JSON.stringify(run(Number(process.argv[2]))));
}
