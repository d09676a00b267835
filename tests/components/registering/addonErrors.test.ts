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

describe("the error of an add-on that EKS refuses", () => {
    it("has two steps if the add-on does not support associations", () => {
        const text = refusalOf(failed("cert-manager", ["cert-manager"]), unsupported("v1.19.1-eksbuild.1")) ?? "";
        assert.match(text, /EKS refuses the associations of the add-on cert-manager on the cluster "dev"/);
        assert.match(text, /1\. Deploy the add-on without associations/);
        assert.match(text, /2\. Add "cert-manager\/cert-manager" to the associations of the stack/);
        assert.doesNotMatch(text, /may be too old/);
    });

    it("has the required version if the add-on is too old", () => {
        const old = failed("vpc-cni", ["aws-node"], { addonVersion: "v1.9.3-eksbuild.1" });
        assert.match(refusalOf(old, unsupported("v1.9.3-eksbuild.1")) ?? "", /since v1\.15\.5: use a later version/);
    });

    it("has the service accounts of the add-on if one does not exist", () => {
        const text = refusalOf(failed("vpc-cni", ["aws_node"]), unsupported("v1.20.4-eksbuild.1")) ?? "";
        assert.match(text, /no service account "aws_node"; it has "aws-node"/);
    });

    it("has both possible reasons for an unknown add-on, and the command that shows which applies", () => {
        const text = refusalOf(failed("acme_agent", ["agent"]), unsupported("v1.0.0")) ?? "";
        assert.match(text, /version may be too old, or the service account/);
        assert.match(text, /aws eks describe-addon-configuration --addon-name acme_agent/);
        assert.match(text, /"<namespace>\/agent"/);
    });

    it("has the two deployments of a move if the subject already has an association", () => {
        const text = refusalOf(failed("aws-ebs-csi-driver", ["ebs-csi-controller-sa"]), associationExists) ?? "";
        assert.match(text, /^kube-system\/ebs-csi-controller-sa has a Pod Identity association .*a-0123456789abcdef0/);
        assert.match(
            text,
            /1\. Remove the subject from associations, do not add it to the associations of aws-ebs-csi-driver/,
        );
        assert.match(text, /2\. Add it to the associations of aws-ebs-csi-driver, and deploy again/);
    });

    it("has the import of the add-on, because an interrupted deployment can have created both", () => {
        const text = refusalOf(failed("aws-ebs-csi-driver", ["ebs-csi-controller-sa"]), associationExists) ?? "";
        assert.match(
            text,
            /If an interrupted deployment created the add-on with it, import the add-on:\n {4}pulumi import 'aws:eks\/addon:Addon' 'csi' 'dev:aws-ebs-csi-driver' /,
        );
    });

    it("has the namespace of the add-on", () => {
        const elsewhere = failed("external-dns", ["external-dns"], { namespaceConfig: { namespace: "dns" } });
        assert.match(refusalOf(elsewhere, associationExists) ?? "", /^dns\/external-dns has/);
    });

    it("is the usual error if it is not about associations", () => {
        const owns = failed("aws-ebs-csi-driver", ["ebs-csi-controller-sa"]);
        assert.match(refusalOf(owns, "ResourceInUseException: Addon already exists.") ?? "", /pulumi import/);
        assert.equal(refusalOf(owns, "InvalidParameterException: ConfigurationValue is not valid"), undefined);
    });
});
