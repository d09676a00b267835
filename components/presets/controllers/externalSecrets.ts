import type * as pulumi from "@pulumi/pulumi";
import type { KnownStatement } from "../../access/permissions";
import { assumedRoles, assumingRoles } from "../assumedRoles";
import { allow, definePreset, when } from "../definition";
import type { Values } from "../definition";
import { arns, feature, flag } from "../parameters";

/**
 * External Secrets Operator. It reads Secrets Manager or Parameter Store, and optionally pushes to them.
 * Usual subject: `external-secrets/external-secrets`. Source, compared on 2026-11-25:
 * https://github.com/external-secrets/external-secrets/blob/main/docs/provider/aws-secrets-manager.md
 */
export interface ExternalSecretsPreset {
    /** ARNs of the Parameter Store parameters that it may read. @default - none */
    readonly ssmParameterArns?: pulumi.Input<string>[];
    /** ARNs of the Secrets Manager secrets that it may read. @default - none */
    readonly secretArns?: pulumi.Input<string>[];
    /**
     * ARNs of the customer managed KMS keys that it may use to decrypt secrets and parameters, and to encrypt those
     * that it pushes.
     * @default - none
     */
    readonly kmsKeyArns?: pulumi.Input<string>[];
    /** Whether it may create and change secrets among `secretArns`, and delete its own (PushSecret). @default false */
    readonly allowCreate?: boolean;
    /**
     * Whether it may set the resource policies of `secretArns` (`resourcePolicy` of a PushSecret). It can then share
     * secrets with other accounts. Requires `allowCreate`.
     * @default false
     */
    readonly allowResourcePolicies?: boolean;
    /**
     * Whether it may replicate `secretArns` to other Regions (`replicationLocations` of a PushSecret). Requires
     * `allowCreate`.
     * @default false
     */
    readonly allowReplication?: boolean;
    /**
     * Whether it may create and change parameters among `ssmParameterArns`, and delete its own (PushSecret).
     * @default false
     */
    readonly allowCreateParameters?: boolean;
    /**
     * Whether it may find parameters by tag (`find.tags`). It can then read the tags of every resource in the account.
     * @default false
     */
    readonly findParametersByTag?: boolean;
    /**
     * ARNs of the roles that it may assume: `role` of a store. Their trust policies must allow `sts:AssumeRole` and
     * `sts:TagSession`.
     * @default - none
     */
    readonly assumeRoleArns?: pulumi.Input<string>[];
}

export const externalSecrets = definePreset<ExternalSecretsPreset>({
    source: "https://github.com/external-secrets/external-secrets/blob/main/docs/provider/aws-secrets-manager.md",
    sourceVersion: "cc5bfbc2234ace9cb0caff4ea89c435cf517b27b",
    checked: "2026-11-25",
    usualSubject: "external-secrets/external-secrets",
    differences: [
        {
            actions: ["ssm:GetParameter*"],
            reason: "All of the source's ssm:GetParameter* except the history, which the operator never reads.",
        },
        {
            actions: ["ssm:DescribeParameters", "tag:GetResources"],
            reason: "According to the source, finding parameters by tag needs both. Finding by name calls DescribeParameters if a path may not be read.",
        },
        {
            actions: ["ssm:ListTagsForResource"],
            reason: "In the source for pushing only, but reading with metadataPolicy: Fetch also calls it.",
        },
        {
            actions: ["ssm:RemoveTagsFromResource", "ssm:DeleteParameter", "secretsmanager:UntagResource"],
            reason: "Not in the source's policies. providers/v1/aws of version 2.9.0 calls it when tags or a PushSecret are removed.",
        },
        {
            actions: ["secretsmanager:DeleteSecret"],
            reason: "The source has it with and without the condition. This is the more restrictive version.",
        },
        {
            actions: ["kms:*"],
            reason: "Secrets Manager and Parameter Store require these with customer managed keys. The source does not cover keys.",
        },
        {
            actions: ["sts:AssumeRole", "sts:TagSession"],
            reason: "The option role of a store, on named roles. The session tags of EKS are transitive, so AWS also requires sts:TagSession.",
        },
    ],
    parameters: {
        ssmParameterArns: feature(arns("arn:aws:ssm:REGION:ACCOUNT:parameter/NAME")),
        secretArns: feature(arns("arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME")),
        kmsKeyArns: feature(arns("arn:aws:kms:REGION:ACCOUNT:key/ID")),
        allowCreate: feature(flag),
        allowResourcePolicies: feature(flag),
        allowReplication: feature(flag),
        allowCreateParameters: feature(flag),
        findParametersByTag: feature(flag),
        assumeRoleArns: assumedRoles,
    },
    demands: [
        {
            holds: ({ ssmParameterArns, secretArns, assumeRoleArns }) =>
                ssmParameterArns.length + secretArns.length + assumeRoleArns.length > 0,
            problem: "has no parameters, secrets or roles to assume",
            remedy: "set ssmParameterArns, secretArns or assumeRoleArns",
        },
        {
            holds: ({ secretArns, allowCreate }) => secretArns.length > 0 || !allowCreate,
            problem: "allowCreate has no effect without secretArns",
            remedy: "list the secrets that it may create in secretArns, or remove allowCreate",
        },
        {
            holds: ({ allowCreate, allowResourcePolicies }) => allowCreate || !allowResourcePolicies,
            problem: "allowResourcePolicies has no effect without allowCreate",
            remedy: "remove allowResourcePolicies, or also set allowCreate: true",
        },
        {
            holds: ({ allowCreate, allowReplication }) => allowCreate || !allowReplication,
            problem: "allowReplication has no effect without allowCreate",
            remedy: "remove allowReplication, or also set allowCreate: true",
        },
        {
            holds: ({ ssmParameterArns, allowCreateParameters }) =>
                ssmParameterArns.length > 0 || !allowCreateParameters,
            problem: "allowCreateParameters has no effect without ssmParameterArns",
            remedy: "list the parameters that it may create in ssmParameterArns, or remove allowCreateParameters",
        },
        {
            holds: ({ ssmParameterArns, findParametersByTag }) => ssmParameterArns.length > 0 || !findParametersByTag,
            problem: "findParametersByTag has no effect without ssmParameterArns",
            remedy: "list the parameters that it may read in ssmParameterArns, or remove findParametersByTag",
        },
    ],
    statements: values => [
        ...readingParameters(values),
        ...readingSecrets(values),
        ...pushingSecrets(values),
        ...pushingParameters(values),
        ...usingKeys(values),
        ...assumingRoles(values.assumeRoleArns),
    ],
    example: {
        ssmParameterArns: ["arn:{partition}:ssm:{region}:{account}:parameter/shop/*"],
        secretArns: ["arn:{partition}:secretsmanager:{region}:{account}:secret:shop/*"],
    },
});

type ExternalSecrets = Values<ExternalSecretsPreset>;

function readingParameters({ ssmParameterArns, findParametersByTag }: ExternalSecrets): readonly KnownStatement[] {
    return when(
        ssmParameterArns.length > 0,
        // Finding by name lists parameters if their path may not be read. Finding by tag always does.
        allow(["ssm:DescribeParameters"], ["*"]),
        allow(
            [
                // `ssm:GetParameter*` of the source except the history, which the operator never reads.
                "ssm:GetParameter",
                "ssm:GetParameters",
                "ssm:GetParametersByPath",
                // Not in the source's policy for reading. `metadataPolicy: Fetch` calls it.
                "ssm:ListTagsForResource",
            ],
            ssmParameterArns,
        ),
        ...when(findParametersByTag, allow(["tag:GetResources"], ["*"])),
    );
}

function readingSecrets({ secretArns }: ExternalSecrets): readonly KnownStatement[] {
    return when(
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
    );
}

function pushingSecrets(values: ExternalSecrets): readonly KnownStatement[] {
    const { secretArns, allowCreate, allowResourcePolicies, allowReplication } = values;
    return when(
        secretArns.length > 0 && allowCreate,
        allow(
            [
                "secretsmanager:CreateSecret",
                "secretsmanager:PutSecretValue",
                "secretsmanager:TagResource",
                // Not in the source's policy. The operator removes tags that a PushSecret no longer has.
                "secretsmanager:UntagResource",
                // Every push to an existing secret deletes its policy, unless the push sets one.
                "secretsmanager:DeleteResourcePolicy",
            ],
            secretArns,
        ),
        allow(["secretsmanager:DeleteSecret"], secretArns, {
            StringEquals: { "secretsmanager:ResourceTag/managed-by": ["external-secrets"] },
        }),
        ...when(allowResourcePolicies, allow(["secretsmanager:PutResourcePolicy"], secretArns)),
        ...when(
            allowReplication,
            allow(
                ["secretsmanager:ReplicateSecretToRegions", "secretsmanager:RemoveRegionsFromReplication"],
                secretArns,
            ),
        ),
    );
}

function pushingParameters({ ssmParameterArns, allowCreateParameters }: ExternalSecrets): readonly KnownStatement[] {
    return when(
        ssmParameterArns.length > 0 && allowCreateParameters,
        // The operator also calls RemoveTagsFromResource and DeleteParameter, which the source's policy lacks.
        allow(["ssm:PutParameter", "ssm:AddTagsToResource", "ssm:RemoveTagsFromResource"], ssmParameterArns),
        allow(["ssm:DeleteParameter"], ssmParameterArns, {
            StringEquals: { "aws:ResourceTag/managed-by": ["external-secrets"] },
        }),
    );
}

/** The source does not cover keys. Secrets Manager and Parameter Store require these of their callers. */
function usingKeys(values: ExternalSecrets): readonly KnownStatement[] {
    const { kmsKeyArns, allowCreate, allowReplication, allowCreateParameters } = values;
    return when(
        kmsKeyArns.length > 0,
        allow(["kms:Decrypt"], kmsKeyArns),
        ...when(allowCreate || allowCreateParameters, allow(["kms:GenerateDataKey"], kmsKeyArns)),
        // Replicas, and parameters of the standard tier, are encrypted by the key itself.
        ...when(allowReplication || allowCreateParameters, allow(["kms:Encrypt"], kmsKeyArns)),
    );
}
