import { definePreset } from "./definition";

/**
 * What builds container images and pushes them to Amazon ECR. The subject is the builder's own service account.
 * Source, compared on 2026-11-23:
 * https://docs.aws.amazon.com/eks/latest/eksctl/pod-identity-associations.html
 */
export interface ImageBuilderPreset {}

export const imageBuilder = definePreset<ImageBuilderPreset>({
    source: "https://docs.aws.amazon.com/eks/latest/eksctl/pod-identity-associations.html",
    checked: "2026-11-23",
    parameters: {},
    managedPolicies: () => ["AmazonEC2ContainerRegistryPowerUser"],
    example: {},
});
