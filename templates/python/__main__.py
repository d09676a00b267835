import pulumi
from pulumi_eks_pod_identity import PodIdentityStack

identity = PodIdentityStack(
    "identity",
    cluster_name=pulumi.Config().require("clusterName"),
    associations={
        "shop/orders": {
            "role": {
                "statements": [
                    {
                        "actions": ["s3:GetObject"],
                        "resources": ["arn:{partition}:s3:::orders-{cluster}/*"],
                    },
                ],
            },
        },
    },
)

pulumi.export("roleArns", identity.role_arns)
