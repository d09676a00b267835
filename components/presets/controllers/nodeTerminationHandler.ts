import type * as pulumi from "@pulumi/pulumi";
import { allow, definePreset, when } from "../definition";
import { arns, feature, flag, required } from "../parameters";

/**
 * AWS Node Termination Handler in queue mode.
 * Usual subject: `kube-system/aws-node-termination-handler`. Source, compared on 2026-11-25:
 * https://github.com/aws/aws-node-termination-handler/blob/main/README.md
 */
export interface NodeTerminationHandlerPreset {
    /** ARNs of the SQS queues that it reads, at least one. */
    readonly queueArns: pulumi.Input<string>[];
    /** Whether it sends lifecycle heartbeats (`heartbeatInterval` of its chart). @default false */
    readonly heartbeats?: boolean;
}

export const nodeTerminationHandler = definePreset<NodeTerminationHandlerPreset>({
    source: "https://github.com/aws/aws-node-termination-handler/blob/main/README.md",
    checked: "2026-11-25",
    sourceVersion: "62a8761d812b331620a0f006b55f70bcadb0462e",
    usualSubject: "kube-system/aws-node-termination-handler",
    differences: [
        {
            actions: ["sqs:*"],
            reason: "On the queues of queueArns. The source has every queue.",
        },
        {
            actions: ["autoscaling:DescribeLifecycleHooks", "autoscaling:RecordLifecycleActionHeartbeat"],
            reason: "With `heartbeats` only. The handler calls them since v1.24. Its README does not list them.",
        },
    ],
    parameters: {
        queueArns: required(arns("arn:aws:sqs:REGION:ACCOUNT:QUEUE")),
        heartbeats: feature(flag),
    },
    statements: ({ queueArns, heartbeats }) => [
        allow(
            [
                "autoscaling:CompleteLifecycleAction",
                "autoscaling:DescribeAutoScalingInstances",
                "autoscaling:DescribeTags",
                "ec2:DescribeInstances",
            ],
            ["*"],
        ),
        allow(["sqs:DeleteMessage", "sqs:ReceiveMessage"], queueArns),
        ...when(
            heartbeats,
            allow(["autoscaling:DescribeLifecycleHooks", "autoscaling:RecordLifecycleActionHeartbeat"], ["*"]),
        ),
    ],
    example: { queueArns: ["arn:{partition}:sqs:{region}:{account}:node-termination"] },
});
