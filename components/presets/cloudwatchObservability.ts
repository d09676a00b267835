import { definePreset } from "./definition";

/**
 * CloudWatch agent: Container Insights and Application Signals. The add-on takes Pod Identity from v3.1.0 on.
 * Usual subject: `amazon-cloudwatch/cloudwatch-agent`. Source, compared on 2026-11-23:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html
 */
export interface CloudwatchObservabilityPreset {}

export const cloudwatchObservability = definePreset<CloudwatchObservabilityPreset>({
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/install-CloudWatch-Observability-EKS-addon.html",
    checked: "2026-11-23",
    usualSubject: "amazon-cloudwatch/cloudwatch-agent",
    parameters: {},
    managedPolicies: () => ["CloudWatchAgentServerPolicy", "AWSXrayWriteOnlyAccess"],
    example: {},
});
