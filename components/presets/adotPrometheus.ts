import { definePreset } from "./definition";

/**
 * AWS Distro for OpenTelemetry, the preconfigured collector of Prometheus metrics. The add-on takes Pod Identity from
 * v0.94.1 on and needs cert-manager.
 * Usual subject: `opentelemetry-operator-system/adot-col-prom-metrics`. Source, compared on 2026-11-23:
 * https://docs.aws.amazon.com/eks/latest/eksctl/pod-identity-associations.html
 */
export interface AdotPrometheusPreset {}

export const adotPrometheus = definePreset<AdotPrometheusPreset>({
    source: "https://docs.aws.amazon.com/eks/latest/eksctl/pod-identity-associations.html",
    checked: "2026-11-23",
    usualSubject: "opentelemetry-operator-system/adot-col-prom-metrics",
    parameters: {},
    managedPolicies: () => ["AmazonPrometheusRemoteWriteAccess"],
    example: {},
});
