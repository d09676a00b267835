import { allowAs, definePreset } from "../definition";

/**
 * pganalyze collector for RDS and Aurora.
 * Usual subject: `default/pganalyze-service-account`. Source, compared on 2026-11-25:
 * https://pganalyze.com/docs/install/amazon_rds/03_install_collector_eks
 */
export interface PganalyzePreset {}

export const pganalyze = definePreset<PganalyzePreset>({
    source: "https://pganalyze.com/docs/install/amazon_rds/03_install_collector_eks",
    checked: "2026-11-25",
    sourceVersion: "2026-11-25",
    usualSubject: "default/pganalyze-service-account",
    differences: [
        {
            actions: ["logs:GetLogEvents", "rds:*"],
            reason: "In the account and Region of the role. The source has all of them.",
        },
    ],
    parameters: {},
    statements: (_, { partition, region, account }) => [
        allowAs("CloudwatchGetMetrics", ["cloudwatch:GetMetricStatistics"], ["*"]),
        allowAs(
            "CloudwatchLogEvents",
            ["logs:GetLogEvents"],
            [`arn:${partition}:logs:${region}:${account}:log-group:RDSOSMetrics:log-stream:*`],
        ),
        allowAs(
            "RDSDescribeParameters",
            ["rds:DescribeDBParameters"],
            [`arn:${partition}:rds:${region}:${account}:pg:*`],
        ),
        allowAs(
            "RDSInstanceDescribe",
            ["rds:DescribeDBInstances", "rds:DownloadDBLogFilePortion", "rds:DescribeDBLogFiles"],
            [`arn:${partition}:rds:${region}:${account}:db:*`],
        ),
        allowAs(
            "RDSClusterDescribe",
            ["rds:DescribeDBClusters"],
            [`arn:${partition}:rds:${region}:${account}:cluster:*`],
        ),
    ],
    example: {},
});
