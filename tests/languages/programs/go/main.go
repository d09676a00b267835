// A workload that depends on the component, as Go's SDK sends it to the plugin, without a generated SDK.
package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

type podIdentityStack struct{ pulumi.ResourceState }

type policy struct{ pulumi.CustomResourceState }

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		identity := &podIdentityStack{}
		args := pulumi.Map{
			"clusterName":        pulumi.String("test"),
			"propagationSeconds": pulumi.Int(3),
			"associations": pulumi.Map{
				"shop/orders": pulumi.Map{"roleArn": pulumi.String("arn:aws:iam::111122223333:role/report")},
			},
		}
		if err := ctx.RegisterRemoteComponentResource("eks-pod-identity:index:PodIdentityStack", "identity", args, identity); err != nil {
			return err
		}
		workload := pulumi.Map{
			"name":   pulumi.String(config.Require(ctx, "workload")),
			"policy": pulumi.String(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}`),
		}
		return ctx.RegisterResource("aws:iam/policy:Policy", "workload", workload, &policy{}, pulumi.DependsOn([]pulumi.Resource{identity}))
	})
}
