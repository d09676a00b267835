import * as assert from "node:assert/strict";
import * as path from "node:path";
import { isScalar, parseDocument, visit } from "yaml";
import { offlineStackOf } from "../../config/offline";
import { validate } from "./validator";

const root = path.join(__dirname, "..", "..");

/** Good stack files that between them have every key, but of most presets. */
const goodFiles = [
    `
config:
  eks-pod-identity:clusterName: dev
  eks-pod-identity:region: eu-west-1
  eks-pod-identity:agent: { mode: install, version: latest, configuration: { a: { b: [1, x] } }, preserve: true, tags: { a: b } }
  eks-pod-identity:associations:
    a/b: { roleRef: r, tags: { a: b } }
    a/c: { roleArn: "arn:aws:iam::111122223333:role/x" }
    a/d: { role: { name: target }, targetRoleArn: "arn:aws:iam::444455556666:role/x" }
    a/e:
      role: { trust: { scope: account }, description: d, document: '{"Version":"2012-10-17","Statement":[]}' }
      disableSessionTags: true
      sessionPolicy: { statements: [{ actions: ["s3:*"], resources: ["*"] }] }
    a/f:
      role: { trust: { scope: account } }
      disableSessionTags: true
      sessionPolicy: { document: '{"Version":"2012-10-17","Statement":[]}' }
  eks-pod-identity:eksAddons:
    aws-ebs-csi-driver:
      version: latest
      configuration: { a: 1 }
      resolveConflictsOnCreate: NONE
      resolveConflictsOnUpdate: PRESERVE
      preserve: false
      namespace: kube-system
      associations: { sa: { roleRef: r }, sb: { role: {} }, sc: { roleArn: "arn:aws:iam::111122223333:role/x" } }
      tags: { a: b }
  eks-pod-identity:roles:
    r:
      name: reader
      path: /pod-identity/
      description: text
      permissionsBoundary: arn:aws:iam::111122223333:policy/pods
      maxSessionDuration: 3600
      tags: { a: b }
      formerly: [old]
      exclusive: true
      statements:
        - { sid: Read, effect: Allow, actions: ["s3:GetObject"], resources: ["*"], conditions: { Bool: { k: ["true"] } } }
        - { sid: No, effect: Deny, notActions: ["s3:GetObject"], notResources: ["arn:aws:s3:::x/*"] }
      presets: { externalDns: { hostedZoneArns: ["arn:aws:route53:::hostedzone/Z0123456789ABC"] }, ebsCsi: {} }
      managedPolicies: [AmazonS3ReadOnlyAccess]
      managedPolicyArns: { own: "arn:aws:iam::111122223333:policy/own" }
      irsa: { oidcProviderArn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE" }
      trust:
        scope: namespace
        clusters: ["arn:aws:eks:eu-west-1:111122223333:cluster/green"]
        organization: true
        sourceArn: false
        statements:
          - sid: Deploy
            effect: Allow
            principals: { AWS: ["arn:aws:iam::111122223333:role/deploy"] }
            actions: [sts:AssumeRole]
            conditions: { Bool: { k: ["true"] } }
  eks-pod-identity:defaults:
    role: { path: /p/, description: d, permissionsBoundary: arn:aws:iam::111122223333:policy/pods, maxSessionDuration: 7200, tags: { c: d } }
    association: { tags: { e: f } }
`,
    `
config:
  eks-pod-identity:clusterFrom: { stack: org/eks/dev, output: clusterName }
  eks-pod-identity:targetRoles:
    export:
      name: export
      path: /pod-identity/
      description: text
      permissionsBoundary: arn:aws:iam::111122223333:policy/pods
      maxSessionDuration: 3600
      tags: { a: b }
      exclusive: false
      document: '{"Version":"2012-10-17","Statement":[]}'
      managedPolicies: [AmazonS3ReadOnlyAccess]
      managedPolicyArns: { own: "arn:aws:iam::111122223333:policy/own" }
      statements: [{ actions: ["s3:GetObject"], resources: ["*"] }]
      presets: { ebsCsi: {} }
      sources:
        - cluster: arn:aws:eks:eu-west-1:111122223333:cluster/dev
          subject: data/export
          roleArn: arn:aws:iam::111122223333:role/x
          disableSessionTags: false
`,
];

/** One value of each type, and its replacement for others. */
const values = [
    "text",
    "'7200'",
    "'true'",
    "5",
    "true",
    "null",
    "[text]",
    "[5, true]",
    "{}",
    "{ x: text }",
    "{ x: [5] }",
    "{ x: null }",
];

/** Says nothing, and is nothing to the parser; to who writes it in an editor it is a mistake. */
const refusedBySchemaAlone = ["eks-pod-identity:clusterFrom = {}"];

interface Changed {
    readonly what: string;
    readonly text: string;
    readonly value: unknown;
    readonly path: string;
}

/** The file with each of `values` in the place of each of its values, one at a time. */
function changed(good: string): Changed[] {
    const places: (readonly unknown[])[] = [];
    const document = parseDocument(good);
    visit(document, {
        Pair: (_key, { key }, ancestors) => {
            places.push([...keysOf(ancestors), isScalar(key) ? key.value : key]);
        },
        Node: (key, _node, ancestors) => {
            if (typeof key === "number") {
                places.push([...keysOf(ancestors), key]);
            }
        },
    });
    return places
        .filter(place => place.length > 1 && !place.includes("configuration"))
        .flatMap(place =>
            values.map(value => {
                const other = parseDocument(good);
                other.setIn(place, parseDocument(value).contents);
                const [, prefixed, ...rest] = place;
                return {
                    what: `${place.join(" ")} = ${value}`,
                    text: String(other),
                    value: other.toJS() as unknown,
                    path: [String(prefixed).replace("eks-pod-identity:", ""), ...rest].join(" "),
                };
            }),
        );

    function keysOf(ancestors: readonly unknown[]): unknown[] {
        return ancestors.flatMap((ancestor, index) => {
            const [parent] = [ancestors[index - 1] as { items?: unknown[] } | undefined];
            const { key } = ancestor as { key?: unknown };
            if (isScalar(key)) {
                return [key.value];
            }
            const at = parent?.items?.indexOf(ancestor) ?? -1;
            return at >= 0 ? [at] : [];
        });
    }
}

const problemsOf = (text: string) =>
    offlineStackOf(text, "Pulumi.dev.yaml", { folder: root, name: undefined, stackFolder: root }, file => file)
        .problems;

describe("the schema of stack files", function () {
    this.timeout(120_000);

    it("holds the other spelling of a key to the same", () => {
        const other = (key: string, value: string) =>
            validate(parseDocument(`config: { "eks-pod-identity:config:${key}": ${value} }`).toJS());
        assert.ok(other("associations", "{ a/b: { roleRef: r } }"), JSON.stringify(validate.errors));
        assert.ok(!other("associations", "{ a/b: { rol: {} } }"));
        assert.ok(!other("agent", "{ mode: instal }"));
        assert.ok(!other("asociations", "{}"));
    });

    it("lets a file that includes others say a part of a target role", () => {
        const text =
            "config: { eks-pod-identity:include: [base.yaml], eks-pod-identity:targetRoles: { x: { name: x } } }";
        assert.ok(validate(parseDocument(text).toJS()), JSON.stringify(validate.errors));
    });

    it("offers what an update takes and an installation does not for updates only", () => {
        const addon = (key: string) =>
            validate(parseDocument(`config: { eks-pod-identity:eksAddons: { a: { ${key}: PRESERVE } } }`).toJS());
        assert.ok(addon("resolveConflictsOnUpdate"));
        assert.ok(!addon("resolveConflictsOnCreate"));
    });

    goodFiles.forEach((good, index) => {
        it(`accepts what the parser accepts, and no type of value that it refuses, at any path: file ${index + 1}`, () => {
            assert.deepEqual(problemsOf(good), []);
            assert.ok(validate(parseDocument(good).toJS()), JSON.stringify(validate.errors));
            const wrong = changed(good).flatMap(({ what, text, value, path: where }) => {
                const accepted = validate(value);
                const problems = problemsOf(text);
                const wrongKind = problems.find(
                    ({ path: property, problem }) =>
                        property.join(" ") === where &&
                        /^(is (text|a list|a map|a number|a boolean|empty \(null\)|missing$|not a (map|list))|there is no property)/.test(
                            problem,
                        ),
                );
                if (!accepted && problems.length === 0 && !refusedBySchemaAlone.some(each => what.endsWith(each))) {
                    return [`refused by the schema alone: ${what}`];
                }
                return accepted && wrongKind ? [`refused by the parser alone: ${what}: ${wrongKind.problem}`] : [];
            });
            assert.deepEqual(wrong, []);
        });
    });
});
