/** Three service accounts, one preset, one shared role. */
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityStack } from "eks-pod-identity";

const config = new pulumi.Config();

const identity = new PodIdentityStack("identity", {
    clusterName: config.require("clusterName"),
    associations: {
        // A controller that many clusters have: a preset gives it what it needs, and nothing more.
        "external-dns/external-dns": {
            role: { presets: { externalDns: { hostedZoneArns: ["arn:aws:route53:::hostedzone/Z0123456789ABC"] } } },
        },
        // Two teams use one role. It trusts only these two service accounts of this cluster.
        "team-a/reader": { roleRef: "reader" },
        "team-b/reader": { roleRef: "reader" },
    },
    roles: {
        reader: {
            statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::reports-{cluster}/*"] }],
            managedPolicies: ["AmazonSQSReadOnlyAccess"],
        },
    },
    defaults: { role: { tags: { team: "platform" } } },
});

/** By subject. A workload that needs its permissions when it starts depends on `identity` instead. */
export const roleArns = identity.roleArns;
