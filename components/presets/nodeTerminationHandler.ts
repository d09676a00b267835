import type * as pulumi from "@pulumi/pulumi";
import { allow, definePreset } from "./definition";
import { arns, required } from "./parameters";

/**
 * AWS Node Termination Handler in queue mode.
 * Usual subject: `kube-system/aws-node-termination-handler`. Source, compared on 2026-11-23:
 * https://github.com/aws/aws-node-termination-handler/blob/main/README.md
 */
export interface NodeTerminationHandlerPreset {
    /** ARNs of the SQS queues it reads. At least one. */
    readonly queueArns: pulumi.Input<string>[];
}

export const nodeTerminationHandler = definePreset<NodeTerminationHandlerPreset>({
    source: "https://github.com/aws/aws-node-termination-handler/blob/main/README.md",
    checked: "2026-11-23",
    usualSubject: "kube-system/aws-node-termination-handler",
    parameters: {
        queueArns: required(arns("arn:aws:sqs:REGION:ACCOUNT:QUEUE")),
    },
    statements: ({ queueArns }) => [
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
    ],
    example: { queueArns: ["arn:{partition}:sqs:{region}:{account}:node-termination"] },
});
