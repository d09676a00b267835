import * as assert from "node:assert/strict";
import { roleComponentProblems } from "../../../components/checks/role";
import { addonProblems } from "../../../components/checks/addon";
import { stackProblems } from "../../../components/checks/stack";
import { problemText } from "../../../components/rules/problem";

const irsa = {
    oidcProviderArn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE",
};
const target = "arn:aws:iam::444455556666:role/pod-identity/t";
const tagged = {
    actions: ["s3:DeleteObject"],
    resources: ["arn:aws:s3:::x/*"],
    conditions: { StringNotEquals: { "aws:PrincipalTag/kubernetes-namespace": ["untrusted"] } },
};

function stackOf(role: object, defaults: object = {}, ...associations: readonly object[]): string[] {
    const users = associations.length > 0 ? associations : [{}, {}];
    return stackProblems({
        clusterName: "dev",
        associations: Object.fromEntries(
            users.map((association, index) => [`team-${index}/x`, { roleRef: "r", ...association }]),
        ),
        roles: { r: { name: "r", ...role } },
        defaults,
    }).map(problemText);
}

function owned(role: object, association: object = {}): string[] {
    return stackProblems({
        clusterName: "dev",
        associations: { "shop/orders": { role: { name: "r", ...role }, ...association } },
    }).map(problemText);
}

describe("irsa with session tags", () => {
    const readers: Readonly<Record<string, object>> = {
        statements: { statements: [tagged] },
        "a document": {
            document: JSON.stringify({
                Version: "2012-10-17",
                Statement: {
                    Effect: "Deny",
                    Action: "*",
                    Resource: "*",
                    Condition: { StringEquals: { "aws:PrincipalTag/kubernetes-namespace": "untrusted" } },
                },
            }),
        },
        "a managed policy of AWS": { managedPolicies: ["AmazonEBSCSIDriverEKSClusterScopedPolicy"] },
        "the ARN of a managed policy": {
            managedPolicyArns: { ebs: "arn:aws:iam::aws:policy/AmazonEBSCSIDriverEKSClusterScopedPolicy" },
        },
        "a preset": { presets: { ebsCsiClusterScoped: {} } },
    };
    for (const [what, role] of Object.entries(readers)) {
        it(`is rejected if ${what} needs a session tag`, () => {
            assert.deepEqual(owned(role), []);
            for (const problems of [
                owned({ ...role, irsa }),
                stackOf({ ...role, irsa }),
                roleComponentProblems({
                    clusterArn: "arn:aws:eks:eu-west-1:111122223333:cluster/dev",
                    subjects: ["shop/orders"],
                    ...role,
                    irsa,
                }).map(problemText),
                addonProblems({
                    clusterName: "dev",
                    addonName: "aws-ebs-csi-driver",
                    associations: { "ebs-csi-controller-sa": { role: { ...role, irsa } } },
                }).map(problemText),
            ]) {
                assert.match(
                    problems.join("\n"),
                    /depends on .*session tag.*, which a session through irsa does not have/,
                );
            }
        });
    }

    it("is rejected if a tag of the role, also from defaults, has the name of a session tag", () => {
        const tags = { "kubernetes-namespace": "trusted" };
        assert.match(stackOf({ irsa, tags }).join("\n"), /roles\.r\.tags.*has the name of a session tag/);
        assert.match(stackOf({ irsa }, { role: { tags } }).join("\n"), /roles\.r\.tags.*from defaults/);
        assert.deepEqual(stackOf({ irsa, tags: { "kubernetes-namespace": null } }, { role: { tags } }), []);
        assert.deepEqual(stackOf({ tags }), []);
    });

    it("is allowed if the role's tag has the value of the session tag of its only subject", () => {
        const own = {
            irsa,
            tags: { "kubernetes-namespace": "{namespace}", "kubernetes-service-account": "orders" },
            statements: [tagged],
        };
        assert.deepEqual(owned(own), []);
        assert.notDeepEqual(owned({ ...own, tags: { "kubernetes-namespace": "{serviceAccount}" } }), []);
    });

    it("is rejected for an association with a session policy, which does not apply to IRSA", () => {
        const association = {
            disableSessionTags: true,
            sessionPolicy: { statements: [{ ...tagged, conditions: {} }] },
        };
        const open = { trust: { scope: "account" } };
        assert.deepEqual(owned(open, association), []);
        assert.match(owned({ ...open, irsa }, association).join("\n"), /sessionPolicy.*through irsa/);
    });
});

describe("permission to assume a target role", () => {
    it("is rejected with irsa for a role with several subjects, with or without the same target role", () => {
        for (const other of [{}, { targetRoleArn: target }, { targetRoleArn: `${target}2` }]) {
            assert.deepEqual(stackOf({}, {}, { targetRoleArn: target }, other), []);
            assert.match(
                stackOf({ irsa }, {}, { targetRoleArn: target }, other).join("\n"),
                /roles\.r\.irsa.*opens target roles to the wrong subject/,
            );
        }
        assert.deepEqual(stackOf({ irsa }, {}, { targetRoleArn: target }), [], "one subject is itself");
        assert.deepEqual(owned({ irsa }, { targetRoleArn: target }), []);
    });

    it("is rejected with irsa if an add-on shares the role", () => {
        const problems = stackProblems({
            clusterName: "dev",
            associations: { "data/export": { roleRef: "r", targetRoleArn: target } },
            eksAddons: { adot: { associations: { collector: { roleRef: "r" } } } },
            roles: { r: { name: "r", irsa } },
        }).map(problemText);
        assert.match(problems.join("\n"), /roles\.r\.irsa.*opens target roles/);
    });

    it("is rejected without session tags if a subject of the role does not have this target role", () => {
        const open = { trust: { scope: "account" } };
        const untagged = { disableSessionTags: true };
        const going = { ...untagged, targetRoleArn: target };
        assert.deepEqual(stackOf(open, {}, going, going), []);
        assert.match(stackOf(open, {}, going, untagged).join("\n"), /targetRoleArn: opens the target role to .*too/);
        assert.match(
            stackOf(open, {}, going, { ...untagged, targetRoleArn: `${target}2` }).join("\n"),
            /targetRoleArn: opens the target role to .*too/,
        );
        const perSubject = { ...untagged, targetRoleArn: "arn:aws:iam::444455556666:role/{namespace}" };
        assert.match(stackOf(open, {}, perSubject, perSubject).join("\n"), /opens the target role/);
    });

    it("is rejected in the same way for a role used without a stack", () => {
        const alone = {
            name: "r",
            clusterArn: "arn:aws:eks:eu-west-1:111122223333:cluster/dev",
            subjects: ["data/export", "web/front"],
            targetRoleArns: [target],
        };
        assert.deepEqual(roleComponentProblems(alone), []);
        assert.match(
            roleComponentProblems({ ...alone, irsa })
                .map(problemText)
                .join(),
            /irsa: opens target roles/,
        );
        const untagged = { ...alone, disableSessionTags: true, trust: { scope: "account" } };
        assert.deepEqual(roleComponentProblems(untagged), []);
        const several = { ...untagged, targetRoleArns: [target, `${target}2`] };
        assert.match(
            roleComponentProblems(several).map(problemText).join(),
            /several target roles for several subjects/,
        );
    });
});
