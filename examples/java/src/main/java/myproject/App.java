// Three service accounts, one preset, one shared role.
package myproject;

import com.pulumi.Pulumi;
import com.pulumi.ekspodidentity.PodIdentityStack;
import com.pulumi.ekspodidentity.PodIdentityStackArgs;
import com.pulumi.ekspodidentity.inputs.Association;
import com.pulumi.ekspodidentity.inputs.DefaultsArgs;
import com.pulumi.ekspodidentity.inputs.ExternalDnsPreset;
import com.pulumi.ekspodidentity.inputs.PolicyStatement;
import com.pulumi.ekspodidentity.inputs.Presets;
import com.pulumi.ekspodidentity.inputs.Role;
import com.pulumi.ekspodidentity.inputs.RoleSettingsArgs;
import com.pulumi.ekspodidentity.inputs.SharedRole;
import java.util.Map;

public class App {
    public static void main(String[] args) {
        Pulumi.run(ctx -> {
            var reader = Association.builder().roleRef("reader").build();

            var identity = new PodIdentityStack("identity", PodIdentityStackArgs.builder()
                .clusterName(ctx.config().require("clusterName"))
                .associations(Map.of(
                    // A controller that many clusters have: a preset gives it what it needs, and nothing more.
                    "external-dns/external-dns", Association.builder()
                        .role(Role.builder()
                            .presets(Presets.builder()
                                .externalDns(ExternalDnsPreset.builder()
                                    .hostedZoneArns("arn:aws:route53:::hostedzone/Z0123456789ABC")
                                    .build())
                                .build())
                            .build())
                        .build(),
                    // Two teams use one role. It trusts only these two service accounts of this cluster.
                    "team-a/reader", reader,
                    "team-b/reader", reader))
                .roles(Map.of("reader", SharedRole.builder()
                    .statements(PolicyStatement.builder()
                        .actions("s3:GetObject")
                        .resources("arn:aws:s3:::reports-{cluster}/*")
                        .build())
                    .managedPolicies("AmazonSQSReadOnlyAccess")
                    .build()))
                .defaults(DefaultsArgs.builder()
                    .role(RoleSettingsArgs.builder().tags(Map.of("team", "platform")).build())
                    .build())
                .build());

            // By subject. A workload that needs its permissions when it starts depends on `identity` instead.
            ctx.export("roleArns", identity.roleArns());
        });
    }
}
