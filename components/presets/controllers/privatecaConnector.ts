import { definePreset } from "../definition";

/**
 * AWS Private CA connector for Kubernetes, an add-on, with the managed policy of AWS, which covers every certificate
 * authority. Prefer `privateCaIssuer`.
 * Usual subject: `aws-privateca-issuer/aws-privateca-issuer`. Source, compared on 2026-11-25:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSPrivateCAConnectorForKubernetesPolicy.html
 */
export interface PrivatecaConnectorPreset {}

export const privatecaConnector = definePreset<PrivatecaConnectorPreset>({
    source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSPrivateCAConnectorForKubernetesPolicy.html",
    checked: "2026-11-25",
    sourceVersion: "2026-02-12",
    usualSubject: "aws-privateca-issuer/aws-privateca-issuer",
    parameters: {},
    managedPolicies: () => ["AWSPrivateCAConnectorForKubernetesPolicy"],
    example: {},
});
