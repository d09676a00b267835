/** One service account moves from IRSA to Pod Identity while its pods keep running. */
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityStack } from "eks-pod-identity";

// The IAM OIDC provider of the cluster, as IRSA uses it.
const oidcProviderArn =
    "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";

const migrating = new pulumi.Config().requireBoolean("migrating");

const identity = new PodIdentityStack("identity", {
    clusterName: "dev",
    associations: {
        "shop/orders": {
            role: {
                // The role that IRSA uses, with the name and the path it has: neither changes in place. See README.md.
                name: "orders",
                path: "/",
                managedPolicies: ["AmazonSQSReadOnlyAccess"],
                // While it is here, the role trusts the same service account both ways. Taking it out ends the migration: the
                // trust is changed in place, the role stays the same.
                ...(migrating && { irsa: { oidcProviderArn } }),
            },
        },
    },
});

/** For the annotation `eks.amazonaws.com/role-arn` of the service account, until the migration has ended. */
export const roleArn = identity.roleArns["shop/orders"];
