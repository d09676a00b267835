import * as assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { TrustScope } from "../../components";
import { presetHints, stackHints } from "../../components/checks/fit/hints";
import { printedPath } from "../../components/rules/problem";
import type { Path, Problem } from "../../components/rules/problem";
import { stackProblems } from "../../components/checks/stack";
import { stackWarnings } from "../../components/checks/fit/warnings";
import { decide } from "../../components/decisions/stack";
import { arnHasForm } from "../../components/presets/arnForms";
import { catalogue, presetKeys } from "../../components/presets/catalogue";
import { presetsNeedingSessionTags } from "../../components/presets/policies";
import type { Presets } from "../../components/presets/presets";
import { problemsOf } from "./catalogue";

const where = ["associations", "shop/orders", "role", "presets"];
const isAt = (path: Path, ...keys: Path): boolean => isDeepStrictEqual(path, [...where, ...keys]);

describe("the presets of a role", () => {
    it("have names, and a message about a misspelt one suggests the nearest", () => {
        const [problem] = problemsOf("externalDNS", {});
        assert.ok(problem && isAt(problem.path, "externalDNS"));
        assert.equal(problem.problem, 'there is no preset "externalDNS"');
        assert.match(
            problem.remedy,
            /^did you mean "externalDns"\? There are \d+ presets; run `pod-identity presets`$/,
        );
    });

    it("have parameters, and a message about a misspelt one suggests the nearest", () => {
        const problems = problemsOf("externalDns", { hostedZoneArn: ["arn:aws:route53:::hostedzone/Z1"] });
        const misspelt = problems.find(({ path }) => isAt(path, "externalDns", "hostedZoneArn"));
        assert.match(misspelt?.remedy ?? "", /did you mean "hostedZoneArns"\?/);
        assert.equal(only(problemsOf("privateCaIssuer", {})).problem, "is missing");
    });

    it("can have no parameters, and then reject every parameter", () => {
        assert.deepEqual(problemsOf("pganalyze", {}), []);
        const { path, problem, remedy } = only(problemsOf("pganalyze", { region: "eu-west-1" }));
        assert.deepEqual(path, [...where, "pganalyze"]);
        assert.deepEqual([problem, remedy], ['the preset "pganalyze" has no parameters', "write {}"]);
        for (const wrong of [5, "yes", true, []]) assert.equal(problemsOf("pganalyze", wrong).length, 1);
    });

    it("are rejected without a value, which would grant nothing", () => {
        assert.match(only(problemsOf("pganalyze", null)).problem, /empty/);
        assert.deepEqual(problemsOf("pganalyze", undefined), []);
    });

    for (const key of presetKeys) {
        for (const [name, { kind, shape }] of Object.entries(catalogue[key].parameters)) {
            it(`have defined behaviour for missing and empty ${kind} parameters: ${key}.${name}`, () => {
                const { [name]: _missing, ...others } = catalogue[key].example as Record<string, unknown>;
                const missing = problemsOf(key, others).filter(({ path }) => isAt(path, key, name));
                assert.equal(missing.length, kind === "required" ? 1 : 0);
                if (shape.form === "list") {
                    const empty = problemsOf(key, { ...catalogue[key].example, [name]: [] });
                    const reported = empty.filter(({ path }) => isAt(path, key, name));
                    assert.equal(reported.length, kind === "feature" ? 0 : 1, JSON.stringify(empty));
                }
                const wrong = shape.form === "list" ? ["nonsense!"] : "nonsense!";
                assert.equal(problemsOf(key, { ...catalogue[key].example, [name]: wrong }).length, 1);
            });
        }
    }

    it("accept Outputs as values only", () => {
        const arn = pulumi.output("arn:aws:route53:::hostedzone/Z1");
        assert.deepEqual(problemsOf("certManager", { hostedZoneArns: [arn] }), []);
        assert.match(only(problemsOf("certManager", { hostedZoneArns: pulumi.output([arn]) })).problem, /is an Output/);
        assert.match(only(problemsOf("certManager", pulumi.output({}))).problem, /is an Output/);
        assert.match(only(problemsOf("vpcCni", { ipv6: pulumi.output(true) })).problem, /is an Output/);
        assert.deepEqual(problemsOf("externalSecrets", { secretArns: [arn] }), []);
    });

    it("accept placeholders", () => {
        const zone = "arn:{partition}:route53:::hostedzone/{namespace}";
        assert.deepEqual(problemsOf("certManager", { hostedZoneArns: [zone] }), []);
        assert.match(
            only(problemsOf("certManager", { hostedZoneArns: ["arn:aws:route53:::hostedzone/{zone}"] })).problem,
            /\{zone\}/,
        );
        const problems = stackProblems({
            clusterName: "dev",
            roles: { dns: { presets: { certManager: { hostedZoneArns: [zone] } } } },
        });
        assert.match(only(problems).problem, /\{namespace\} has no value for a role/);
    });

    it("require an address family for the VPC CNI", () => {
        assert.deepEqual(problemsOf("vpcCni", {}), []);
        assert.deepEqual(problemsOf("vpcCni", { ipv4: false, ipv6: true }), []);
        assert.match(only(problemsOf("vpcCni", { ipv4: false })).problem, /neither ipv4 nor ipv6/);
    });

    it("require a resource to read for External Secrets, and secrets if it may create them", () => {
        assert.match(only(problemsOf("externalSecrets", {})).problem, /has no parameters, secrets or roles/);
        assert.match(only(problemsOf("externalSecrets", { secretArns: [], ssmParameterArns: [] })).problem, /has no/);
        const ssmParameterArns = ["arn:aws:ssm:eu-west-1:111122223333:parameter/shop/*"];
        assert.match(
            only(problemsOf("externalSecrets", { ssmParameterArns, allowCreate: true })).problem,
            /allowCreate/,
        );
    });

    it("require a bucket for Mountpoint, and buckets and objects together", () => {
        const [bucketArns, objectArns] = [["arn:aws:s3:::shop"], ["arn:aws:s3:::shop/*"]];
        const directoryBucketArns = ["arn:aws:s3express:eu-west-1:111122223333:bucket/shop--euw1-az1--x-s3"];
        assert.deepEqual(problemsOf("mountpointS3Csi", { bucketArns, objectArns, readOnly: true }), []);
        assert.deepEqual(problemsOf("mountpointS3Csi", { directoryBucketArns }), []);
        assert.match(only(problemsOf("mountpointS3Csi", {})).problem, /no bucket/);
        assert.match(only(problemsOf("mountpointS3Csi", { bucketArns: [] })).problem, /no bucket/);
        assert.match(only(problemsOf("mountpointS3Csi", { bucketArns, directoryBucketArns })).problem, /only one of/);
        assert.match(only(problemsOf("mountpointS3Csi", { objectArns })).problem, /only one of/);
    });

    it("require secrets or parameters for the Secrets Store: none does not mean all", () => {
        assert.match(only(problemsOf("secretsStoreCsiAws", {})).problem, /neither secrets nor parameters/);
        assert.match(only(problemsOf("secretsStoreCsiAws", { secretArns: [] })).problem, /neither/);
        const kmsKeyArns = ["arn:aws:kms:eu-west-1:111122223333:key/1"];
        assert.match(only(problemsOf("secretsStoreCsiAws", { kmsKeyArns })).problem, /neither/);
    });

    it("require one source of Karpenter's cluster name: the parameter or the session tag", () => {
        const nodeRoleArn = "arn:aws:iam::111122223333:role/node-${aws:PrincipalTag/eks-cluster-name}";
        const queueArn = "arn:aws:sqs:eu-west-1:111122223333:karpenter-${aws:PrincipalTag/eks-cluster-name}";
        assert.deepEqual(problemsOf("karpenter", { nodeRoleArn, queueArn, sharedByClusters: true }), []);
        assert.deepEqual(problemsOf("karpenter", { nodeRoleArn, sharedByClusters: false, clusterName: "dev" }), []);
        const both = { nodeRoleArn, sharedByClusters: true, clusterName: "dev" };
        assert.match(only(problemsOf("karpenter", both)).problem, /both clusterName and sharedByClusters/);
    });

    it("require the parameters that a flag of External Secrets depends on", () => {
        const secretArns = ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/*"];
        for (const [name, missing] of [
            ["allowResourcePolicies", "allowCreate"],
            ["allowReplication", "allowCreate"],
            ["allowCreateParameters", "ssmParameterArns"],
            ["findParametersByTag", "ssmParameterArns"],
        ] as const)
            assert.equal(
                only(problemsOf("externalSecrets", { secretArns, [name]: true })).problem,
                `${name} has no effect without ${missing}`,
            );
    });

    it("require a resource or a role to assume for controllers that can work in another account", () => {
        const assumeRoleArns = ["arn:aws:iam::444455556666:role/dns"];
        for (const key of ["certManager", "externalDns", "awsLoadBalancerControllerTgb"]) {
            assert.match(only(problemsOf(key, {})).problem, /^has neither .* nor roles to assume$/);
            assert.match(only(problemsOf(key, { assumeRoleArns: [] })).remedy, /assumeRoleArns or both$/);
            assert.deepEqual(problemsOf(key, { assumeRoleArns }), []);
        }
    });

    it("reject both parameters that select the groups of the Cluster Autoscaler", () => {
        const groupTags = ["k8s.io/cluster-autoscaler/enabled=true"];
        assert.deepEqual(problemsOf("clusterAutoscaler", { groupTags }), []);
        assert.match(
            only(problemsOf("clusterAutoscaler", { groupTags, clusterNames: ["dev"] })).problem,
            /clusterNames has no effect with groupTags/,
        );
        assert.match(only(problemsOf("clusterAutoscaler", { groupTags: ["team"] })).problem, /form KEY=VALUE/);
    });

    it("reject buckets for the EFS driver's nodes without S3 Files", () => {
        const bucketArns = ["arn:aws:s3:::shop"];
        assert.match(only(problemsOf("efsCsiNode", { bucketArns })).problem, /no effect without s3Files/);
        assert.deepEqual(problemsOf("efsCsiNode", { bucketArns, s3Files: true }), []);
    });

    it("cause a warning if their controller has ended", () => {
        const role = { presets: { appmeshController: {} } };
        const [warning] = stackWarnings(decide("", { associations: { "shop/orders": { role } } }));
        assert.deepEqual(warning, {
            path: [...where, "appmeshController"],
            problem: "AWS App Mesh ended on 2026-09-30",
            remedy: "remove the preset",
        });
    });

    it("are not allowed in defaults: access is never granted implicitly", () => {
        const problems = stackProblems({ clusterName: "dev", defaults: { role: { presets: { pganalyze: {} } } } });
        assert.match(only(problems).problem, /permissions are not allowed in defaults/);
    });

    it("fit into a role's inline policies, or are reported with the largest ones", () => {
        const presets: Presets = {
            awsLoadBalancerController: {},
            karpenter: { nodeRoleArn: "arn:aws:iam::111122223333:role/node" },
        };
        const [problem] = stackProblems({ clusterName: "dev", associations: { "shop/orders": { role: { presets } } } });
        assert.match(
            problem?.problem ?? "",
            /preset-awsLoadBalancerController \d+, preset-karpenter-a \d+, preset-karpenter-b \d+/,
        );
        assert.match(problem?.remedy ?? "", /10240 .* its own service account and role/);
    });
});

describe("the shape of an ARN", () => {
    const accepted: readonly (readonly [form: string, arn: string])[] = [
        ["arn:aws:aps:REGION:ACCOUNT:workspace/ID", "arn:aws-us-gov:aps:us-gov-west-1:111122223333:workspace/ws-1"],
        ["arn:aws:kms:REGION:ACCOUNT:key/ID", "arn:aws:kms:*:*:key/*"],
        ["arn:aws:s3:::BUCKET", "arn:aws:s3:::*"],
        ["arn:aws:s3:::BUCKET/KEY", "arn:aws:s3:::tenants/${aws:PrincipalTag/kubernetes-namespace}/*"],
        [
            "arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME",
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a/b-*",
        ],
        ["arn:aws:ssm:REGION::parameter/NAME", "arn:aws:ssm:eu-west-1::parameter/aws/service/*"],
    ];
    for (const [form, arn] of accepted) {
        it(`${form} has ${arn}`, () => {
            assert.deepEqual(arnHasForm(form)(arn, ["x"]), []);
        });
    }
    const refused: readonly (readonly [form: string, arn: string])[] = [
        // An example of another tool: the service is called aps, not prometheus.
        ["arn:aws:aps:REGION:ACCOUNT:workspace/ID", "arn:aws:prometheus:us-east-1:111122223333:workspace/ws-1"],
        ["arn:aws:aps:REGION:ACCOUNT:workspace/ID", "ws-1"],
        ["arn:aws:route53:::hostedzone/ID", "arn:aws:route53:::change/C1"],
        ["arn:aws:route53:::hostedzone/ID", "arn:aws:route53:::hostedzone/"],
        ["arn:aws:route53:::hostedzone/ID", "arn:aws:route53:eu-west-1:111122223333:hostedzone/Z1"],
        ["arn:aws:s3:::BUCKET", "arn:aws:s3:::bucket/*"],
        ["arn:aws:s3:::BUCKET/KEY", "arn:aws:s3:::bucket"],
        ["arn:aws:sqs:REGION:ACCOUNT:QUEUE", "arn:aws:sqs:eu-west-1:1111:queue"],
        ["arn:aws:kms:REGION:ACCOUNT:key/ID", "arn:aws:kms:eu-west-1:111122223333:alias/main"],
    ];
    for (const [form, arn] of refused) {
        it(`${form} does not have ${arn}`, () => {
            assert.match(only(arnHasForm(form)(arn, ["x"])).remedy, /its form is arn:aws:/);
        });
    }
});

describe("a preset with an unusual subject", () => {
    const hints = (subject: string, presets: Presets) =>
        presetHints([subject], presets, ["presets"]).map(({ path }) => printedPath(path));

    it("causes a hint if the service account differs, or the namespace looks misspelt", () => {
        assert.deepEqual(hints("kube-system/ebs-csi-node-sa", { ebsCsi: {} }), ["presets.ebsCsi"]);
        assert.deepEqual(hints("kube-sytem/ebs-csi-controller-sa", { ebsCsi: {} }), ["presets.ebsCsi"]);
    });

    it("causes no hint if a Helm release creates the name, or the namespace is a custom one", () => {
        assert.deepEqual(hints("kube-system/ebs-csi-controller-sa", { ebsCsi: {} }), []);
        assert.deepEqual(hints("platform/prod-external-dns", { externalDns: { hostedZoneArns: [] } }), []);
        assert.deepEqual(hints("velero/velero", { velero: { bucketArns: [], objectArns: [] } }), []);
        assert.deepEqual(hints("shop/orders", { secretsStoreCsiAws: { secretArns: [] } }), []);
    });

    it("causes a hint for a shared role if none of its subjects is usual", () => {
        const stack = (...subjects: readonly string[]) => ({
            associations: Object.fromEntries(subjects.map(subject => [subject, { roleRef: "ebs" }])),
            roles: { ebs: { presets: { ebsCsi: {} } } },
        });
        assert.deepEqual(stackHints(decide("", stack("a/x", "kube-system/ebs-csi-controller-sa"))), []);
        assert.deepEqual(
            stackHints(decide("", stack("a/x", "b/y"))).map(({ path, problem }) => `${printedPath(path)} ${problem}`),
            ["roles.ebs.presets.ebsCsi is used for a/x, b/y, and usually for kube-system/ebs-csi-controller-sa"],
        );
    });
});

describe("presets that need session tags", () => {
    it("are those with conditions on the pod's session tags", () => {
        assert.deepEqual(presetsNeedingSessionTags({ ebsCsi: {}, ebsCsiClusterScoped: {}, pganalyze: {} }), [
            "ebsCsiClusterScoped",
        ]);
    });

    it("include those with a flag for such conditions, and are rejected without session tags", () => {
        const nodeRoleArn = "arn:aws:iam::111122223333:role/node";
        const karpenter = { nodeRoleArn, sharedByClusters: true };
        assert.deepEqual(presetsNeedingSessionTags({ karpenter }), ["karpenter"]);
        assert.deepEqual(presetsNeedingSessionTags({ karpenter: { nodeRoleArn } }), []);
        const problems = (presets: Presets) =>
            stackProblems({
                clusterName: "dev",
                associations: {
                    "kube-system/karpenter": {
                        disableSessionTags: true,
                        role: { presets, trust: { scope: TrustScope.Account } },
                    },
                },
            });
        assert.match(only(problems({ karpenter })).problem, /session tags/);
        assert.deepEqual(problems({ karpenter: { nodeRoleArn } }), []);
    });
});

function only(problems: readonly Problem[]): Problem {
    assert.equal(problems.length, 1, JSON.stringify(problems));
    const [problem] = problems;
    assert.ok(problem);
    return problem;
}
