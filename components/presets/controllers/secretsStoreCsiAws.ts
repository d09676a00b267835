import type * as pulumi from "@pulumi/pulumi";
import { allow, definePreset, when } from "../definition";
import { arns, feature } from "../parameters";

/**
 * Secrets Store CSI driver with the provider of AWS (ASCP). The subject is the service account of the workload that
 * mounts the secrets. Source, compared on 2026-11-25:
 * https://github.com/aws/secrets-store-csi-driver-provider-aws/blob/main/README.md
 */
export interface SecretsStoreCsiAwsPreset {
    /**
     * ARNs of the secrets that it may read, such as `arn:aws:secretsmanager:REGION:ACCOUNT:secret:shop/*`.
     * @default - none
     */
    readonly secretArns?: pulumi.Input<string>[];
    /** ARNs of the Parameter Store parameters that it may read. @default - none */
    readonly ssmParameterArns?: pulumi.Input<string>[];
    /** ARNs of the customer managed KMS keys of the secrets and parameters. @default - none */
    readonly kmsKeyArns?: pulumi.Input<string>[];
}

export const secretsStoreCsiAws = definePreset<SecretsStoreCsiAwsPreset>({
    source: "https://github.com/aws/secrets-store-csi-driver-provider-aws/blob/main/README.md",
    checked: "2026-11-25",
    sourceVersion: "a74182c14f96eb4787eb624d44265659f07e4008",
    differences: [
        { actions: ["ssm:GetParameters"], reason: "The source has it in its text, not in its policy." },
        { actions: ["kms:Decrypt"], reason: "Customer managed keys need it. The source refers to the pages on keys." },
    ],
    parameters: {
        secretArns: feature(arns("arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME")),
        ssmParameterArns: feature(arns("arn:aws:ssm:REGION:ACCOUNT:parameter/NAME")),
        kmsKeyArns: feature(arns("arn:aws:kms:REGION:ACCOUNT:key/ID")),
    },
    demands: [
        {
            holds: ({ secretArns, ssmParameterArns }) => secretArns.length + ssmParameterArns.length > 0,
            problem: "has neither secrets nor parameters",
            remedy: "set secretArns, ssmParameterArns or both",
        },
    ],
    statements: ({ secretArns, ssmParameterArns, kmsKeyArns }) => [
        ...when(
            secretArns.length > 0,
            allow(["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"], secretArns),
        ),
        ...when(ssmParameterArns.length > 0, allow(["ssm:GetParameters"], ssmParameterArns)),
        ...when(kmsKeyArns.length > 0, allow(["kms:Decrypt"], kmsKeyArns)),
    ],
    example: { secretArns: ["arn:{partition}:secretsmanager:{region}:{account}:secret:shop/*"] },
});
