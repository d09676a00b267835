import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { decide } from "../../../components/decisions/stack";
import { problemText } from "../../../components/rules/problem";
import { roleComponentProblems } from "../../../components/checks/role";
import { stackProblems } from "../../../components/checks/stack";
import { targetRoleProblems } from "../../../components/checks/targetRole";
import { PodIdentityRole } from "../../../components";
import { withWarningsGiven } from "../../../components/registering/warningsGiven";
import { record, resourceTypes } from "../../../testing";
import { shorterTrust, trustOverQuota, trustPolicyText } from "../../../components/checks/fit/trustLength";
import { knownCluster } from "../../../components/registering/roleTrust";
import { TrustScope } from "../../../components/args/trust";
import { call, folderWith } from "../../cli/call";

const managedPolicies = ["AmazonS3ReadOnlyAccess"];

/** `count` subjects that share a role, each in its own namespace. */
function stack(
    count: number,
    trust: object = {},
    subject = (index: number) => `customer-environment-${index}-prod/worker`,
) {
    return {
        clusterName: "production",
        roles: { tenant: { managedPolicies, trust } },
        associations: Object.fromEntries(
            Array.from({ length: count }, (_, index) => [subject(index), { roleRef: "tenant" }]),
        ),
    };
}

const said = (args: object): string[] => stackProblems(args).map(problemText);

describe("the length of a trust policy", () => {
    it("is rejected before the cluster is known, with the required number of roles", () => {
        const [line, ...others] = said(stack(400));
        assert.match(
            line ?? "",
            /^roles\.tenant: its trust policy has at least 1\d{4} characters: IAM allows at most 8192: split the subjects into at least 2 roles$/,
        );
        assert.deepEqual(others, []);
    });

    it("is not reported with a scope that is already set, or that does not help", () => {
        const [line = ""] = said(stack(400, { scope: TrustScope.Namespace }));
        assert.match(line, /split the subjects into at least 2 roles$/);
        assert.doesNotMatch(said(stack(400)).join(""), /scope: namespace/);
    });

    it("is reported with the scope namespace if that is enough", () => {
        const args = stack(400, {}, index => `${index % 2 === 0 ? "a" : "b"}/worker-${index}-with-a-name-of-its-own`);
        assert.match(
            said(args)[0] ?? "",
            /or use trust: \{ scope: namespace \} if every service account of these namespaces/,
        );
    });

    it("includes statements for IRSA and other principals", () => {
        const irsa = {
            oidcProviderArn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE",
        };
        const args = stack(120);
        assert.deepEqual(said(args), []);
        assert.match(
            said({ ...args, roles: { tenant: { managedPolicies, irsa } } })[0] ?? "",
            /at least 1\d{4} characters: IAM allows at most 8192: split the subjects into at least 2 roles$/,
        );
        const names = Array.from(
            { length: 250 },
            (_, index) => `arn:aws:iam::111122223333:role/deploy-${String(index)}`,
        );
        const statements = [{ principals: { AWS: names }, actions: ["sts:AssumeRole"] }];
        assert.match(said(stack(1, { statements }))[0] ?? "", /IAM allows at most 8192: shorten trust\.statements$/);
    });

    it("is a lower bound: the policy of a real cluster is never shorter", () => {
        const arn = "arn:aws:eks:eu-west-1:111122223333:cluster/production";
        const cluster = knownCluster(arn);
        for (const count of [60, 200, 400]) {
            const [trusted] = decide("", stack(count)).roles;
            assert.ok(trusted);
            const subjects = trusted.subjects.map(key => {
                const [namespace = "", serviceAccount = ""] = key.split("/");
                return { namespace, serviceAccount };
            });
            const length = trustPolicyText({
                terms: { subjects, clusters: [cluster] },
                irsaOf: () => [],
                statements: [],
            }).length;
            const bound = /at least (\d+)/.exec(
                [...said(stack(count)), ...trustOverQuota(trusted, { cluster: "dev" }).map(problemText)].join(),
            )?.[1];
            assert.ok(Number(bound) <= length && Number(bound) > length - 60, `${String(bound)} ${String(length)}`);
        }
    });

    it("is valid after the suggested split", () => {
        const [trusted] = decide("", stack(400)).roles;
        assert.ok(trusted);
        const subjects = trusted.subjects.map(key => ({
            namespace: key.split("/")[0] ?? "",
            serviceAccount: "worker",
        }));
        const cluster = knownCluster("arn:aws:eks:eu-west-1:111122223333:cluster/production");
        const trust = { terms: { subjects, clusters: [cluster] as const }, irsaOf: () => [], statements: [] };
        const roles = Number(/at least (\d+) roles/.exec(shorterTrust(trust, 2_048))?.[1]);
        const share = { ...trust, terms: { ...trust.terms, subjects: subjects.slice(0, Math.ceil(400 / roles)) } };
        assert.ok(trustPolicyText(share).length <= 2_048 * 1.05);
        assert.ok(roles > 5 && roles < 10);
    });

    it("is validated for a role used alone", () => {
        const subjects = Object.keys(stack(400).associations);
        assert.match(
            roleComponentProblems({ clusterArn: Promise.resolve("x"), subjects, managedPolicies })
                .map(problemText)
                .join(),
            /^its trust policy has at least|: its trust policy has at least/,
        );
    });

    it("is exact as soon as the cluster is known, with placeholders and the effect of other statements", async () => {
        const args = (count: number) => ({
            clusterArn: "arn:aws:eks:ap-southeast-1:111122223333:cluster/production",
            subjects: ["shop/orders"],
            managedPolicies,
            trust: {
                statements: [
                    {
                        sid: "Deploy",
                        effect: "Deny" as const,
                        principals: {
                            AWS: Array.from({ length: count }, () => "arn:{partition}:iam::{account}:role/{cluster}"),
                        },
                        actions: ["sts:AssumeRole"],
                    },
                ],
            },
        });
        const longest = Array.from({ length: 200 }, (_, count) => count + 1).findLast(
            count => roleComponentProblems(args(count)).length === 0,
        );
        assert.ok(longest);
        const { resources } = await record(() => new PodIdentityRole("role", withWarningsGiven(args(longest))));
        const { length } = String(resources.find(({ type }) => type === resourceTypes.role)?.inputs.assumeRolePolicy);
        const one = JSON.stringify("arn:aws:iam::111122223333:role/production,").length - 1;
        assert.ok(length <= 8_192 && length + one > 8_192, String(length));
    });

    it("is validated for a target role, from its sources", () => {
        const sources = (count: number) =>
            Array.from({ length: count }, (_, index) => ({
                cluster: "arn:aws:eks:eu-west-1:111122223333:cluster/production",
                subject: `team-${String(index)}/reader`,
                roleArn: "arn:aws:iam::111122223333:role/pod-identity/reader",
            }));
        const target = { name: "target", managedPolicies };
        assert.deepEqual(targetRoleProblems({ ...target, sources: sources(10) }), []);
        assert.match(
            targetRoleProblems({ ...target, sources: sources(40) })
                .map(problemText)
                .join(),
            /^its trust policy has 1\d{4} characters: IAM allows at most 8192: give the sources several target roles$/,
        );
    });

    it("causes a warning of the command above the default quota", async () => {
        const folder = folderWith({
            "Pulumi.yaml": "name: eks-pod-identity\nruntime: nodejs\nconfig: { aws:region: eu-west-1 }\n",
            "Pulumi.dev.yaml": `config:\n${Object.entries(stack(100))
                .map(([key, value]) => `  eks-pod-identity:${key}: ${JSON.stringify(value)}\n`)
                .join("")}`,
        });
        const { out, code } = await call(folder, ["check"]);
        fs.rmSync(folder, { recursive: true });
        assert.match(
            out,
            /^Pulumi\.dev\.yaml:3:\d+ {2}warning: roles\.tenant: its trust policy has at least 3\d{3} characters: the default quota is 2048: request an increase of "Role trust policy length", or split the subjects into at least 2 roles$/,
        );
        assert.equal(code, 0);
    });
});
