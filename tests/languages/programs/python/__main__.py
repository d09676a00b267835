"""The story of the tests: the component as Python's SDK sends it to the plugin, without a generated SDK."""
import json
from pathlib import Path

import pulumi

story = json.loads((Path(__file__).parent.parent / "story.json").read_text())
outputs = ["clusterName", "clusterArn", "agentArn", "agentVersion", "roleArns", "associationIds", "externalIds"]


class PodIdentityStack(pulumi.ComponentResource):
    def __init__(self, name, args, opts=None):
        props = {**{output: None for output in outputs}, **args}
        super().__init__("eks-pod-identity:index:PodIdentityStack", name, props, opts, remote=True)


class Policy(pulumi.CustomResource):
    def __init__(self, name, args, opts=None):
        super().__init__("aws:iam/policy:Policy", name, args, opts)


workload = pulumi.Config().get("workload")
if workload:
    story = {
        "clusterName": "test",
        "associations": {"shop/orders": {"roleArn": "arn:aws:iam::111122223333:role/report"}},
        "propagationSeconds": 3,
    }
identity = PodIdentityStack("identity", story)
if workload:
    statement = {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    Policy("workload", {"name": workload, "policy": policy}, pulumi.ResourceOptions(depends_on=[identity]))
pulumi.export("roleArns", identity.roleArns)
pulumi.export("orders", identity.roleArns["shop/orders"])
pulumi.export("associationIds", identity.associationIds)
