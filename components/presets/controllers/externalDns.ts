import type * as pulumi from "@pulumi/pulumi";
import { assumedRoles, assumingRoles, zonesOrRoles } from "../assumedRoles";
import { allow, definePreset, when } from "../definition";
import { arns, feature } from "../parameters";

/**
 * ExternalDNS with Route 53. It reads every hosted zone that its filters admit: set `--domain-filter` or `--zone-id-filter`
 * to the same zones.
 * Usual subject: `external-dns/external-dns`. Source, compared on 2026-11-25:
 * https://github.com/kubernetes-sigs/external-dns/blob/master/docs/tutorials/aws.md
 */
export interface ExternalDnsPreset {
    /**
     * ARNs of the hosted zones that it may read and change. All zones are `arn:aws:route53:::hostedzone/*`.
     * @default - none in this account
     */
    readonly hostedZoneArns?: pulumi.Input<string>[];
    /**
     * ARNs of the roles that it may assume, for hosted zones in another account: `--aws-assume-role`. Their trust
     * policies must allow `sts:AssumeRole` and `sts:TagSession`.
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
            reason: "For the option --aws-assume-role, on named roles. The session tags of EKS are transitive, so AWS also requires sts:TagSession.",
        },
        {
            actions: ["route53:*"],
            reason: "The source's optional second policy restricts the names and types of records.",
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
