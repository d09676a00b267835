// Three service accounts, one preset, one shared role.
package main

import (
	podidentity "github.com/OWNER_UNDECIDED/pulumi-eks-pod-identity/sdk/go/ekspodidentity"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		reader := "reader"
		identity, err := podidentity.NewPodIdentityStack(ctx, "identity", &podidentity.PodIdentityStackArgs{
			ClusterName: pulumi.String(config.Require(ctx, "clusterName")),
			Associations: map[string]podidentity.AssociationArgs{
				// A controller that many clusters have: a preset gives it what it needs, and nothing more.
				"external-dns/external-dns": {Role: &podidentity.RoleArgs{
					Presets: &podidentity.PresetsArgs{ExternalDns: &podidentity.ExternalDnsPresetArgs{
						HostedZoneArns: []pulumi.StringInput{pulumi.String("arn:aws:route53:::hostedzone/Z0123456789ABC")},
					}},
				}},
				// Two teams use one role. It trusts only these two service accounts of this cluster.
				"team-a/reader": {RoleRef: &reader},
				"team-b/reader": {RoleRef: &reader},
			},
			Roles: map[string]podidentity.SharedRoleArgs{
				reader: {
					Statements: []podidentity.PolicyStatementArgs{{
						Actions:   []pulumi.StringInput{pulumi.String("s3:GetObject")},
						Resources: []pulumi.StringInput{pulumi.String("arn:aws:s3:::reports-{cluster}/*")},
					}},
					ManagedPolicies: []string{"AmazonSQSReadOnlyAccess"},
				},
			},
			Defaults: &podidentity.DefaultsArgs{Role: &podidentity.RoleSettingsArgs{
				Tags: map[string]pulumi.StringInput{"team": pulumi.String("platform")},
			}},
		})
		if err != nil {
			return err
		}
		// By subject. A workload that needs its permissions when it starts depends on `identity` instead.
		ctx.Export("roleArns", identity.RoleArns)
		return nil
	})
}
