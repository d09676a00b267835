import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityAddon, PodIdentityRole, PodIdentityStack } from "../../components";
import type { PodIdentityStackArgs } from "../../components";
import { clusterIdentity } from "../../components/rules/arn";
import { locationIn, locationOf, locationProblems, roleLocationProblems } from "../../components/checks/fit/location";
import { printedPath } from "../../components/rules/problem";
import type { Path, Problem } from "../../components/rules/problem";
import { decideAddon, decideRole } from "../../components/decisions/single";
import { decide } from "../../components/decisions/stack";
import type { AccessArgs } from "../../components/decisions/stack";
import type { Location } from "../../components/checks/fit/location";
import { capture } from "./capture";

const own = "111122223333";
const other = "444455556666";
const clusterArn = `arn:aws:eks:eu-west-1:${own}:cluster/dev`;
const identity = clusterIdentity(clusterArn);
assert.ok(identity);
const location = locationOf(identity);

const role = (account: string, partition = "aws") => ({
    permissionsBoundary: `arn:${partition}:iam::${account}:policy/pods`,
    managedPolicies: [`arn:${partition}:iam::${account}:policy/a`, "AmazonS3ReadOnlyAccess"],
    managedPolicyArns: { b: `arn:${partition}:iam::${account}:policy/b` },
    irsa: {
        oidcProviderArn: `arn:${partition}:iam::${account}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE`,
    },
    trust: { clusters: [`arn:${partition}:eks:eu-west-1:${account}:cluster/green`] },
});
const rolePaths = [
    "permissionsBoundary",
    "managedPolicies[0]",
    "managedPolicyArns.b",
    "trust.clusters[0]",
    "irsa.oidcProviderArn",
];

const stackLocationProblems = (args: AccessArgs, where: Location): readonly Problem[] =>
    locationProblems(decide("", args), where);
const pathsOf = (problems: readonly { readonly path: Path }[]): string[] =>
    problems.map(({ path }) => printedPath(path));

describe("the account of the cluster", () => {
    it("is required of every ARN, and all problems are reported together", () => {
        const problems = stackLocationProblems(
            {
                associations: {
                    "a/b": { roleArn: `arn:aws:iam::${other}:role/x` },
                    "a/c": { role: role(other) },
                },
                eksAddons: {
                    "aws-ebs-csi-driver": { associations: { sa: { roleArn: `arn:aws:iam::${other}:role/x` } } },
                    "vpc-cni": { associations: { sa: { role: role(other) } } },
                },
                roles: { shared: role(other) },
                defaults: { role: { permissionsBoundary: `arn:aws:iam::${other}:policy/pods` } },
            },
            location,
        );
        assert.deepEqual(
            pathsOf(problems).sort(),
            [
                'associations["a/b"].roleArn',
                ...rolePaths.map(path => `associations["a/c"].role.${path}`),
                'eksAddons["aws-ebs-csi-driver"].associations.sa.roleArn',
                ...rolePaths.map(path => `eksAddons["vpc-cni"].associations.sa.role.${path}`),
                ...rolePaths.map(path => `roles.shared.${path}`),
                "defaults.role.permissionsBoundary",
            ].sort(),
        );
        assert.equal(
            problems[0]?.problem,
            `"arn:aws:iam::${other}:role/x" is not in the account of the cluster, ${own} (aws)`,
        );
    });

    it("may be a placeholder, and does not apply to AWS managed policies", () => {
        const roles = {
            placeholders: role("{account}", "{partition}"),
            own: role(own),
            aws: {
                permissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess",
                managedPolicies: ["arn:aws:iam::aws:policy/X"],
            },
        };
        assert.deepEqual(stackLocationProblems({ roles }, location), []);
        assert.deepEqual(stackLocationProblems({ roles }, locationIn({ account: own })), []);
    });

    it("includes the partition, also for target roles and other principals", () => {
        const trust = {
            statements: [
                {
                    principals: { AWS: ["arn:aws-cn:iam::444455556666:role/x", "arn:aws:iam::444455556666:role/y"] },
                    actions: ["sts:AssumeRole"],
                },
            ],
        };
        const problems = stackLocationProblems(
            {
                associations: {
                    "a/b": { roleArn: `arn:aws:iam::${own}:role/x`, targetRoleArn: `arn:aws-cn:iam::${other}:role/y` },
                    "a/c": { role: { ...role(own, "aws-cn"), trust }, targetRoleArn: `arn:aws:iam::${other}:role/y` },
                },
            },
            location,
        );
        assert.deepEqual(
            pathsOf(problems).sort(),
            [
                'associations["a/b"].targetRoleArn',
                'associations["a/c"].role.irsa.oidcProviderArn',
                'associations["a/c"].role.managedPolicies[0]',
                'associations["a/c"].role.managedPolicyArns.b',
                'associations["a/c"].role.permissionsBoundary',
                'associations["a/c"].role.trust.statements[0].principals.AWS[0]',
            ].sort(),
        );
    });

    it("is a single account, even if only the ARNs show which", () => {
        const roleArn = (account: string) => ({ roleArn: `arn:aws:iam::${account}:role/x` });
        const args = { associations: { "a/b": roleArn(own), "a/c": roleArn(other), "a/d": roleArn("{account}") } };
        const [problem, ...others] = stackLocationProblems(args, locationIn({}));
        assert.deepEqual([problem?.path, others], [["associations", "a/c", "roleArn"], []]);
        assert.match(problem?.problem ?? "", /is not in the account of associations\["a\/b"\]\.roleArn, 111122223333/);
    });

    it("is required by the components that are used alone", () => {
        const addon = { addonName: "aws-ebs-csi-driver", associations: { sa: { role: role(other) } } };
        assert.deepEqual(
            pathsOf(locationProblems(decideAddon("", addon), location)),
            rolePaths.map(path => `associations.sa.role.${path}`),
        );
        assert.deepEqual(pathsOf(roleLocationProblems(decideRole("", role(other)), location)), rolePaths);
    });

    const statement = { actions: ["s3:GetObject"], resources: ["*"] };
    // Statements that do not fit inline become policies, which need no attribute of the cluster.
    const many = Array.from({ length: 80 }, (_, index) => ({
        actions: ["s3:GetObject"],
        resources: [`arn:aws:s3:::${"x".repeat(150)}-${String(index)}/*`],
    }));
    const programs: Readonly<Record<string, () => unknown>> = {
        stack: () => {
            const associations: PodIdentityStackArgs["associations"] = {
                "a/b": { roleArn: `arn:aws:iam::${other}:role/x` },
                "a/c": { role: { statements: [statement] } },
                "a/d": { role: { statements: many } },
            };
            return new PodIdentityStack("identity", { clusterName: "dev", associations });
        },
        "add-on": () => {
            const associations = {
                sa: { role: { statements: many, permissionsBoundary: `arn:aws:iam::${other}:policy/x` } },
            };
            return new PodIdentityAddon("ebs", { clusterName: "dev", addonName: "aws-ebs-csi-driver", associations });
        },
        role: () =>
            new PodIdentityRole("role", {
                clusterArn,
                subjects: ["a/b"],
                statements: many,
                managedPolicyArns: { x: `arn:aws:iam::${other}:policy/x` },
            }),
    };
    for (const [title, program] of Object.entries(programs)) {
        it(`is validated before any resource is registered: ${title}`, async () => {
            const registered: string[] = [];
            const recorded = (): void => {
                const monitor = pulumi.runtime.getMonitor() as unknown as {
                    registerResource: (request: { getType(): string }, callback: unknown) => unknown;
                };
                const register = monitor.registerResource.bind(monitor);
                monitor.registerResource = (request, callback) => {
                    registered.push(request.getType());
                    return register(request, callback);
                };
                program();
            };
            await assert.rejects(capture(recorded), /is not in the account of the cluster, 111122223333 \(aws\)/);
            assert.deepEqual(
                registered.filter(type => type.startsWith("aws:")),
                [],
            );
        });
    }

    it("is validated for Outputs as soon as they are known", async () => {
        const deploy = (args: Partial<PodIdentityStackArgs>) =>
            capture(() => new PodIdentityStack("identity", { clusterName: "dev", ...args }));
        const policy = pulumi.output(`arn:aws:iam::${other}:policy/x`);
        await assert.rejects(
            deploy({ associations: { "a/b": { role: { permissionsBoundary: policy } } } }),
            /permissionsBoundary: .* is not in the account of the cluster/,
        );
        await assert.rejects(
            deploy({ associations: { "a/b": { role: { managedPolicyArns: { x: policy } } } } }),
            /managedPolicyArns\.x: .* is not in the account of the cluster/,
        );
        const targetRoleArn = pulumi.output(`arn:aws-cn:iam::${other}:role/x`);
        await assert.rejects(
            deploy({ associations: { "a/b": { role: { name: "x" }, targetRoleArn } } }),
            /targetRoleArn: .* is not in the partition of the cluster, aws/,
        );
    });
});
