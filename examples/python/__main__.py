"""Three service accounts, one preset, one shared role."""
import pulumi
from pulumi_eks_pod_identity import PodIdentityStack

config = pulumi.Config()

identity = PodIdentityStack(
    "identity",
    cluster_name=config.require("clusterName"),
    associations={
        # A controller that many clusters have: a preset gives it what it needs, and nothing more.
        "external-dns/external-dns": {
            "role": {
                "presets": {
                    "external_dns": {"hosted_zone_arns": ["arn:aws:route53:::hostedzone/Z0123456789ABC"]},
                },
            },
        },
        # Two teams use one role. It trusts only these two service accounts of this cluster.
        "team-a/reader": {"role_ref": "reader"},
        "team-b/reader": {"role_ref": "reader"},
    },
    roles={
        "reader": {
            "statements": [{"actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::reports-{cluster}/*"]}],
            "managed_policies": ["AmazonSQSReadOnlyAccess"],
        },
    },
    defaults={"role": {"tags": {"team": "platform"}}},
)

# By subject. A workload that needs its permissions when it starts depends on `identity` instead.
pulumi.export("roleArns", identity.role_arns)
