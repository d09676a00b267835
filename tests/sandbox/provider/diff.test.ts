import * as assert from "node:assert/strict";
import type { Definition } from "../../../sandbox/provider/definition";
import { changes } from "../../../sandbox/provider/diff";
import { addon } from "../../../sandbox/provider/resources/addon";
import { cluster } from "../../../sandbox/provider/resources/cluster";
import { podIdentityAssociation } from "../../../sandbox/provider/resources/podIdentityAssociation";
import { role } from "../../../sandbox/provider/resources/role";
import { rolePolicyAttachment } from "../../../sandbox/provider/resources/rolePolicyAttachment";
import { type Properties, unknown } from "../../../sandbox/provider/values";

interface Case {
    readonly title: string;
    readonly definition: Definition;
    readonly state: Properties;
    readonly inputs: Properties;
    /** Name, kind, and `!` if it replaces the resource. */
    readonly expected: readonly string[];
}

const association = { clusterName: "dev", namespace: "shop", serviceAccount: "orders", roleArn: "arn:r" };
const associationState = {
    ...association,
    disableSessionTags: false,
    externalId: "x",
    region: "eu-west-1",
    tagsAll: {},
};
const agent = { clusterName: "dev", addonName: "eks-pod-identity-agent" };
const agentState = {
    ...agent,
    addonVersion: "v1",
    configurationValues: "{}",
    namespaceConfig: { namespace: "kube-system" },
    preserve: true,
};
const roleState = {
    name: "r",
    assumeRolePolicy: '{"Version":"1"}',
    path: "/",
    maxSessionDuration: 3600,
    description: "",
    forceDetachPolicies: false,
};

const cases: readonly Case[] = [
    {
        title: "nothing",
        definition: podIdentityAssociation,
        state: associationState,
        inputs: association,
        expected: [],
    },
    {
        title: "disableSessionTags false given or not",
        definition: podIdentityAssociation,
        state: associationState,
        inputs: { ...association, disableSessionTags: false },
        expected: [],
    },
    {
        title: "an empty map of tags",
        definition: podIdentityAssociation,
        state: associationState,
        inputs: { ...association, tags: {} },
        expected: [],
    },
    {
        title: "the role",
        definition: podIdentityAssociation,
        state: associationState,
        inputs: { ...association, roleArn: "arn:s" },
        expected: ["roleArn update"],
    },
    {
        title: "a role not known yet",
        definition: podIdentityAssociation,
        state: associationState,
        inputs: { ...association, roleArn: unknown },
        expected: ["roleArn update"],
    },
    {
        title: "a cluster not known yet",
        definition: podIdentityAssociation,
        state: associationState,
        inputs: { ...association, clusterName: unknown },
        expected: ["clusterName update!"],
    },
    {
        title: "a target role more",
        definition: podIdentityAssociation,
        state: associationState,
        inputs: { ...association, targetRoleArn: "arn:t" },
        expected: ["targetRoleArn add"],
    },
    {
        title: "a target role less",
        definition: podIdentityAssociation,
        state: { ...associationState, targetRoleArn: "arn:t" },
        inputs: association,
        expected: ["targetRoleArn delete"],
    },
    {
        title: "session tags on again by leaving it out",
        definition: podIdentityAssociation,
        state: { ...associationState, disableSessionTags: true },
        inputs: association,
        expected: ["disableSessionTags delete"],
    },
    {
        title: "a version, a configuration taken out",
        definition: addon,
        state: agentState,
        inputs: { ...agent, preserve: true },
        expected: [],
    },
    {
        title: "a version",
        definition: addon,
        state: agentState,
        inputs: { ...agent, preserve: true, addonVersion: "v2" },
        expected: ["addonVersion update"],
    },
    {
        title: "the namespace of an add-on",
        definition: addon,
        state: agentState,
        inputs: { ...agent, preserve: true, namespaceConfig: { namespace: "x" } },
        expected: ["namespaceConfig update!"],
    },
    {
        title: "owned associations in another order",
        definition: addon,
        state: {
            ...agentState,
            podIdentityAssociations: [
                { roleArn: "a", serviceAccount: "b" },
                { roleArn: "c", serviceAccount: "d" },
            ],
        },
        inputs: {
            ...agent,
            preserve: true,
            podIdentityAssociations: [
                { roleArn: "c", serviceAccount: "d" },
                { roleArn: "a", serviceAccount: "b" },
            ],
        },
        expected: [],
    },
    { title: "preserve", definition: addon, state: agentState, inputs: agent, expected: ["preserve delete"] },
    {
        title: "a trust policy in another spelling",
        definition: role,
        state: roleState,
        inputs: { name: "r", assumeRolePolicy: '{ "Version": "1" }' },
        expected: [],
    },
    {
        title: "the path",
        definition: role,
        state: roleState,
        inputs: { name: "r", assumeRolePolicy: '{"Version":"1"}', path: "/x/" },
        expected: ["path update!"],
    },
    {
        title: "the boundary taken out",
        definition: role,
        state: { ...roleState, permissionsBoundary: "arn:p" },
        inputs: { name: "r", assumeRolePolicy: '{"Version":"1"}' },
        expected: ["permissionsBoundary delete"],
    },
    {
        title: "the policy attached",
        definition: rolePolicyAttachment,
        state: { role: "r", policyArn: "a" },
        inputs: { role: "r", policyArn: "b" },
        expected: ["policyArn update!"],
    },
    {
        title: "what the cluster's VPC fills in",
        definition: cluster,
        state: {
            name: "dev",
            roleArn: "r",
            vpcConfig: {
                subnetIds: ["b", "a"],
                vpcId: "v",
                endpointPublicAccess: true,
                publicAccessCidrs: ["0.0.0.0/0"],
            },
        },
        inputs: { name: "dev", roleArn: "r", vpcConfig: { subnetIds: ["a", "b"] } },
        expected: [],
    },
];

describe("the difference between a program and the state", () => {
    for (const { title, definition, state, inputs, expected } of cases) {
        it(`of ${definition.token}: ${title}`, () => {
            const found = [...changes(definition, state, inputs)].map(
                ([name, { kind, replaces }]) => `${name} ${kind}${replaces ? "!" : ""}`,
            );
            assert.deepEqual(found, expected);
        });
    }

    it("leaves out what the program ignores", () => {
        assert.equal(
            changes(podIdentityAssociation, associationState, { ...association, roleArn: "arn:s" }, ["roleArn"]).size,
            0,
        );
    });
});
