import type * as pulumi from "@pulumi/pulumi";
import { allow, definePreset } from "./definition";
import { arns, required } from "./parameters";

/**
 * ExternalDNS with Route 53.
 * Usual subject: `external-dns/external-dns`. Source, compared on 2026-11-23:
 * https://github.com/kubernetes-sigs/external-dns/blob/master/docs/tutorials/aws.md
 */
export interface ExternalDnsPreset {
    /** ARNs of the hosted zones it may change. At least one; all zones are `arn:aws:route53:::hostedzone/*`. */
    readonly hostedZoneArns: pulumi.Input<string>[];
}

export const externalDns = definePreset<ExternalDnsPreset>({
    source: "https://github.com/kubernetes-sigs/external-dns/blob/master/docs/tutorials/aws.md",
    checked: "2026-11-23",
    usualSubject: "external-dns/external-dns",
    parameters: {
        hostedZoneArns: required(arns("arn:aws:route53:::hostedzone/ID")),
    },
    statements: ({ hostedZoneArns }) => [
        allow(["route53:ChangeResourceRecordSets"], hostedZoneArns),
        allow(
            [
                "route53:ListHostedZones",
                "route53:ListResourceRecordSets",
                "route53:ListTagsForResource",
                "route53:ListTagsForResources",
            ],
            ["*"],
        ),
    ],
    example: { hostedZoneArns: ["arn:{partition}:route53:::hostedzone/Z0123456789ABCDEFGHIJ"] },
});
