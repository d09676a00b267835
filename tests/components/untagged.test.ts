import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityStack, PodIdentityTargetRole } from "../../components";
import type { Association, Role, SessionPolicy } from "../../components";
import { capture } from "./capture";
import type { Capture } from "./capture";

const read = { actions: ["s3:GetObject"], resources: ["*"] };
const variable = "${aws:PrincipalTag/kubernetes-namespace}";
const later = pulumi.output(`arn:aws:s3:::tenants/${variable}/*`);
const document = pulumi.output(
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Action: "s3:GetObject",
                Resource: "*",
                Condition: { StringEquals: { "aws:PrincipalTag/kubernetes-namespace": "shop" } },
            },
        ],
    }).replace("Tag/", "Tag\\/"),
);

/** Permissions through an Output that need a session tag, and the path of the problem. */
const permissions: readonly (readonly [what: string, role: Role, place: string])[] = [
    ["a document", { document }, "document"],
    ["a resource", { statements: [{ ...read, resources: [later] }] }, "statements"],
    [
        "a condition's value",
        { statements: [{ ...read, conditions: { StringEquals: { "s3:prefix": [pulumi.output(variable)] } } }] },
        "statements",
    ],
    [
        "a resource of statements that are split",
        {
            statements: Array.from({ length: 30 }, () => ({
                ...read,
                resources: [later, `arn:aws:s3:::${"x".repeat(400)}`],
            })),
        },
        "statements",
    ],
    [
        "a preset's parameter",
        { presets: { mountpointS3Csi: { bucketArns: ["arn:aws:s3:::tenants"], objectArns: [later] } } },
        '["preset-mountpointS3Csi"]',
    ],
    [
        "a managed policy of AWS",
        {
            managedPolicyArns: {
                csi: pulumi.output("arn:aws:iam::aws:policy/AmazonEBSCSIDriverEKSClusterScopedPolicy"),
            },
        },
        "managedPolicyArns.csi",
    ],
];

function deploy(role: Role, association: Association): Promise<Capture> {
    const associations = { "shop/orders": { role: { ...role, trust: { scope: "account" } }, ...association } };
    return capture(() => new PodIdentityStack("identity", { clusterName: "dev", associations } as never));
}

describe("permissions without session tags", () => {
    for (const [what, role, place] of permissions) {
        const where = place.startsWith("[") ? place : `.${place}`;
        it(`are rejected if an Output needs one: ${what}`, async () => {
            await assert.rejects(
                deploy(role, { disableSessionTags: true }),
                new RegExp(
                    `^Error: ${`identity/shop/orders${where}`.replace(/[[\].]/g, "\\$&")}: depends on (the session tag kubernetes-namespace|session tags), which disableSessionTags removes: `,
                ),
            );
        });

        it(`are allowed if they do not need them: ${what}`, async () => {
            await deploy(role, {});
        });
    }

    it("can use a tag of the role itself", async () => {
        const tags = { "kubernetes-namespace": "shop" };
        await deploy({ document, tags }, { disableSessionTags: true, sessionPolicy: { document } });
    });

    for (const sessionPolicy of [{ document }, { statements: [{ ...read, resources: [later] }] }] as SessionPolicy[]) {
        it(`are rejected in a session policy: ${Object.keys(sessionPolicy).join()}`, async () => {
            await assert.rejects(
                deploy({}, { disableSessionTags: true, sessionPolicy }),
                /identity\/shop\/orders\.sessionPolicy: depends on the session tag kubernetes-namespace/,
            );
        });
    }

    it("are rejected for a target role if one of its sources sends no tags", async () => {
        const source = {
            cluster: "arn:aws:eks:eu-west-1:111122223333:cluster/dev",
            subject: "shop/orders",
            roleArn: "arn:aws:iam::111122223333:role/source",
        };
        const make = (disableSessionTags: boolean): Promise<Capture> =>
            capture(
                () =>
                    new PodIdentityTargetRole("target", {
                        name: "target",
                        document,
                        sources: [source, { ...source, subject: "shop/basket", disableSessionTags }],
                    }),
            );
        await make(false);
        await assert.rejects(make(true), /target\.document: depends on the session tag kubernetes-namespace/);
    });
});
