import { allow, definePreset } from "./definition";

/**
 * Envoy side-car of App Mesh. The subject is the workload's own service account.
 * Source, compared on 2026-11-23:
 * https://github.com/aws/aws-app-mesh-controller-for-k8s/blob/master/config/iam/envoy-iam-policy.json
 */
export interface AppmeshEnvoyProxyPreset {}

export const appmeshEnvoyProxy = definePreset<AppmeshEnvoyProxyPreset>({
    source: "https://github.com/aws/aws-app-mesh-controller-for-k8s/blob/master/config/iam/envoy-iam-policy.json",
    checked: "2026-11-23",
    parameters: {},
    statements: () => [
        allow(["appmesh:StreamAggregatedResources"], ["*"]),
        allow(["acm:ExportCertificate", "acm-pca:GetCertificateAuthorityCertificate"], ["*"]),
    ],
    example: {},
});
