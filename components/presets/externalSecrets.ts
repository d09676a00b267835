import type * as pulumi from "@pulumi/pulumi";
import { allow, definePreset, when } from "./definition";
import { arns, feature, flag } from "./parameters";

/**
 * External Secrets Operator, reading Secrets Manager or Parameter Store.
 * Usual subject: `external-secrets/external-secrets`. Source, compared on 2026-11-23:
 * https://external-secrets.io/latest/provider/aws-secrets-manager/
 */
export interface ExternalSecretsPreset {
    /** ARNs of the Parameter Store parameters it may read. Left out or empty: none. @default - none */
    readonly ssmParameterArns?: pulumi.Input<string>[];
    /** ARNs of the Secrets Manager secrets it may read. Left out or empty: none. @default - none */
    readonly secretArns?: pulumi.Input<string>[];
    /** ARNs of the customer keys it may decrypt them with. Left out or empty: none. @default - none */
    readonly kmsKeyArns?: pulumi.Input<string>[];
    /**
     * Whether it may create, change and delete its own secrets among `secretArns` (PushSecret). Left out: no.
     * @default false
     */
    readonly allowCreate?: boolean;
}

export const externalSecrets = definePreset<ExternalSecretsPreset>({
    source: "https://external-secrets.io/latest/provider/aws-secrets-manager/",
    checked: "2026-11-23",
    usualSubject: "external-secrets/external-secrets",
    parameters: {
        ssmParameterArns: feature(arns("arn:aws:ssm:REGION:ACCOUNT:parameter/NAME")),
        secretArns: feature(arns("arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME")),
        kmsKeyArns: feature(arns("arn:aws:kms:REGION:ACCOUNT:key/ID")),
        allowCreate: feature(flag),
    },
    demands: [
        {
            holds: ({ ssmParameterArns, secretArns }) => ssmParameterArns.length + secretArns.length > 0,
            problem: "names neither parameters nor secrets",
            remedy: "give ssmParameterArns, secretArns or both",
        },
        {
            holds: ({ secretArns, allowCreate }) => secretArns.length > 0 || !allowCreate,
            problem: "allowCreate has no effect without secretArns",
            remedy: "name the secrets it may create in secretArns, or take allowCreate out",
        },
    ],
    statements: ({ ssmParameterArns, secretArns, kmsKeyArns, allowCreate }) => [
        ...when(
            ssmParameterArns.length > 0,
            allow(["ssm:DescribeParameters"], ["*"]),
            allow(["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"], ssmParameterArns),
        ),
        ...when(
            secretArns.length > 0,
            allow(["secretsmanager:ListSecrets", "secretsmanager:BatchGetSecretValue"], ["*"]),
            allow(
                [
                    "secretsmanager:GetResourcePolicy",
                    "secretsmanager:GetSecretValue",
                    "secretsmanager:DescribeSecret",
                    "secretsmanager:ListSecretVersionIds",
                ],
                secretArns,
            ),
        ),
        ...when(kmsKeyArns.length > 0, allow(["kms:Decrypt"], kmsKeyArns)),
        ...when(
            secretArns.length > 0 && allowCreate,
            allow(
                ["secretsmanager:CreateSecret", "secretsmanager:PutSecretValue", "secretsmanager:TagResource"],
                secretArns,
            ),
            allow(["secretsmanager:DeleteSecret"], secretArns, {
                StringEquals: { "secretsmanager:ResourceTag/managed-by": ["external-secrets"] },
            }),
        ),
    ],
    example: {
        ssmParameterArns: ["arn:{partition}:ssm:{region}:{account}:parameter/shop/*"],
        secretArns: ["arn:{partition}:secretsmanager:{region}:{account}:secret:shop/*"],
    },
});
