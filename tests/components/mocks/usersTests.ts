/** Tests with mocks that return too little for the components. `mocks.test.ts` runs mocha on this file. */
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityAddon, PodIdentityAgent, PodIdentityStack } from "../../../components";

const cluster = { arn: "arn:aws:eks:eu-west-1:111122223333:cluster/dev" };

/** A test that waits for an output that never arrives. */
function test(title: string, answers: Readonly<Record<string, object>>, program: () => pulumi.Output<string>): void {
    it(title, async () => {
        await pulumi.runtime.setMocks({
            newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs as object }),
            call: ({ token, inputs }) => answers[token] ?? (inputs as object),
        });
        const output = program();
        await new Promise(resolve => output.apply(resolve));
    });
}

const getCluster = "aws:eks/getCluster:getCluster";
const orders = { "shop/orders": { role: {} } };

describe("a user's test", () => {
    test(
        "cluster without ARN",
        {},
        () => new PodIdentityStack("identity", { clusterName: "dev", associations: orders }).clusterArn,
    );
    test(
        "cluster with another ARN",
        { [getCluster]: { arn: "dev" } },
        () => new PodIdentityStack("identity", { clusterName: "dev", associations: orders }).clusterArn,
    );
    test(
        "latest without version",
        { [getCluster]: cluster },
        () => new PodIdentityAgent("agent", { clusterName: "dev", version: "latest" }).addonArn,
    );
    test(
        "existing agent without ARN",
        { [getCluster]: cluster },
        () => new PodIdentityAgent("agent", { clusterName: "dev", mode: "existing" }).addonArn,
    );
    test("role without ARN", { [getCluster]: cluster }, () => {
        const eksAddons = { "aws-ebs-csi-driver": { associations: { "ebs-csi-controller-sa": { role: {} } } } };
        const { roleArns } = new PodIdentityStack("identity", { clusterName: "dev", eksAddons });
        return roleArns["kube-system/ebs-csi-controller-sa"] ?? pulumi.output("");
    });
    test("enough", { [getCluster]: cluster }, () => {
        const { addonArn } = new PodIdentityAddon("ebs", { clusterName: "dev", addonName: "aws-ebs-csi-driver" });
        return addonArn.apply(() => new PodIdentityStack("identity", { clusterName: "dev" }).clusterArn);
    });
});
