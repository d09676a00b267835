import type * as pulumi from "@pulumi/pulumi";
import { allow, definePreset } from "./definition";
import { arns, required } from "./parameters";

/**
 * cert-manager, solving ACME DNS-01 challenges in Route 53.
 * Usual subject: `cert-manager/cert-manager`. Source, compared on 2026-11-23:
 * https://cert-manager.io/docs/configuration/acme/dns01/route53/
 */
export interface CertManagerPreset {
    /** ARNs of the hosted zones it may change. At least one; all zones are `arn:aws:route53:::hostedzone/*`. */
    readonly hostedZoneArns: pulumi.Input<string>[];
}

export const certManager = definePreset<CertManagerPreset>({
    source: "https://cert-manager.io/docs/configuration/acme/dns01/route53/",
    checked: "2026-11-23",
    usualSubject: "cert-manager/cert-manager",
    parameters: {
        hostedZoneArns: required(arns("arn:aws:route53:::hostedzone/ID")),
    },
    statements: ({ hostedZoneArns }, { partition }) => [
        allow(["route53:GetChange"], [`arn:${partition}:route53:::change/*`]),
        allow(["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"], hostedZoneArns),
        allow(["route53:ListHostedZonesByName"], ["*"]),
    ],
    example: { hostedZoneArns: ["arn:{partition}:route53:::hostedzone/Z0123456789ABCDEFGHIJ"] },
});
