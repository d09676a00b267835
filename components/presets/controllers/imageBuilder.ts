import { definePreset } from "../definition";

/**
 * Builder of container images that pushes them to Amazon ECR. The subject is the builder's own service account.
 * Source, compared on 2026-11-25:
 * https://github.com/eksctl-io/eksctl/blob/main/pkg/cfn/builder/iam_helper.go
 */
export interface ImageBuilderPreset {}

export const imageBuilder = definePreset<ImageBuilderPreset>({
    source: "https://github.com/eksctl-io/eksctl/blob/main/pkg/cfn/builder/iam_helper.go",
    checked: "2026-11-25",
    sourceVersion: "99984adb6164ece593c0728523b7f497ea61d60e",
    parameters: {},
    managedPolicies: () => ["AmazonEC2ContainerRegistryPowerUser"],
    example: {},
});
