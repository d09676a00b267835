import { definePreset } from "../definition";

/**
 * AWS Distro for OpenTelemetry, the preconfigured collector of traces. The add-on supports Pod Identity since v0.94.1,
 * and requires cert-manager.
 * Usual subject: `opentelemetry-operator-system/adot-col-otlp-ingest`. Source, compared on 2026-11-25:
 * https://github.com/aws-otel/aws-otel.github.io/blob/main/src/docs/getting-started/adot-eks-add-on/config-otlp-ingest.mdx
 */
export interface AdotOtlpPreset {}

export const adotOtlp = definePreset<AdotOtlpPreset>({
    source: "https://github.com/aws-otel/aws-otel.github.io/blob/main/src/docs/getting-started/adot-eks-add-on/config-otlp-ingest.mdx",
    sourceVersion: "e256b2e4c09a9516eeb9adc5c5739a14b0cb1249",
    checked: "2026-11-25",
    usualSubject: "opentelemetry-operator-system/adot-col-otlp-ingest",
    parameters: {},
    managedPolicies: () => ["AWSXrayWriteOnlyAccess"],
    example: {},
});
