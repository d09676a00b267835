import * as assert from "node:assert/strict";
import { clusterIdentity } from "../../../components/rules/arn";
import { placeholdersIn, placeholderValues, resolveAll } from "../../../components/rules/placeholders";

const values = {
    cluster: "dev",
    account: "111122223333",
    region: "cn-north-1",
    partition: "aws-cn",
    namespace: "shop",
    serviceAccount: "orders",
};

describe("placeholders", () => {
    it("have the values of a cluster and a subject", () => {
        const cluster = clusterIdentity("arn:aws-cn:eks:cn-north-1:111122223333:cluster/dev");
        assert.ok(cluster);
        assert.deepEqual(placeholderValues(cluster, { namespace: "shop", serviceAccount: "orders" }), values);
    });

    for (const [text, expected] of [
        ["arn:{partition}:s3:::{cluster}-{account}-{region}", "arn:aws-cn:s3:::dev-111122223333-cn-north-1"],
        ["{namespace}-{serviceAccount}", "shop-orders"],
        ["tenants/${aws:PrincipalTag/kubernetes-namespace}/*", "tenants/${aws:PrincipalTag/kubernetes-namespace}/*"],
        ["${cluster}", "${cluster}"],
        ['{"Resource":"{cluster}"}', '{"Resource":"dev"}'],
    ] as const) {
        it(`make ${expected} of ${text}`, () => {
            assert.equal(resolveAll(text, values), expected);
        });
    }

    it("are replaced everywhere in a statement, including condition keys", () => {
        const statement = {
            resources: ["{cluster}"],
            conditions: { StringEquals: { "aws:ResourceTag/{cluster}": ["{region}"] } },
        };
        assert.deepEqual(resolveAll(statement, values), {
            resources: ["dev"],
            conditions: { StringEquals: { "aws:ResourceTag/dev": ["cn-north-1"] } },
        });
    });

    it("are found by name, valid or not", () => {
        assert.deepEqual(placeholdersIn("{cluster} {clusterName} ${aws:x} {}"), ["cluster", "clusterName"]);
    });
});
