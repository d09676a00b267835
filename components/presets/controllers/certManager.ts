import type * as pulumi from "@pulumi/pulumi";
import { assumedRoles, assumingRoles, zonesOrRoles } from "../assumedRoles";
import { allow, definePreset, when } from "../definition";
import { arns, feature } from "../parameters";

/**
 * cert-manager, for ACME DNS-01 challenges in Route 53. It changes TXT records only.
 * Usual subject: `cert-manager/cert-manager`. Source, compared on 2026-11-25:
 * https://github.com/cert-manager/website/blob/master/content/docs/configuration/acme/dns01/route53.md
 */
export interface CertManagerPreset {
    /**
     * ARNs of the hosted zones whose TXT records it may change. All zones are `arn:aws:route53:::hostedzone/*`.
     * @default - none in this account
     */
    readonly hostedZoneArns?: pulumi.Input<string>[];
    /**
     * ARNs of the roles that it may assume, for hosted zones in other accounts: `role` of an issuer. Their trust
     * policies must allow `sts:AssumeRole` and `sts:TagSession`.
     * @default - none
     */
    readonly assumeRoleArns?: pulumi.Input<string>[];
}

export const certManager = definePreset<CertManagerPreset>({
    source: "https://github.com/cert-manager/website/blob/master/content/docs/configuration/acme/dns01/route53.md",
    sourceVersion: "776e5dba56510fc9de84206b806b568447077f25",
    checked: "2026-11-25",
    usualSubject: "cert-manager/cert-manager",
    differences: [
        {
            actions: ["sts:AssumeRole", "sts:TagSession"],
            reason: "The source's section on cross-account access, on named roles. The session tags of EKS are transitive, so AWS also requires sts:TagSession.",
        },
    ],
    parameters: {
        hostedZoneArns: feature(arns("arn:aws:route53:::hostedzone/ID")),
        assumeRoleArns: assumedRoles,
    },
    demands: [zonesOrRoles],
    statements: ({ hostedZoneArns, assumeRoleArns }, { partition }) => [
        ...when(
            hostedZoneArns.length > 0,
            allow(["route53:GetChange"], [`arn:${partition}:route53:::change/*`]),
            allow(["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"], hostedZoneArns, {
                "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["TXT"] },
            }),
            allow(["route53:ListHostedZonesByName"], ["*"]),
        ),
        ...assumingRoles(assumeRoleArns),
    ],
    example: { hostedZoneArns: ["arn:{partition}:route53:::hostedzone/Z0123456789ABCDEFGHIJ"] },
});
