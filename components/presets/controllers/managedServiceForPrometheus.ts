import type * as pulumi from "@pulumi/pulumi";
import { allow, definePreset } from "../definition";
import { arns, required } from "../parameters";

/**
 * Writer of metrics to Amazon Managed Service for Prometheus, or a client that queries them. The source has a second service
 * account for queries, `amp-iamproxy-query-service-account`.
 * Usual subject: `prometheus/amp-iamproxy-ingest-service-account`. Source, compared on 2026-11-25:
 * https://docs.aws.amazon.com/prometheus/latest/userguide/set-up-irsa.html
 */
export interface ManagedServiceForPrometheusPreset {
    /** ARNs of the workspaces, at least one. */
    readonly workspaceArns: pulumi.Input<string>[];
}

export const managedServiceForPrometheus = definePreset<ManagedServiceForPrometheusPreset>({
    source: "https://docs.aws.amazon.com/prometheus/latest/userguide/set-up-irsa.html",
    checked: "2026-11-25",
    sourceVersion: "2026-11-25",
    usualSubject: "prometheus/amp-iamproxy-ingest-service-account",
    differences: [
        {
            actions: ["aps:*"],
            reason: "On the workspaces of workspaceArns. The source has every workspace.",
        },
    ],
    parameters: {
        workspaceArns: required(arns("arn:aws:aps:REGION:ACCOUNT:workspace/ID")),
    },
    statements: ({ workspaceArns }) => [
        allow(
            ["aps:RemoteWrite", "aps:QueryMetrics", "aps:GetSeries", "aps:GetLabels", "aps:GetMetricMetadata"],
            workspaceArns,
        ),
    ],
    example: {
        workspaceArns: ["arn:{partition}:aps:{region}:{account}:workspace/ws-12345678-abcd-1234-abcd-123456789012"],
    },
});
