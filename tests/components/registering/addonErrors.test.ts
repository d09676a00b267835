import * as assert from "node:assert/strict";
import { addonRefusal } from "../../../components/registering/addonErrors";
import type { FailedResource } from "../../../components/registering/awsErrors";

const unsupported = (version: string) =>
    `InvalidParameterException: Pod Identity feature is not supported for addon version: ${version}`;
const associationExists = "ResourceInUseException: Association already exists: a-0123456789abcdef0";

function failed(addonName: string, serviceAccounts: readonly string[], more: Readonly<Record<string, unknown>> = {}) {
    return {
        urn: "urn:pulumi:dev::shop::eks-pod-identity:index:PodIdentityAddon$aws:eks/addon:Addon::csi",
        name: "csi",
        parentName: "csi",
        inputs: {
            clusterName: "dev",
            addonName,
            podIdentityAssociations: serviceAccounts.map(serviceAccount => ({ serviceAccount, roleArn: "r" })),
            ...more,
        },
    };
}

function refusalOf(resource: Omit<FailedResource, "errors">, error: string): string | undefined {
    return addonRefusal({ ...resource, errors: [error] });
}

describe("a refused add-on that owns associations", () => {
    it("that supports none is explained with the two steps", () => {
        const text = refusalOf(failed("cert-manager", ["cert-manager"]), unsupported("v1.19.1-eksbuild.1")) ?? "";
        assert.match(text, /EKS refuses the associations of the add-on cert-manager on the cluster "dev"/);
        assert.match(text, /1\. Deploy the add-on without associations/);
        assert.match(text, /2\. Put "cert-manager\/cert-manager" into the associations of the stack/);
        assert.doesNotMatch(text, /may be too old/);
    });

    it("of an old version is explained with the version it needs", () => {
        const old = failed("vpc-cni", ["aws-node"], { addonVersion: "v1.9.3-eksbuild.1" });
        assert.match(refusalOf(old, unsupported("v1.9.3-eksbuild.1")) ?? "", /from v1\.15\.5 on: use a later version/);
    });

    it("with a service account it does not have is explained with those it has", () => {
        const text = refusalOf(failed("vpc-cni", ["aws_node"]), unsupported("v1.20.4-eksbuild.1")) ?? "";
        assert.match(text, /no service account "aws_node"; it has "aws-node"/);
    });

    it("that is unknown here is explained with both reasons, and the command that decides", () => {
        const text = refusalOf(failed("acme_agent", ["agent"]), unsupported("v1.0.0")) ?? "";
        assert.match(text, /version may be too old, or the service account/);
        assert.match(text, /aws eks describe-addon-configuration --addon-name acme_agent/);
        assert.match(text, /"<namespace>\/agent"/);
    });

    it("whose subject has an association already is explained with the two deployments of a move", () => {
        const text = refusalOf(failed("aws-ebs-csi-driver", ["ebs-csi-controller-sa"]), associationExists) ?? "";
        assert.match(text, /^kube-system\/ebs-csi-controller-sa has a Pod Identity association .*a-0123456789abcdef0/);
        assert.match(
            text,
            /1\. Take the subject out of associations, leave it out of the associations of aws-ebs-csi-driver/,
        );
        assert.match(text, /2\. Put it into the associations of aws-ebs-csi-driver, and deploy again/);
    });

    it("names the namespace that the add-on was given", () => {
        const elsewhere = failed("external-dns", ["external-dns"], { namespaceConfig: { namespace: "dns" } });
        assert.match(refusalOf(elsewhere, associationExists) ?? "", /^dns\/external-dns has/);
    });

    it("is explained as any other add-on where the refusal is not about associations", () => {
        const owns = failed("aws-ebs-csi-driver", ["ebs-csi-controller-sa"]);
        assert.match(refusalOf(owns, "ResourceInUseException: Addon already exists.") ?? "", /pulumi import/);
        assert.equal(refusalOf(owns, "InvalidParameterException: ConfigurationValue is not valid"), undefined);
    });
});
