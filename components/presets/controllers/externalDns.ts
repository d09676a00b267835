import type * as pulumi from "@pulumi/pulumi";
import { assumedRoles, assumingRoles, zonesOrRoles } from "../assumedRoles";
import { allow, definePreset, when } from "../definition";
import { arns, feature } from "../parameters";

/**
 * ExternalDNS with Route 53. It reads every hosted zone that its filters leave: give it the same zones with
 * `--domain-filter` or `--zone-id-filter`.
 * Usual subject: `external-dns/external-dns`. Source, compared on 2026-11-25:
 * https://github.com/kubernetes-sigs/external-dns/blob/master/docs/tutorials/aws.md
 */
export interface ExternalDnsPreset {
    /**
     * ARNs of the hosted zones it may read and change; all zones are `arn:aws:route53:::hostedzone/*`. Left out or empty:
     * none of this account.
     * @default - none
     */
    readonly hostedZoneArns?: pulumi.Input<string>[];
    /**
     * ARNs of the roles it may assume: `--aws-assume-role`, for hosted zones of another account. Their trust policies must
     * allow `sts:AssumeRole` and `sts:TagSession`. Left out or empty: none.
     * @default - none
     */
    readonly assumeRoleArns?: pulumi.Input<string>[];
}

export const externalDns = definePreset<ExternalDnsPreset>({
    source: "https://github.com/kubernetes-sigs/external-dns/blob/master/docs/tutorials/aws.md",
    sourceVersion: "2bf1bf8af2b70f23579f9147c1f7e9394f7f83d5",
    checked: "2026-11-25",
    usualSubject: "external-dns/external-dns",
    differences: [
        {
            actions: ["sts:AssumeRole", "sts:TagSession"],
            reason: "For the option --aws-assume-role, on named roles. The session tags of EKS are transitive, so AWS asks for sts:TagSession too.",
        },
        {
            actions: ["route53:*"],
            reason: "The source's second policy confines names and types of records, by the user's own choice.",
        },
    ],
    parameters: {
        hostedZoneArns: feature(arns("arn:aws:route53:::hostedzone/ID")),
        assumeRoleArns: assumedRoles,
    },
    demands: [zonesOrRoles],
    statements: ({ hostedZoneArns, assumeRoleArns }) => [
        ...when(
            hostedZoneArns.length > 0,
            allow(
                ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets", "route53:ListTagsForResources"],
                hostedZoneArns,
            ),
            allow(["route53:ListHostedZones"], ["*"]),
        ),
        ...assumingRoles(assumeRoleArns),
    ],
    example: { hostedZoneArns: ["arn:{partition}:route53:::hostedzone/Z0123456789ABCDEFGHIJ"] },
});
