import { definePreset } from "../definition";

/**
 * CloudWatch agent: Container Insights and Application Signals. The add-on supports Pod Identity since v3.1.0.
 * Usual subject: `amazon-cloudwatch/cloudwatch-agent`. Source, compared on 2026-11-25:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-setup-EKS-addon.html
 */
export interface CloudwatchObservabilityPreset {}

export const cloudwatchObservability = definePreset<CloudwatchObservabilityPreset>({
    source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-setup-EKS-addon.html",
    // The date of the managed policy. The page has none.
    sourceVersion: "2024-02-06",
    checked: "2026-11-25",
    usualSubject: "amazon-cloudwatch/cloudwatch-agent",
    parameters: {},
    // Other pages of AWS add AWSXrayWriteOnlyAccess. Since 2024 this policy has all of its actions.
    managedPolicies: () => ["CloudWatchAgentServerPolicy"],
    example: {},
});
