// Three service accounts, one preset, one shared role.
using System.Collections.Generic;
using Pulumi;
using Pulumi.EksPodIdentity;
using Pulumi.EksPodIdentity.Inputs;

return await Deployment.RunAsync(() =>
{
    var config = new Config();

    var identity = new PodIdentityStack("identity", new PodIdentityStackArgs
    {
        ClusterName = config.Require("clusterName"),
        Associations =
        {
            // A controller that many clusters have: a preset gives it what it needs, and nothing more.
            ["external-dns/external-dns"] = new AssociationArgs
            {
                Role = new RoleArgs
                {
                    Presets = new PresetsArgs
                    {
                        ExternalDns = new ExternalDnsPresetArgs
                        {
                            HostedZoneArns = { "arn:aws:route53:::hostedzone/Z0123456789ABC" },
                        },
                    },
                },
            },
            // Two teams use one role. It trusts only these two service accounts of this cluster.
            ["team-a/reader"] = new AssociationArgs { RoleRef = "reader" },
            ["team-b/reader"] = new AssociationArgs { RoleRef = "reader" },
        },
        Roles =
        {
            ["reader"] = new SharedRoleArgs
            {
                Statements =
                {
                    new PolicyStatementArgs
                    {
                        Actions = { "s3:GetObject" },
                        Resources = { "arn:aws:s3:::reports-{cluster}/*" },
                    },
                },
                ManagedPolicies = { "AmazonSQSReadOnlyAccess" },
            },
        },
        Defaults = new DefaultsArgs
        {
            Role = new RoleSettingsArgs { Tags = { ["team"] = "platform" } },
        },
    });

    // By subject. A workload that needs its permissions when it starts depends on `identity` instead.
    return new Dictionary<string, object?> { ["roleArns"] = identity.RoleArns };
});
