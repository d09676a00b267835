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
    roleHasPolicies,
} from "../../../components/registering/awsErrors";

describe("the error of an association that already exists", () => {
    const failed = {
        urn: "urn:pulumi:dev::shop::eks-pod-identity:index:PodIdentityStack$aws:eks/podIdentityAssociation:PodIdentityAssociation::identity/shop/orders",
        name: "identity/shop/orders",
        parentName: "identity",
        inputs: { clusterName: "dev", namespace: "shop", serviceAccount: "orders" },
        errors: ["ResourceInUseException: Association already exists: a-0123456789abcdef0"],
    };

    it("has its ID, its subject and the possible fixes", () => {
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

    it("has its role, if AWS returns it", () => {
        const roleArn = "arn:aws:iam::111122223333:role/report";
        const [first] = associationExists(failed, "a-0123456789abcdef0", { roleArn }).split("\n");
        assert.ok(first?.endsWith(`already: a-0123456789abcdef0, with the role ${roleArn}.`), first);
    });

    it("does not suggest an import if an add-on owns it", () => {
        const text = associationExists(failed, "a-0123456789abcdef0", { addon: "aws-ebs-csi-driver" });
        assert.match(text, /The EKS add-on aws-ebs-csi-driver owns it/);
        assert.match(text, /eksAddons: \{ aws-ebs-csi-driver: \{ associations: \{ orders: … \} \} \}/);
        assert.doesNotMatch(text, /pulumi import/);
    });

    it("has the fix for an interrupted replacement after the import", () => {
        const text = associationExists(failed, "a-0123456789abcdef0");
        const [importing, removing] = [
            text.indexOf("pulumi import '"),
            text.indexOf(`pulumi state delete '${failed.urn}'`),
        ];
        assert.ok(importing >= 0 && removing > importing, text);
        assert.match(text, /If pulumi import says that the resource "already exists"/);
    });

    it("suggests only the import if the resource cannot be in the state", () => {
        assert.doesNotMatch(associationExists({ ...failed, isNew: true }, "a-0123456789abcdef0"), /state delete/);
    });

    it("mentions that an earlier call without a response may have created it", () => {
        const errors = [
            ...failed.errors,
            "https response error StatusCode: 408, RequestID: 1, api error RequestTimeout: no",
        ];
        assert.match(
            associationExists({ ...failed, errors }, "a-1"),
            /An earlier call of this deployment got no response/,
        );
        assert.doesNotMatch(associationExists(failed, "a-1"), /earlier call/);
    });

    it("is distinguished from other errors, and has the ID that AWS returns", () => {
        assert.equal(
            existingAssociationId("ResourceInUseException: Association already exists: a-0123456789abcdef0"),
            "a-0123456789abcdef0",
        );
        assert.equal(existingAssociationId("ResourceInUseException: Association already exists"), "<a-…>");
        assert.equal(existingAssociationId("ResourceInUseException: the cluster is being updated"), undefined);
    });
});

describe("the error of an add-on that already exists", () => {
    const failed = (addonName: string, error: string) => ({
        urn: "urn:pulumi:dev::shop::eks-pod-identity:index:PodIdentityStack$eks-pod-identity:index:PodIdentityAgent$aws:eks/addon:Addon::identity-agent",
        name: "identity-agent",
        parentName: "identity-agent",
        inputs: { clusterName: "dev", addonName },
        errors: [error],
    });
    const exists = "ResourceInUseException: Addon already exists.";

    it("suggests mode existing and has the import command", () => {
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

    it("suggests removing it from the config if it is not the agent", () => {
        const text = addonExists(failed("aws-ebs-csi-driver", exists)) ?? "";
        assert.match(text, /remove it from eksAddons/);
        assert.match(text, /'dev:aws-ebs-csi-driver'/);
        assert.doesNotMatch(text, /agent was|agent that|mode "existing"/);
    });

    for (const error of [
        "ResourceInUseException: Cluster is being updated",
        "ResourceInUseException: Association already exists: a-0123456789abcdef0",
        "InvalidParameterException: Role provided in the request does not exist",
    ]) {
        it(`is distinguished from "${error}"`, () => {
            assert.equal(addonExists(failed("aws-ebs-csi-driver", error)), undefined);
        });
    }
});

describe("the change of the cluster name in a deployed stack", () => {
    it("is an error with the one fix that keeps access", () => {
        const text = clusterChange("blue", "green") ?? "";
        assert.match(text, /moves from the cluster "blue" to the cluster "green"/);
        assert.match(text, /use another stack for "green"/);
        assert.doesNotMatch(text, /clusters:/, "associations on blue are deleted whatever the roles trust");
    });

    it("is no error if the name does not change, or is unknown", () => {
        assert.equal(clusterChange("blue", "blue"), undefined);
        assert.equal(clusterChange("blue", undefined), undefined);
    });
});

describe("the association of a subject before a stack's inputs changed", () => {
    const old = { clusterName: "dev", associations: { "shop/orders": {} } };
    const before = (oldInputs: object, newInputs: object): unknown =>
        associationBefore("shop/orders", { ...oldInputs }, { ...newInputs });

    it("is on the same cluster, on another cluster, or does not exist", () => {
        assert.equal(before(old, { clusterName: "dev" }), "same cluster");
        assert.equal(before(old, { clusterName: "green" }), "another cluster");
        assert.equal(before({ ...old, region: "eu-west-1" }, { clusterName: "dev" }), "another cluster");
        assert.equal(before({ clusterName: "dev" }, { clusterName: "dev" }), "none");
        assert.equal(before({ ...old, associations: {} }, { clusterName: "dev" }), "none");
    });

    it("is unknown if the associations are secret", () => {
        assert.equal(before({ ...old, associations: pulumi.secret(old.associations) }, old), undefined);
    });
});

describe("the error of a role that already exists", () => {
    const failed = {
        urn: "urn:pulumi:dev::shop::eks-pod-identity:index:PodIdentityStack$aws:iam/role:Role::identity/shop/orders",
        name: "identity/shop/orders",
        parentName: "identity",
        inputs: { name: "orders", path: "/pod-identity/" },
        errors: [
            "https response error StatusCode: 409, RequestID: 1, EntityAlreadyExists: Role with name orders already exists.",
        ],
    };

    it("is identified by AWS's message about a role", () => {
        assert.equal(existingRoleName(failed), "orders");
        assert.equal(existingRoleName({ ...failed, errors: ["AccessDenied: no"] }), undefined);
        const policy = failed.urn.replace("aws:iam/role:Role", "aws:iam/policy:Policy");
        assert.equal(existingRoleName({ ...failed, urn: policy }), undefined);
    });

    it("has the import command and the other fixes", () => {
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
        // Its policies depend on it: pulumi state delete would refuse. The ID does not change: pulumi import does
        // nothing.
        assert.match(text, /left it in the state\..*\n {4}aws iam delete-role --role-name orders/);
        assert.doesNotMatch(text, /Its path is/);
    });

    it("has the path of the role if it differs, because pulumi up would replace the role", () => {
        assert.match(roleExists(failed, "orders", { path: "/" }), /Its path is "\/": write path: \/ too/);
    });
});

describe("a role that EKS refuses", () => {
    it("is the role of an association or an add-on, with its subject", () => {
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

    it("does not name a role with a secret ARN", () => {
        const inputs = { namespace: "shop", serviceAccount: "orders", roleArn: pulumi.secret("arn:aws:iam::1:role/a") };
        assert.deepEqual(namedRoles({ urn: "", name: "", parentName: "", errors: [], inputs }), []);
    });
});

describe("the error of a role that IAM does not delete", () => {
    const failed = (error: string) => ({
        urn: "urn:pulumi:dev::shop::eks-pod-identity:index:PodIdentityStack$aws:iam/role:Role::identity/shop/orders",
        name: "identity/shop/orders",
        parentName: "identity",
        inputs: { namePrefix: "shop-orders-" },
        errors: [`deleting IAM Role (shop-orders-1): operation error IAM: DeleteRole, ${error}`],
    });

    it("has the commands that list and remove its policies", () => {
        for (const which of ["delete all inline policies", "detach all policies"]) {
            const text = roleHasPolicies(failed(`DeleteConflict: Cannot delete entity, must ${which} first.`)) ?? "";
            assert.match(text, /^IAM does not delete the role shop-orders-1: /);
            assert.match(text, /^ {4}aws iam list-role-policies --role-name shop-orders-1$/m);
            assert.match(text, /^ {4}aws iam list-attached-role-policies --role-name shop-orders-1$/m);
            assert.match(text, /^ {4}aws iam delete-role-policy --role-name shop-orders-1 --policy-name '<name>'$/m);
            assert.match(text, /^ {4}aws iam detach-role-policy --role-name shop-orders-1 --policy-arn '<ARN>'$/m);
        }
    });

    it("is AWS's own if something else is in the way", () => {
        const error = "DeleteConflict: Cannot delete entity, must remove roles from instance profile first.";
        assert.equal(roleHasPolicies(failed(error)), undefined);
    });
});
