import { definePreset } from "../definition";
import { feature, flag } from "../parameters";

/**
 * AWS Distro for OpenTelemetry, the preconfigured collector of Prometheus metrics. It writes to Amazon Managed Service
 * for Prometheus, and optionally to CloudWatch. The add-on supports Pod Identity since v0.94.1, and requires cert-manager.
 * Usual subject: `opentelemetry-operator-system/adot-col-prom-metrics`. Source, compared on 2026-11-25:
 * https://github.com/aws-otel/aws-otel.github.io/blob/main/src/docs/getting-started/adot-eks-add-on/config-prometheus-metrics.mdx
 */
export interface AdotPrometheusPreset {
    /** Whether the pipeline `emf` is enabled, which writes the metrics to CloudWatch. @default false */
    readonly cloudWatch?: boolean;
}

export const adotPrometheus = definePreset<AdotPrometheusPreset>({
    source: "https://github.com/aws-otel/aws-otel.github.io/blob/main/src/docs/getting-started/adot-eks-add-on/config-prometheus-metrics.mdx",
    sourceVersion: "e256b2e4c09a9516eeb9adc5c5739a14b0cb1249",
    checked: "2026-11-25",
    usualSubject: "opentelemetry-operator-system/adot-col-prom-metrics",
    parameters: {
        cloudWatch: feature(flag),
    },
    // The source lists both, and recommends attaching only those of the enabled pipelines.
    managedPolicies: ({ cloudWatch }) => [
        "AmazonPrometheusRemoteWriteAccess",
        ...(cloudWatch ? ["CloudWatchAgentServerPolicy"] : []),
    ],
    example: {},
});
