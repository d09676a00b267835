/**
 * The offline check of a stack file, as `pod-identity check` does it: `check.ts <associations>` prints
 * `{ seconds, megabytes, bytes }`, in a process of its own. The process's start is not in it.
 */
import * as path from "node:path";
import { stringify } from "yaml"; // as config/ reads it
import { offlineStackOf } from "../config/offline";

export interface CheckRun {
    readonly seconds: number;
    readonly megabytes: number;
    /** Size of the stack file. */
    readonly bytes: number;
}

/** To reach, for as many associations as EKS takes on one cluster. */
export const checkGoal = { associations: 5_000, seconds: 1 } as const;

/** A stack file like those of real clusters: a role of its own for each, with a statement, a managed policy and tags. */
function stackFile(count: number): string {
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
    const start = process.hrtime.bigint();
    const { problems } = offlineStackOf(
        text,
        "Pulumi.bench.yaml",
        { folder, name: undefined, stackFolder: folder },
        file => file,
    );
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (problems.length > 0) {
        throw new Error(`The stack file has ${String(problems.length)} problems.`);
    }
    return { seconds, megabytes: process.resourceUsage().maxRSS / 1024, bytes: Buffer.byteLength(text) };
}

if (require.main === module) {
    process.stdout.write(JSON.stringify(run(Number(process.argv[2]))));
}
