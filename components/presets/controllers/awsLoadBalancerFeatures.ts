/** Permissions for optional features of the AWS Load Balancer Controller. */
import type { KnownStatement } from "../../access/permissions";
import { allow, when } from "../definition";

const cluster = "elbv2.k8s.aws/cluster";

/** docs/install/aga_controller_iam_policy.json */
export function acceleratorStatements(isAsked: boolean, partition: string): readonly KnownStatement[] {
    const accelerators = `arn:${partition}:globalaccelerator::*:accelerator/*`;
    const all = [accelerators, `${accelerators}/listener/*`, `${accelerators}/listener/*/endpoint-group/*`];
    const own = {
        Null: { [`aws:ResourceTag/${cluster}`]: ["false"] },
        StringEquals: { "aws:ResourceTag/aga.k8s.aws/resource": ["GlobalAccelerator"] },
    };
    const made = {
        Null: { [`aws:RequestTag/${cluster}`]: ["false"] },
        StringEquals: { "aws:RequestTag/aga.k8s.aws/resource": ["GlobalAccelerator"] },
    };
    return when(
        isAsked,
        allow(["iam:CreateServiceLinkedRole"], ["*"], {
            StringEquals: { "iam:AWSServiceName": ["globalaccelerator.amazonaws.com"] },
        }),
        allow(
            [
                "globalaccelerator:ListAccelerators",
                "globalaccelerator:ListEndpointGroups",
                "globalaccelerator:ListListeners",
                "globalaccelerator:ListTagsForResource",
                "ec2:DescribeRegions",
                "tag:GetResources",
            ],
            ["*"],
        ),
        allow(
            [
                "globalaccelerator:DescribeAccelerator",
                "globalaccelerator:DescribeEndpointGroup",
                "globalaccelerator:DescribeListener",
            ],
            all,
            own,
        ),
        allow(["globalaccelerator:CreateAccelerator"], ["*"], made),
        allow(
            [
                "globalaccelerator:UpdateAccelerator",
                "globalaccelerator:DeleteAccelerator",
                "globalaccelerator:CreateListener",
                "globalaccelerator:UpdateListener",
                "globalaccelerator:DeleteListener",
                "globalaccelerator:CreateEndpointGroup",
                "globalaccelerator:UpdateEndpointGroup",
                "globalaccelerator:DeleteEndpointGroup",
                "globalaccelerator:AddEndpoints",
                "globalaccelerator:RemoveEndpoints",
            ],
            all,
            own,
        ),
        allow(["globalaccelerator:TagResource", "globalaccelerator:UntagResource"], [accelerators], {
            ...own,
            Null: { ...own.Null, [`aws:RequestTag/${cluster}`]: ["true"] },
        }),
        allow(["globalaccelerator:TagResource"], [accelerators], made),
    );
}

/**
 * docs/install/iam_policy_acm_certs.json, restricted to zones and authorities as
 * docs/guide/ingress/certificate_management.md recommends.
 */
export function certificateStatements(
    hostedZoneArns: readonly string[],
    authorityArns: readonly string[],
): readonly KnownStatement[] {
    return when(
        hostedZoneArns.length + authorityArns.length > 0,
        allow(["acm:ListTagsForCertificate", "acm:AddTagsToCertificate"], ["*"]),
        allow(["acm:RequestCertificate"], ["*"], { Null: { [`aws:RequestTag/${cluster}`]: ["false"] } }),
        allow(["acm:DeleteCertificate"], ["*"], { Null: { [`aws:ResourceTag/${cluster}`]: ["false"] } }),
        ...when(
            hostedZoneArns.length > 0,
            allow(["route53:ListHostedZones", "route53:ListHostedZonesByName"], ["*"]),
            allow(["route53:ChangeResourceRecordSets"], hostedZoneArns),
        ),
        ...when(
            authorityArns.length > 0,
            allow(["acm-pca:IssueCertificate", "acm-pca:GetCertificate", "acm-pca:ListPermissions"], authorityArns),
        ),
    );
}
