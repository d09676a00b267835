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


identity = PodIdentityStack("identity", story)
pulumi.export("roleArns", identity.roleArns)
pulumi.export("orders", identity.roleArns["shop/orders"])
pulumi.export("associationIds", identity.associationIds)
