import * as assert from "node:assert/strict";
import {
    addonExists,
    associationExists,
    clusterChange,
    existingAssociationId,
    retryDelay,
} from "../../components/awsErrors";

const roleNotThere = "InvalidParameterException: Role provided in the request does not exist";
const trustNotThere = "InvalidParameterException: Trust policy of the role provided is invalid";

describe("an answer of AWS", () => {
    for (const error of [
        trustNotThere,
        roleNotThere,
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

    it("is waited for once more where the provider has waited for two minutes already: a role that does not exist", () => {
        assert.equal(retryDelay([roleNotThere, roleNotThere]), undefined);
        assert.equal(retryDelay([roleNotThere, trustNotThere, roleNotThere]), undefined);
        assert.equal(retryDelay([trustNotThere, roleNotThere]), 4);
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

    it("is told from other errors, with its ID where AWS names it", () => {
        assert.equal(
            existingAssociationId("ResourceInUseException: Association already exists: a-0123456789abcdef0"),
            "a-0123456789abcdef0",
        );
        assert.equal(existingAssociationId("ResourceInUseException: Association already exists"), "<a-…>");
        assert.equal(existingAssociationId("ResourceInUseException: the cluster is being updated"), undefined);
        assert.equal(existingAssociationId(trustNotThere), undefined);
    });
});

describe("an add-on that exists already", () => {
    const failed = (addonName: string) => ({
        urn: "urn:pulumi:dev::shop::eks-pod-identity:index:PodIdentityStack$eks-pod-identity:index:PodIdentityAgent$aws:eks/addon:Addon::identity-agent",
        name: "identity-agent",
        parentName: "identity-agent",
        inputs: { clusterName: "dev", addonName },
    });
    const exists = "ResourceInUseException: Addon already exists.";

    it("is explained with mode existing and the import line", () => {
        const text = addonExists(failed("eks-pod-identity-agent"), exists);
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
        const text = addonExists(failed("aws-ebs-csi-driver"), exists) ?? "";
        assert.match(text, /leave it out of eksAddons/);
        assert.match(text, /'dev:aws-ebs-csi-driver'/);
        assert.doesNotMatch(text, /agent was|agent that|mode "existing"/);
    });

    for (const error of [
        "ResourceInUseException: Cluster is being updated",
        "ResourceInUseException: Association already exists: a-0123456789abcdef0",
        roleNotThere,
    ]) {
        it(`is told from "${error}"`, () => {
            assert.equal(addonExists(failed("aws-ebs-csi-driver"), error), undefined);
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
