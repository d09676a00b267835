import { allowAs, definePreset } from "./definition";

/**
 * pganalyze collector for RDS and Aurora.
 * Usual subject: `default/pganalyze-service-account`. Source, compared on 2026-11-23:
 * https://pganalyze.com/docs/install/amazon_rds/03_setup_iam_policy
 */
export interface PganalyzePreset {}

export const pganalyze = definePreset<PganalyzePreset>({
    source: "https://pganalyze.com/docs/install/amazon_rds/03_setup_iam_policy",
    checked: "2026-11-23",
    usualSubject: "default/pganalyze-service-account",
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
