/**
 * What a stack file may say: the structure alone, once. From it follow how config is read, the JSON Schema, the reference in
 * docs/ and a check by the compiler that it fits the components' args (modelFits.ts). What the values must be is the
 * business of components/checks; what they mean stands in the doc comments of components/args, which the schema quotes.
 */
import { z } from "zod"; // models, their types and their JSON Schemas from one declaration, without dependencies
import { ConflictResolution } from "../../components/args/addon";
import { AgentMode } from "../../components/args/agent";
import { Effect } from "../../components/args/statement";
import { TrustScope } from "../../components/args/trust";
import { presets } from "./presets";

/** Where config of this package is found: `eks-pod-identity:associations`. */
export const namespace = "eks-pod-identity";

const text = (...examples: readonly string[]) => z.string().meta({ examples });
const texts = (...examples: readonly string[]) => z.array(z.string()).meta({ examples: [examples] });

/** A map whose keys are all optional. */
const settings = <Shape extends z.core.$ZodLooseShape>(id: string, shape: Shape) =>
    z.strictObject(shape).partial().meta({ id });

/** A map that has to have the keys of `needed`. */
const settingsWith = <Needed extends z.core.$ZodLooseShape, Shape extends z.core.$ZodLooseShape>(
    id: string,
    needed: Needed,
    shape: Shape,
) => z.strictObject({ ...z.strictObject(shape).partial().shape, ...needed }).meta({ id });

const tags = z.record(z.string(), z.string()).meta({ examples: [{ team: "platform" }] });

const conditions = z
    .record(z.string(), z.record(z.string(), z.array(z.string())))
    .meta({ examples: [{ StringEquals: { "aws:PrincipalTag/kubernetes-namespace": ["shop"] } }] });

const statement = settings("PolicyStatement", {
    sid: text("ReadOrders"),
    effect: z.enum(Effect),
    actions: texts("s3:GetObject"),
    notActions: texts("iam:*"),
    resources: texts("arn:{partition}:s3:::orders-{cluster}/*"),
    notResources: texts("arn:{partition}:s3:::audit-{cluster}/*"),
    conditions,
});

const unnamedSettings = {
    path: text("/pod-identity/"),
    description: text("Reads the orders of {cluster}"),
    permissionsBoundary: text("arn:{partition}:iam::{account}:policy/pods"),
    maxSessionDuration: z.int().meta({ examples: [14400] }),
    tags,
    exclusive: z.boolean().meta({ examples: [true] }),
};

const roleSettings = { name: text("{namespace}-{serviceAccount}"), ...unnamedSettings };

const rolePermissions = {
    statements: z
        .array(statement)
        .meta({ examples: [[{ actions: ["s3:GetObject"], resources: ["arn:{partition}:s3:::orders/*"] }]] }),
    presets,
    document: text('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'),
    managedPolicies: texts("AmazonS3ReadOnlyAccess"),
    managedPolicyArns: z
        .record(z.string(), z.string())
        .meta({ examples: [{ export: "arn:{partition}:iam::{account}:policy/export" }] }),
};

const trustStatement = settingsWith(
    "TrustStatement",
    {
        principals: z
            .record(z.string(), z.array(z.string()))
            .meta({ examples: [{ AWS: ["arn:aws:iam::111122223333:role/deploy"] }] }),
        actions: texts("sts:AssumeRole"),
    },
    { sid: text("Deploy"), effect: z.enum(Effect), conditions },
);

const roleTrust = {
    trust: settings("Trust", {
        scope: z.enum(TrustScope),
        clusters: texts("arn:aws:eks:eu-west-1:111122223333:cluster/green"),
        organization: z.boolean().meta({ examples: [true] }),
        sourceArn: z.boolean().meta({ examples: [true] }),
        statements: z.array(trustStatement).meta({
            examples: [
                [{ principals: { AWS: ["arn:aws:iam::111122223333:role/deploy"] }, actions: ["sts:AssumeRole"] }],
            ],
        }),
    }).meta({ examples: [{ clusters: ["arn:aws:eks:eu-west-1:111122223333:cluster/green"] }] }),
    irsa: settingsWith(
        "Irsa",
        {
            oidcProviderArn: text(
                "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE",
            ),
        },
        {},
    ).meta({
        examples: [
            { oidcProviderArn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE" },
        ],
    }),
};

const role = settings("Role", { ...roleSettings, ...rolePermissions, ...roleTrust });

const sharedRole = settings("SharedRole", {
    ...roleSettings,
    ...rolePermissions,
    ...roleTrust,
    namePrefix: text("reader-"),
    formerly: texts("readers"),
});

const sessionPolicy = settings("SessionPolicy", {
    statements: rolePermissions.statements,
    document: rolePermissions.document,
});

const association = settings("Association", {
    role: role.meta({ examples: [{ managedPolicies: ["AmazonSQSReadOnlyAccess"] }] }),
    roleRef: text("reader"),
    roleArn: text("arn:aws:iam::111122223333:role/report"),
    targetRoleArn: text("arn:aws:iam::444455556666:role/pod-identity/export"),
    disableSessionTags: z.boolean().meta({ examples: [true] }),
    sessionPolicy: sessionPolicy.meta({
        examples: [{ statements: [{ actions: ["s3:GetObject"], resources: ["arn:{partition}:s3:::orders/*"] }] }],
    }),
    tags,
});

const addonConfiguration = z
    .record(z.string(), z.any())
    .meta({ examples: [{ resources: { requests: { cpu: "20m", memory: "64Mi" } } }] });

/** The components take all of the type, and say what is wrong with the third. */
const conflictsOnCreate: z.ZodType<ConflictResolution> = z.enum([
    ConflictResolution.None,
    ConflictResolution.Overwrite,
]);

const eksAddon = settings("EksAddon", {
    version: text("v1.44.0-eksbuild.1", "latest"),
    configuration: addonConfiguration,
    resolveConflictsOnCreate: conflictsOnCreate,
    resolveConflictsOnUpdate: z.enum(ConflictResolution),
    preserve: z.boolean().meta({ examples: [true] }),
    namespace: text("kube-system"),
    associations: z
        .record(
            z.string(),
            settings("AddonAssociation", {
                role: role.meta({ examples: [{ managedPolicies: ["AmazonSQSReadOnlyAccess"] }] }),
                roleRef: text("reader"),
                roleArn: text("arn:aws:iam::111122223333:role/report"),
            }),
        )
        .meta({ examples: [{ "ebs-csi-controller-sa": { role: { presets: { ebsCsi: {} } } } }] }),
    tags,
});

const agent = settings("Agent", {
    mode: z.enum(AgentMode),
    version: text("v1.3.9-eksbuild.3", "latest"),
    configuration: addonConfiguration,
    preserve: z.boolean().meta({ examples: [true] }),
    tags,
});

const defaults = settings("Defaults", {
    role: settings("RoleSettings", roleSettings).meta({ examples: [{ tags: { team: "platform" } }] }),
    association: settings("AssociationDefaults", { tags }).meta({ examples: [{ tags: { team: "platform" } }] }),
});

/** What becomes args of a `PodIdentityStack`, key by key. */
export const argsModel = {
    clusterName: text("dev").describe("Name of the EKS cluster. Either this or `clusterFrom`."),
    region: text("eu-west-1"),
    agent: agent.meta({ examples: [{ version: "v1.3.9-eksbuild.3" }] }),
    associations: z.record(z.string(), association).meta({ examples: [{ "shop/orders": { roleRef: "reader" } }] }),
    eksAddons: z.record(z.string(), eksAddon).meta({
        examples: [{ "aws-ebs-csi-driver": { associations: { "ebs-csi-controller-sa": { roleRef: "ebs" } } } }],
    }),
    roles: z
        .record(z.string(), sharedRole)
        .meta({ examples: [{ reader: { managedPolicies: ["AmazonS3ReadOnlyAccess"] } }] }),
    defaults: defaults.meta({ examples: [{ role: { tags: { team: "platform" } } }] }),
    propagationSeconds: z.int().meta({ examples: [10] }),
};

/** What only config has; what it means is told here, for want of args to tell it. */
const configModel = {
    clusterFrom: z
        .strictObject({
            stack: text("org/eks/dev").describe("The stack that has the cluster: `organization/project/stack`."),
            output: text("clusterName").describe("The output of that stack which is the cluster's name."),
        })
        .meta({
            id: "ClusterFrom",
            description: "Takes the name of the cluster from an output of another stack. Either this or `clusterName`.",
            examples: [{ stack: "org/eks/dev", output: "clusterName" }],
        }),
    include: texts("common/platform.yaml").describe(
        "YAML files with the same keys, without the prefix `eks-pod-identity:`. This file is merged on top of them as a JSON Merge " +
            "Patch (RFC 7386): maps are merged key by key, everything else is replaced, `null` removes. A later file is merged over " +
            "an earlier one. Paths are relative to the project's folder, which no file may lie outside of.",
    ),
};

const targetRoleSource = settingsWith(
    "TargetRoleSource",
    {
        cluster: text("arn:aws:eks:eu-west-1:111122223333:cluster/dev"),
        subject: text("data/export"),
        roleArn: text("arn:aws:iam::111122223333:role/pod-identity/data-export"),
    },
    { disableSessionTags: z.boolean().meta({ examples: [true] }) },
);

/** The roles at the other end, which a stack of their own account makes; `PodIdentityTargetRole` each. */
const targetRolesModel = {
    targetRoles: z
        .record(
            z.string(),
            settingsWith(
                "TargetRole",
                {
                    name: text("export"),
                    sources: z.array(targetRoleSource).meta({
                        examples: [
                            [
                                {
                                    cluster: "arn:aws:eks:eu-west-1:111122223333:cluster/dev",
                                    subject: "data/export",
                                    roleArn: "arn:aws:iam::111122223333:role/pod-identity/data-export",
                                },
                            ],
                        ],
                    }),
                },
                { ...unnamedSettings, ...rolePermissions },
            ),
        )
        .describe(
            "Target roles of associations, usually of another account's clusters, by a key of your choice. A stack may have " +
                "nothing but these; it then names no cluster.",
        )
        .meta({
            examples: [
                {
                    export: {
                        name: "export",
                        sources: [
                            {
                                cluster: "arn:aws:eks:eu-west-1:111122223333:cluster/dev",
                                subject: "data/export",
                                roleArn: "arn:aws:iam::111122223333:role/pod-identity/data-export",
                            },
                        ],
                    },
                },
            ],
        }),
};

/** All keys under `eks-pod-identity:`. */
export const stackModel = z.strictObject({ ...argsModel, ...targetRolesModel, ...configModel }).partial();

/** The args as config writes them: every value plain. */
export type ConfiguredArgs = z.infer<z.ZodObject<typeof argsModel>>;

/** The same of the target roles. */
export type ConfiguredTargetRoles = z.infer<z.ZodObject<typeof targetRolesModel>>["targetRoles"];
