import { definePreset } from "./definition";

/**
 * AWS Distro for OpenTelemetry, the preconfigured collector of container logs. The add-on takes Pod Identity from
 * v0.94.1 on and needs cert-manager.
 * Usual subject: `opentelemetry-operator-system/adot-col-container-logs`. Source, compared on 2026-11-23:
 * https://docs.aws.amazon.com/eks/latest/eksctl/pod-identity-associations.html
 */
export interface AdotContainerLogsPreset {}

export const adotContainerLogs = definePreset<AdotContainerLogsPreset>({
    source: "https://docs.aws.amazon.com/eks/latest/eksctl/pod-identity-associations.html",
    checked: "2026-11-23",
    usualSubject: "opentelemetry-operator-system/adot-col-container-logs",
    parameters: {},
    managedPolicies: () => ["CloudWatchAgentServerPolicy"],
    example: {},
});
