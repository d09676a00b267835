/** A stack file: the real program runs on its config, without Pulumi's engine and without AWS. */
import { withWarningsGiven } from "../../components/registering/warningsGiven";
import type { OfflineStack } from "../../config/offline";
import { registered } from "../../config/program";
import type { InventorySource } from "../inventoryOf";
import type { MockedAws } from "../../testing";
import { record } from "../../testing";
import { positionsIn } from "./positions";

/** The resources that a stack file without problems registers, with their positions in it. */
export async function stackFileSource(stack: OfflineStack, name: string): Promise<InventorySource> {
    const { clusterName, aws, assumptions } = assumedPlace(stack);
    const { args, hasCluster, targetRoles } = stack;
    const { resources } = await withoutTraces(() =>
        record(
            () =>
                registered({
                    stack: hasCluster ? withWarningsGiven({ ...args, clusterName }) : undefined,
                    targetRoles,
                }),
            { project: "eks-pod-identity", stack: "offline", aws },
        ),
    );
    return {
        name,
        resources,
        assumptions: assumptions.map(text => `${name}: ${text}`),
        unknowns: stack.isPartial
            ? [`${name}: an environment of Pulumi ESC, or a file that cannot be read, may add to it.`]
            : [],
        positions: positionsIn(stack),
    };
}

/** The SDK takes a trace of the stack for each promise, which needs a third of the time. */
async function withoutTraces<T>(work: () => Promise<T>): Promise<T> {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
        return await work();
    } finally {
        Error.stackTraceLimit = stackTraceLimit;
    }
}

/** What config does not say and a policy needs. */
function assumedPlace({ args, account, region, clusterFrom, hasCluster }: OfflineStack): {
    readonly clusterName: string;
    readonly aws: Required<Pick<MockedAws, "account" | "region">>;
    readonly assumptions: readonly string[];
} {
    const clusterName = typeof args.clusterName === "string" ? args.clusterName : "cluster";
    const aws = { account: account ?? "111122223333", region: region ?? "us-east-1" };
    return {
        clusterName,
        aws,
        assumptions: [
            ...(account === undefined ? [`the account is assumed to be ${aws.account}`] : []),
            ...(region === undefined ? [`the Region is assumed to be ${aws.region}`] : []),
            ...(args.clusterName === undefined && hasCluster
                ? [
                      clusterFrom === undefined
                          ? `the cluster is assumed to be called "${clusterName}"`
                          : `the cluster, an output of ${clusterFrom.stack}, is assumed to be called "${clusterName}"`,
                  ]
                : []),
        ],
    };
}
