import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
    addonExists,
    associationBefore,
    associationExists,
    clusterChange,
    existingAssociationId,
    existingRoleName,
    namedRoles,
    roleExists,
} from "../../../components/registering/awsErrors";

describe("an association that exists already", () => {
    const failed = {
        urn: "urn:pulumi:dev::shop::eks-pod-identity:index:PodIdentityStack$aws:eks/podIdentityAssociation:PodIdentityAssociation::identity/shop/orders",
        name: "identity/shop/orders",
        parentName: "identity",
        inputs: { clusterName: "dev", namespace: "shop", serviceAccount: "orders" },
        errors: ["ResourceInUseException: Association already exists: a-0123456789abcdef0"],
    };

    it("is explained with its ID, its subject, and the ways out", () => {
        const text = associationExists(failed, "a-0123456789abcdef0");
        assert.match(
            text,
            /shop\/orders has a Pod Identity association on the cluster "dev" already: a-0123456789abcdef0/,
        );
        assert.match(text, /--association-id a-0123456789abcdef0/);
        assert.ok(
            text.includes(
                "pulumi import 'aws:eks/podIdentityAssociation:PodIdentityAssociation' 'identity/shop/orders' 'dev,a-0123456789abcdef0' " +
                    "--parent 'parent=urn:pulumi:dev::shop::eks-pod-identity:index:PodIdentityStack::identity' --generate-code=false",
            ),
            text,
        );
    });

    it("is explained with its role, where AWS tells it", () => {
        const roleArn = "arn:aws:iam::111122223333:role/report";
        const [first] = associationExists(failed, "a-0123456789abcdef0", { roleArn }).split("\n");
        assert.ok(first?.endsWith(`already: a-0123456789abcdef0, with the role ${roleArn}.`), first);
    });

    it("is not to be imported where an add-on owns it", () => {
        const text = associationExists(failed, "a-0123456789abcdef0", { addon: "aws-ebs-csi-driver" });
        assert.match(text, /The EKS add-on aws-ebs-csi-driver owns it/);
        assert.match(text, /eksAddons: \{ aws-ebs-csi-driver: \{ associations: \{ orders: … \} \} \}/);
        assert.doesNotMatch(text, /pulumi import/);
    });

    it("names the way out of an interrupted replacement, after the import", () => {
        const text = associationExists(failed, "a-0123456789abcdef0");
        const [importing, removing] = [
            text.indexOf("pulumi import '"),
            text.indexOf(`pulumi state delete '${failed.urn}'`),
        ];
        assert.ok(importing >= 0 && removing > importing, text);
        assert.match(text, /If pulumi import says that the resource "already exists"/);
    });

    it("names the import alone if the state cannot have the resource", () => {
        assert.doesNotMatch(associationExists({ ...failed, isNew: true }, "a-0123456789abcdef0"), /state delete/);
    });

    it("says that an earlier call without an answer may have created it", () => {
        const errors = [
            ...failed.errors,
            "https response error StatusCode: 408, RequestID: 1, api error RequestTimeout: no",
        ];
        assert.match(
            associationExists({ ...failed, errors }, "a-1"),
            /An earlier call of this deployment got no answer/,
        );
        assert.doesNotMatch(associationExists(failed, "a-1"), /earlier call/);
    });

    it("is distinguished from other errors, with its ID where AWS names it", () => {
        assert.equal(
            existingAssociationId("ResourceInUseException: Association already exists: a-0123456789abcdef0"),
            "a-0123456789abcdef0",
        );
        assert.equal(existingAssociationId("ResourceInUseException: Association already exists"), "<a-…>");
        assert.equal(existingAssociationId("ResourceInUseException: the cluster is being updated"), undefined);
    });
});

describe("an add-on that exists already", () => {
    const failed = (addonName: string, error: string) => ({
        urn: "urn:pulumi:dev::shop::eks-pod-identity:index:PodIdentityStack$eks-pod-identity:index:PodIdentityAgent$aws:eks/addon:Addon::identity-agent",
        name: "identity-agent",
        parentName: "identity-agent",
        inputs: { clusterName: "dev", addonName },
        errors: [error],
    });
    const exists = "ResourceInUseException: Addon already exists.";

    it("is explained with mode existing and the import line", () => {
        const text = addonExists(failed("eks-pod-identity-agent", exists));
        assert.match(text ?? "", /mode "existing"/);
        assert.ok(
            text?.includes(
                "pulumi import 'aws:eks/addon:Addon' 'identity-agent' 'dev:eks-pod-identity-agent' --parent " +
                    "'parent=urn:pulumi:dev::shop::eks-pod-identity:index:PodIdentityStack$eks-pod-identity:index:PodIdentityAgent::identity-agent' --generate-code=false",
            ),
            text,
        );
    });

    it("is to be left out where it is not the agent", () => {
        const text = addonExists(failed("aws-ebs-csi-driver", exists)) ?? "";
        assert.match(text, /leave it out of eksAddons/);
        assert.match(text, /'dev:aws-ebs-csi-driver'/);
        assert.doesNotMatch(text, /agent was|agent that|mode "existing"/);
    });

    for (const error of [
        "ResourceInUseException: Cluster is being updated",
        "ResourceInUseException: Association already exists: a-0123456789abcdef0",
        "InvalidParameterException: Role provided in the request does not exist",
    ]) {
        it(`is told from "${error}"`, () => {
            assert.equal(addonExists(failed("aws-ebs-csi-driver", error)), undefined);
        });
    }
});

describe("another cluster's name in a live stack", () => {
    it("is answered with the one way that leaves nobody without access", () => {
        const text = clusterChange("blue", "green") ?? "";
        assert.match(text, /moves from the cluster "blue" to the cluster "green"/);
        assert.match(text, /give "green" a stack of its own/);
        assert.doesNotMatch(text, /clusters:/, "associations on blue are deleted whatever the roles trust");
    });

    it("is none where the name stays, or is not known", () => {
        assert.equal(clusterChange("blue", "blue"), undefined);
        assert.equal(clusterChange("blue", undefined), undefined);
    });
});

describe("the association of a subject before a stack's inputs changed", () => {
    const old = { clusterName: "dev", associations: { "shop/orders": {} } };
    const before = (oldInputs: object, newInputs: object): unknown =>
        associationBefore("shop/orders", { ...oldInputs }, { ...newInputs });

    it("is on the same cluster, on another, or none", () => {
        assert.equal(before(old, { clusterName: "dev" }), "same cluster");
        assert.equal(before(old, { clusterName: "green" }), "another cluster");
        assert.equal(before({ ...old, region: "eu-west-1" }, { clusterName: "dev" }), "another cluster");
        assert.equal(before({ clusterName: "dev" }, { clusterName: "dev" }), "none");
        assert.equal(before({ ...old, associations: {} }, { clusterName: "dev" }), "none");
    });

    it("is not known if the associations are secret", () => {
        assert.equal(before({ ...old, associations: pulumi.secret(old.associations) }, old), undefined);
    });
});

describe("a role that exists already", () => {
    const failed = {
        urn: "urn:pulumi:dev::shop::eks-pod-identity:index:PodIdentityStack$aws:iam/role:Role::identity/shop/orders",
        name: "identity/shop/orders",
        parentName: "identity",
        inputs: { name: "orders", path: "/pod-identity/" },
        errors: [
            "https response error StatusCode: 409, RequestID: 1, EntityAlreadyExists: Role with name orders already exists.",
        ],
    };

    it("is known by AWS's answer about a role", () => {
        assert.equal(existingRoleName(failed), "orders");
        assert.equal(existingRoleName({ ...failed, errors: ["AccessDenied: no"] }), undefined);
        const policy = failed.urn.replace("aws:iam/role:Role", "aws:iam/policy:Policy");
        assert.equal(existingRoleName({ ...failed, urn: policy }), undefined);
    });

    it("is explained with the import line and the other ways out", () => {
        const text = roleExists(failed, "orders", { path: "/pod-identity/" });
        assert.match(text, /^The account has an IAM role named "orders" already\./);
        assert.match(text, /aws iam get-role --role-name orders/);
        assert.match(text, /change or remove name/);
        assert.ok(
            text.includes(
                "pulumi import 'aws:iam/role:Role' 'identity/shop/orders' 'orders' --parent " +
                    "'parent=urn:pulumi:dev::shop::eks-pod-identity:index:PodIdentityStack::identity'",
            ),
            text,
        );
        // Its policies depend on it: pulumi state delete would refuse. The ID is the same: pulumi import does nothing.
        assert.match(text, /left it in the state\..*\n {4}aws iam delete-role --role-name orders/);
        assert.doesNotMatch(text, /Its path is/);
    });

    it("is explained with its path if that is another: pulumi up would replace it", () => {
        assert.match(roleExists(failed, "orders", { path: "/" }), /Its path is "\/": write path: \/ too/);
    });
});

describe("a role that EKS refuses", () => {
    it("is one of those that an association or an add-on names, with its subject", () => {
        const base = { urn: "", name: "", parentName: "", errors: [] };
        const association = {
            namespace: "shop",
            serviceAccount: "orders",
            roleArn: "arn:aws:iam::111122223333:role/a",
        };
        assert.deepEqual(namedRoles({ ...base, inputs: association }), [
            { roleArn: association.roleArn, subject: { namespace: "shop", serviceAccount: "orders" } },
        ]);
        const podIdentityAssociations = [{ serviceAccount: "ebs-csi-controller-sa", roleArn: association.roleArn }];
        const addon = { addonName: "aws-ebs-csi-driver", podIdentityAssociations };
        const [named] = namedRoles({ ...base, inputs: addon });
        assert.deepEqual(named?.subject, { namespace: "kube-system", serviceAccount: "ebs-csi-controller-sa" });
        const [moved] = namedRoles({ ...base, inputs: { ...addon, namespaceConfig: { namespace: "storage" } } });
        assert.equal(moved?.subject.namespace, "storage");
    });

    it("is not named if its ARN is secret", () => {
        const inputs = { namespace: "shop", serviceAccount: "orders", roleArn: pulumi.secret("arn:aws:iam::1:role/a") };
        assert.deepEqual(namedRoles({ urn: "", name: "", parentName: "", errors: [], inputs }), []);
    });
});
