import { allow, definePreset } from "../definition";

/**
 * Envoy sidecar of AWS App Mesh. AWS App Mesh ended on 2026-09-30, so this preset is no longer of use. The subject is the
 * service account of the workload.
 * Source, compared on 2026-11-25:
 * https://github.com/aws/aws-app-mesh-controller-for-k8s/blob/master/config/iam/envoy-iam-policy.json
 */
export interface AppmeshEnvoyProxyPreset {}

export const appmeshEnvoyProxy = definePreset<AppmeshEnvoyProxyPreset>({
    source: "https://github.com/aws/aws-app-mesh-controller-for-k8s/blob/master/config/iam/envoy-iam-policy.json",
    sourceVersion: "7588d122c3c45e1f873d7d016a30922f049764bf",
    checked: "2026-11-25",
    ended: "AWS App Mesh ended on 2026-09-30",
    parameters: {},
    statements: () => [
        allow(["appmesh:StreamAggregatedResources"], ["*"]),
        allow(["acm:ExportCertificate", "acm-pca:GetCertificateAuthorityCertificate"], ["*"]),
    ],
    example: {},
});
