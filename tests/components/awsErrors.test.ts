import * as assert from "node:assert/strict";
import { addonExists, associationExists, existingAssociationId, retryDelay } from "../../components/awsErrors";

const trustNotThere = "InvalidParameterException: Trust policy of the role provided is invalid";

describe("an answer of AWS", () => {
    for (const error of [
        trustNotThere,
        "InvalidParameterException: Role provided in the request does not exist",
        "ThrottlingException: Rate exceeded",
        "TooManyRequestsException: slow down",
    ]) {
        it(`is waited for when it is "${error}"`, () => {
            assert.equal(retryDelay([error]), 2);
        });
    }

    for (const error of [
        "ResourceInUseException: Association already exists: a-0123456789abcdef0",
        "AccessDeniedException: not authorized to perform: iam:PassRole",
        "InvalidParameterException: Cross-account pass role is not allowed",
        "",
    ]) {
        it(`is final when it is "${error}"`, () => {
            assert.equal(retryDelay([error]), undefined);
        });
    }

    it("is waited for ever longer, and under two minutes in all", () => {
        const delays: number[] = [];
        for (let errors = [trustNotThere]; ; errors = [trustNotThere, ...errors]) {
            const delay = retryDelay(errors);
            if (delay === undefined) {
                break;
            }
            delays.push(delay);
        }
        assert.deepEqual(
            delays,
            [...delays].sort((a, b) => a - b),
        );
        assert.ok(delays.length > 3);
        assert.ok(delays.reduce((sum, delay) => sum + delay) < 120);
    });
});

describe("an association that exists already", () => {
    const failed = {
        urn: "urn:pulumi:dev::shop::eks-pod-identity:index:PodIdentityStack$aws:eks/podIdentityAssociation:PodIdentityAssociation::identity/shop/orders",
        name: "identity/shop/orders",
        parentName: "identity",
        inputs: { clusterName: "dev", namespace: "shop", serviceAccount: "orders" },
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
                    "--parent 'parent=urn:pulumi:dev::shop::eks-pod-identity:index:PodIdentityStack::identity'",
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

    it("is told from other errors, with its ID where AWS names it", () => {
        assert.equal(
            existingAssociationId("ResourceInUseException: Association already exists: a-0123456789abcdef0"),
            "a-0123456789abcdef0",
        );
        assert.equal(existingAssociationId("ResourceInUseException: Association already exists"), "<a-…>");
        assert.equal(existingAssociationId(trustNotThere), undefined);
    });
});

describe("an add-on that exists already", () => {
    it("is explained with mode existing and the import line", () => {
        const text = addonExists(
            {
                urn: "urn:pulumi:dev::shop::eks-pod-identity:index:PodIdentityStack$eks-pod-identity:index:PodIdentityAgent$aws:eks/addon:Addon::identity-agent",
                name: "identity-agent",
                parentName: "identity-agent",
                inputs: { clusterName: "dev", addonName: "eks-pod-identity-agent" },
            },
            "ResourceInUseException: Addon already exists.",
        );
        assert.match(text ?? "", /mode "existing"/);
        assert.ok(
            text?.includes(
                "pulumi import 'aws:eks/addon:Addon' 'identity-agent' 'dev:eks-pod-identity-agent' --parent " +
                    "'parent=urn:pulumi:dev::shop::eks-pod-identity:index:PodIdentityStack$eks-pod-identity:index:PodIdentityAgent::identity-agent'",
            ),
            text,
        );
    });
});
