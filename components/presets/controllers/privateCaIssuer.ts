import type * as pulumi from "@pulumi/pulumi";
import { allow, definePreset } from "../definition";
import { arns, required } from "../parameters";

/**
 * AWS Private CA issuer for cert-manager.
 * Usual subject: `aws-privateca-issuer/aws-privateca-issuer`. Source, compared on 2026-11-25:
 * https://github.com/cert-manager/aws-privateca-issuer/blob/main/README.md
 */
export interface PrivateCaIssuerPreset {
    /** ARNs of the private certificate authorities that it may issue from, at least one. */
    readonly certificateAuthorityArns: pulumi.Input<string>[];
}

export const privateCaIssuer = definePreset<PrivateCaIssuerPreset>({
    source: "https://github.com/cert-manager/aws-privateca-issuer/blob/main/README.md",
    checked: "2026-11-25",
    sourceVersion: "cc32c134687affd2c83a2333058cfc5666522977",
    usualSubject: "aws-privateca-issuer/aws-privateca-issuer",
    parameters: {
        certificateAuthorityArns: required(arns("arn:aws:acm-pca:REGION:ACCOUNT:certificate-authority/ID")),
    },
    statements: ({ certificateAuthorityArns }) => [
        allow(
            ["acm-pca:DescribeCertificateAuthority", "acm-pca:GetCertificate", "acm-pca:IssueCertificate"],
            certificateAuthorityArns,
        ),
    ],
    example: {
        certificateAuthorityArns: [
            "arn:{partition}:acm-pca:{region}:{account}:certificate-authority/12345678-1234-1234-1234-123456789012",
        ],
    },
});
