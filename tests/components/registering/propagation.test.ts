import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityAddon, PodIdentityStack } from "../../../components";
import type { PodIdentityStackArgs } from "../../../components";
import { addonGainsAssociations, associationChanges } from "../../../components/registering/newAssociations";
import { addonProblems } from "../../../components/checks/addon";
import { stackProblems } from "../../../components/checks/stack";
import { capture, types } from "../capture";
import type { Capture } from "../capture";

const roleArn = "arn:aws:iam::111122223333:role/report";
const args: PodIdentityStackArgs = {
    clusterName: "dev",
    associations: { "shop/orders": { roleArn } },
    eksAddons: { "aws-ebs-csi-driver": { associations: { "ebs-csi-controller-sa": { roleArn } } } },
    // Long enough that a test that waits exceeds its time limit.
    propagationSeconds: 300,
};

class Workload extends pulumi.CustomResource {
    constructor(dependsOn: pulumi.Resource) {
        super("tests:index:Workload", "workload", {}, { dependsOn });
    }
}

describe("the wait for new associations", () => {
    it("applies to associations that are created, replaced or given another role, not to changed tags", () => {
        const before = { roleArn: "a", tags: { team: "a" } };
        assert.equal(associationChanges(undefined, before), true);
        assert.equal(associationChanges(before, { ...before, roleArn: "b" }), true);
        assert.equal(associationChanges(before, { ...before, targetRoleArn: "b" }), true);
        assert.equal(associationChanges(before, { ...before, policy: "{}" }), true);
        assert.equal(associationChanges(before, { ...before, tags: { team: "b" } }), false);
    });

    it("applies to add-ons that get an association, not to changed versions", () => {
        const one = { serviceAccount: "a", roleArn: "a" };
        const before = { podIdentityAssociations: [one], addonVersion: "v1" };
        assert.equal(addonGainsAssociations(undefined, before), true);
        assert.equal(addonGainsAssociations(undefined, {}), false);
        assert.equal(addonGainsAssociations(before, { ...before, addonVersion: "v2" }), false);
        assert.equal(addonGainsAssociations(before, {}), false);
        const other = { serviceAccount: "b", roleArn: "a" };
        assert.equal(addonGainsAssociations(before, { podIdentityAssociations: [other, one] }), true);
        assert.equal(addonGainsAssociations(before, { podIdentityAssociations: [{ ...one, roleArn: "b" }] }), true);
    });

    it("has a hook on each association and add-on, under stable names", async () => {
        const { of, hooks } = await capture(() => new PodIdentityStack("identity", args));
        const hooksOf = (type: string, name: string) => of(type).get(name)?.noted;
        const association = ["eks-pod-identity:identity:association-created"];
        assert.deepEqual(hooksOf(types.association, "identity/shop/orders"), association);
        assert.deepEqual(hooksOf(types.addon, "identity/eksAddons:aws-ebs-csi-driver"), [
            "eks-pod-identity:identity:identity/eksAddons:aws-ebs-csi-driver:addon-associations-created",
        ]);
        assert.deepEqual(hooks.filter(name => name === association[0]).length, 1);
    });

    it("registers no hook in a preview", async () => {
        const { hooks } = await capture(() => new PodIdentityStack("identity", args), { preview: true });
        assert.deepEqual(
            hooks.filter(name => name.endsWith("created")),
            [],
        );
    });

    it("delays no dependent if no association is new", async () => {
        const dependenciesOf = ({ of }: Capture) => of("tests:index:Workload").get("workload")?.dependencies ?? [];
        const inStack = await capture(() => new Workload(new PodIdentityStack("identity", args)));
        assert.ok(dependenciesOf(inStack).some(urn => urn.endsWith("::identity/shop/orders")));
        const addon = { clusterName: "dev", addonName: "aws-ebs-csi-driver", propagationSeconds: 300 };
        const alone = await capture(() => new Workload(new PodIdentityAddon("ebs", addon)));
        assert.ok(dependenciesOf(alone).some(urn => urn.endsWith("::ebs")));
    });

    it("does not apply under the mocks of unit tests", async () => {
        await pulumi.runtime.setMocks({
            newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs as object }),
            call: () => ({
                arn: "arn:aws:eks:eu-west-1:111122223333:cluster/dev",
                version: "1.33",
                computeConfigs: [],
            }),
        });
        const workload = new Workload(new PodIdentityStack("identity", args));
        assert.match(await new Promise<string>(resolve => workload.urn.apply(resolve)), /::workload$/);
    });

    it("takes whole seconds from 0 to 300", () => {
        const problems = (propagationSeconds: unknown) => [
            ...stackProblems({ clusterName: "dev", propagationSeconds }),
            ...addonProblems({ clusterName: "dev", addonName: "aws-ebs-csi-driver", propagationSeconds }),
        ];
        assert.deepEqual([0, 300, undefined].flatMap(problems), []);
        for (const wrong of [-1, 301, 5000, 2.5, "5", pulumi.output(5)]) {
            assert.deepEqual(
                problems(wrong).map(({ path: at }) => at),
                [["propagationSeconds"], ["propagationSeconds"]],
            );
        }
    });

    it("is documented in README and docs", () => {
        for (const file of ["README.md", "docs/languages.md"]) {
            const text = fs.readFileSync(path.join(__dirname, "..", "..", "..", file), "utf8").replace(/\s+/g, " ");
            assert.match(text, /depends? on the component[^.]*propagationSeconds/, file);
        }
    });
});
