import type * as pulumi from "@pulumi/pulumi";
import type { KnownStatement } from "../../access/permissions";
import { assumedRoles, assumingRoles } from "../assumedRoles";
import { allow, definePreset, when } from "../definition";
import type { Values } from "../definition";
import { arns, feature, flag } from "../parameters";

/**
 * External Secrets Operator: reads Secrets Manager or Parameter Store, and pushes to them if asked for.
 * Usual subject: `external-secrets/external-secrets`. Source, compared on 2026-11-25:
 * https://github.com/external-secrets/external-secrets/blob/main/docs/provider/aws-secrets-manager.md
 */
export interface ExternalSecretsPreset {
    /** ARNs of the Parameter Store parameters it may read. Left out or empty: none. @default - none */
    readonly ssmParameterArns?: pulumi.Input<string>[];
    /** ARNs of the Secrets Manager secrets it may read. Left out or empty: none. @default - none */
    readonly secretArns?: pulumi.Input<string>[];
    /**
     * ARNs of the customer keys it may decrypt them with, and encrypt what it pushes. Left out or empty: none.
     * @default - none
     */
    readonly kmsKeyArns?: pulumi.Input<string>[];
    /**
     * Whether it may create and change secrets among `secretArns`, and delete its own (PushSecret). Left out: no.
     * @default false
     */
    readonly allowCreate?: boolean;
    /**
     * Whether it may set the resource policies of `secretArns`, and with them share secrets with other accounts
     * (`resourcePolicy` of a PushSecret). Needs `allowCreate`. Left out: no.
     * @default false
     */
    readonly allowResourcePolicies?: boolean;
    /**
     * Whether it may replicate `secretArns` to other Regions (`replicationLocations` of a PushSecret). Needs `allowCreate`.
     * Left out: no.
     * @default false
     */
    readonly allowReplication?: boolean;
    /**
     * Whether it may create and change parameters among `ssmParameterArns`, and delete its own (PushSecret). Left out: no.
     * @default false
     */
    readonly allowCreateParameters?: boolean;
    /**
     * Whether it may find parameters by tag: `find.tags` reads the tags of every resource of the account. Left out: no.
     * @default false
     */
    readonly findParametersByTag?: boolean;
    /**
     * ARNs of the roles it may assume: `role` of a store. Their trust policies must allow `sts:AssumeRole` and
     * `sts:TagSession`. Left out or empty: none.
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
            reason: "All of the source's ssm:GetParameter* but the history, which the operator never reads.",
        },
        {
            actions: ["ssm:DescribeParameters", "tag:GetResources"],
            reason: "The source says in words that finding parameters by tag needs both. Finding by name calls DescribeParameters where it may not read a path.",
        },
        {
            actions: ["ssm:ListTagsForResource"],
            reason: "In the source for pushing only, but called for reading too, with metadataPolicy: Fetch.",
        },
        {
            actions: ["ssm:RemoveTagsFromResource", "ssm:DeleteParameter", "secretsmanager:UntagResource"],
            reason: "Not in the source's policies, but called by providers/v1/aws in version 2.9.0 when tags or a PushSecret are removed.",
        },
        {
            actions: ["secretsmanager:DeleteSecret"],
            reason: "The source has it with and without the condition; this is the more restrictive version.",
        },
        {
            actions: ["kms:*"],
            reason: "What Secrets Manager and Parameter Store ask of callers with customer keys; the source says nothing of keys.",
        },
        {
            actions: ["sts:AssumeRole", "sts:TagSession"],
            reason: "The option role of a store, on named roles. The session tags of EKS are transitive, so AWS asks for sts:TagSession too.",
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
            problem: "names no parameters, secrets or roles to assume",
            remedy: "give ssmParameterArns, secretArns or assumeRoleArns",
        },
        {
            holds: ({ secretArns, allowCreate }) => secretArns.length > 0 || !allowCreate,
            problem: "allowCreate has no effect without secretArns",
            remedy: "name the secrets it may create in secretArns, or take allowCreate out",
        },
        {
            holds: ({ allowCreate, allowResourcePolicies }) => allowCreate || !allowResourcePolicies,
            problem: "allowResourcePolicies has no effect without allowCreate",
            remedy: "write allowCreate: true, or take allowResourcePolicies out",
        },
        {
            holds: ({ allowCreate, allowReplication }) => allowCreate || !allowReplication,
            problem: "allowReplication has no effect without allowCreate",
            remedy: "write allowCreate: true, or take allowReplication out",
        },
        {
            holds: ({ ssmParameterArns, allowCreateParameters }) =>
                ssmParameterArns.length > 0 || !allowCreateParameters,
            problem: "allowCreateParameters has no effect without ssmParameterArns",
            remedy: "name the parameters it may create in ssmParameterArns, or take allowCreateParameters out",
        },
        {
            holds: ({ ssmParameterArns, findParametersByTag }) => ssmParameterArns.length > 0 || !findParametersByTag,
            problem: "findParametersByTag has no effect without ssmParameterArns",
            remedy: "name the parameters it may read in ssmParameterArns, or take findParametersByTag out",
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
        // Finding by name lists the parameters where it may not read their path; finding by tag always does.
        allow(["ssm:DescribeParameters"], ["*"]),
        allow(
            [
                // Of `ssm:GetParameter*` in the source, all but the history, which the operator never reads.
                "ssm:GetParameter",
                "ssm:GetParameters",
                "ssm:GetParametersByPath",
                // Not in the policy for reading, but called with `metadataPolicy: Fetch`.
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
                // Not in the source's policy: the operator removes the tags that a PushSecret no longer has.
                "secretsmanager:UntagResource",
                // The operator deletes the policy in every push to a secret that exists, unless it sets one.
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
        // RemoveTagsFromResource and DeleteParameter are not in the source's policy, but the operator calls them.
        allow(["ssm:PutParameter", "ssm:AddTagsToResource", "ssm:RemoveTagsFromResource"], ssmParameterArns),
        allow(["ssm:DeleteParameter"], ssmParameterArns, {
            StringEquals: { "aws:ResourceTag/managed-by": ["external-secrets"] },
        }),
    );
}

/** The source says nothing of keys: these are what Secrets Manager and Parameter Store ask of their callers. */
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
