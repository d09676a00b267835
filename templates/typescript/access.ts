import { PodIdentityStack } from "eks-pod-identity";

/** Which service account may do what. */
export function access(clusterName: string): PodIdentityStack {
    return new PodIdentityStack("identity", {
        clusterName,
        associations: {
            "shop/orders": {
                role: {
                    statements: [{ actions: ["s3:GetObject"], resources: ["arn:{partition}:s3:::orders-{cluster}/*"] }],
                },
            },
        },
    });
}
