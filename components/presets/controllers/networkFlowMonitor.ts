import { definePreset } from "../definition";

/**
 * AWS Network Flow Monitor agent, v1.0.1 or later.
 * Usual subject: `amazon-network-flow-monitor/aws-network-flow-monitor-agent-service-account`. Source, compared on 2026-11-25:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudWatchNetworkFlowMonitorAgentPublishPolicy.html
 */
export interface NetworkFlowMonitorPreset {}

export const networkFlowMonitor = definePreset<NetworkFlowMonitorPreset>({
    source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/CloudWatchNetworkFlowMonitorAgentPublishPolicy.html",
    checked: "2026-11-25",
    sourceVersion: "2026-02-12",
    usualSubject: "amazon-network-flow-monitor/aws-network-flow-monitor-agent-service-account",
    parameters: {},
    managedPolicies: () => ["CloudWatchNetworkFlowMonitorAgentPublishPolicy"],
    example: {},
});
