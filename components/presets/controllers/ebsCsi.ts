import type * as pulumi from "@pulumi/pulumi";
import type { KnownStatement } from "../../access/permissions";
import { allow, allowAs, definePreset, when } from "../definition";
import { arns, feature, flag } from "../parameters";

/**
 * Amazon EBS CSI driver, controller: the driver's own policy as an inline policy. `ebsCsiManaged` attaches the same as a
 * managed policy. It covers volumes and snapshots with the tag `ebs.csi.aws.com/cluster` = `true`, which the driver sets. Add
 * this tag to volumes and snapshots that you provision statically.
 * Usual subject: `kube-system/ebs-csi-controller-sa`. Source, compared on 2026-11-25:
 * https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/AmazonEBSCSIDriverPolicyV2.json
 */
export interface EbsCsiPreset {
    /** ARNs of the customer managed KMS keys of encrypted volumes. @default - no customer managed keys */
    readonly kmsKeyArns?: pulumi.Input<string>[];
    /**
     * Whether it may tag every existing volume and snapshot, not only those of the driver. Tags that decide which
     * driver and cluster own a volume are excluded.
     * @default false
     */
    readonly tagExistingVolumes?: boolean;
}

export const ebsCsi = definePreset<EbsCsiPreset>({
    source: "https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/AmazonEBSCSIDriverPolicyV2.json",
    sourceVersion: "429e202e589798e55c0f8ddcc81b2850b7f000d0",
    checked: "2026-11-25",
    usualSubject: "kube-system/ebs-csi-controller-sa",
    parameters: {
        kmsKeyArns: feature(arns("arn:aws:kms:REGION:ACCOUNT:key/ID")),
        tagExistingVolumes: feature(flag),
    },
    statements: ({ kmsKeyArns, tagExistingVolumes }, { partition }) => [
        ...managedVolumes(partition),
        ...ebsVolumeKeys(kmsKeyArns),
        ...ebsTagging(tagExistingVolumes, partition),
    ],
    example: { kmsKeyArns: ["arn:{partition}:kms:{region}:{account}:key/1234abcd-12ab-34cd-56ef-1234567890ab"] },
});

/** Policies of the driver rely on these tags: they decide which driver and cluster own a volume. */
const ownershipTags = [
    "ebs.csi.aws.com/cluster",
    "ebs.csi.aws.com/cluster-name",
    "kubernetes.io/created-for/pvc/name",
] as const;

const withoutOwnershipTags: NonNullable<KnownStatement["conditions"]> = {
    Null: { "aws:TagKeys": ["false"] },
    "ForAllValues:StringNotEquals": { "aws:TagKeys": ownershipTags },
};

function managedVolumes(partition: string): readonly KnownStatement[] {
    const [volumes, snapshots] = [`arn:${partition}:ec2:*:*:volume/*`, `arn:${partition}:ec2:*:*:snapshot/*`];
    const copied = `arn:${partition}:ec2:*:*:volume/vol-*`;
    const ofDriver = { StringEquals: { "ec2:ResourceTag/ebs.csi.aws.com/cluster": ["true"] } };
    const asDriver = { StringEquals: { "aws:RequestTag/ebs.csi.aws.com/cluster": ["true"] } };
    const migrated = { StringLike: { "ec2:ResourceTag/kubernetes.io/created-for/pvc/name": ["*"] } };
    const managing = ["ec2:ModifyVolume", "ec2:AttachVolume", "ec2:DetachVolume", "ec2:DeleteVolume"];
    return [
        allowAs(
            "ReadOnlyDescribeOperations",
            [
                "ec2:DescribeAvailabilityZones",
                "ec2:DescribeInstances",
                "ec2:DescribeInstanceTypes",
                "ec2:DescribeSnapshots",
                "ec2:DescribeVolumes",
                "ec2:DescribeVolumesModifications",
                "ec2:DescribeVolumeStatus",
            ],
            ["*"],
        ),
        allowAs("CreateAndCopyVolumesWithManagedTag", ["ec2:CreateVolume", "ec2:CopyVolumes"], [volumes], asDriver),
        allowAs("CopyManagedVolumes", ["ec2:CopyVolumes"], [copied], ofDriver),
        allowAs("CopyCSIMigratedVolumes", ["ec2:CopyVolumes"], [copied], migrated),
        allowAs("CreateSnapshotsWithManagedTag", ["ec2:CreateSnapshot"], [snapshots], asDriver),
        allowAs("CreateSnapshotsFromManagedVolumes", ["ec2:CreateSnapshot"], [volumes], ofDriver),
        allowAs("ManageManagedVolumes", managing, [volumes], ofDriver),
        allowAs("ManageCSIMigratedVolumes", managing, [volumes], migrated),
        allowAs(
            "CreateVolumesFromAndEnableFSROnManagedSnapshots",
            ["ec2:CreateVolume", "ec2:EnableFastSnapshotRestores"],
            [snapshots],
            ofDriver,
        ),
        allowAs(
            "AttachDetachVolumesToAnyInstance",
            ["ec2:AttachVolume", "ec2:DetachVolume"],
            [`arn:${partition}:ec2:*:*:instance/*`],
        ),
        allowAs("DeleteAndLockManagedSnapshots", ["ec2:DeleteSnapshot", "ec2:LockSnapshot"], [snapshots], ofDriver),
        allowAs("TagResourcesOnCreation", ["ec2:CreateTags"], [volumes, snapshots], {
            StringEquals: { "ec2:CreateAction": ["CreateVolume", "CreateSnapshot", "CopyVolumes"] },
        }),
        allowAs("ModifyTagsOnManagedVolumes", ["ec2:CreateTags", "ec2:DeleteTags"], [volumes], {
            ...ofDriver,
            ...withoutOwnershipTags,
        }),
    ];
}

/**
 * Encrypted volumes with customer managed keys, for every policy of the driver. The condition is from the EBS documentation,
 * not from docs/install.md: grants are for AWS services only.
 */
export function ebsVolumeKeys(kmsKeyArns: readonly string[]): readonly KnownStatement[] {
    return when(
        kmsKeyArns.length > 0,
        allow(["kms:CreateGrant"], kmsKeyArns, { Bool: { "kms:GrantIsForAWSResource": ["true"] } }),
        allow(["kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext"], kmsKeyArns),
    );
}

/**
 * docs/install.md allows all tags, and warns that the driver can then evade tag-based policies. With the condition it cannot
 * take over a volume.
 */
export function ebsTagging(isAsked: boolean, partition: string): readonly KnownStatement[] {
    const resources = [`arn:${partition}:ec2:*:*:volume/*`, `arn:${partition}:ec2:*:*:snapshot/*`];
    return when(isAsked, allow(["ec2:CreateTags"], resources, withoutOwnershipTags));
}
