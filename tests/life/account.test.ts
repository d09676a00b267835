import * as assert from "node:assert/strict";
import { sourceOf } from "../inventory/manyStackFiles";
import { hidden } from "../../sandbox/provider/aws/hidden";
import { associationTags, contentOf, differences } from "./account";
import type { Content } from "./account";
import { empty } from "./config";
import type { LifeConfig } from "./config";
import { stackFileOf } from "./edits";

const statements = [{ actions: ["s3:GetObject"], resources: ["*"] }];
const role = { statements, managedPolicies: ["AmazonS3ReadOnlyAccess"] };
const addon = { associations: { controller: { roleRef: "reader" } } };

async function content(config: Partial<LifeConfig>): Promise<Content> {
    const text = stackFileOf({ ...empty, ...config });
    return contentOf((await sourceOf({ name: "life", text, folder: __dirname })).resources);
}

describe("the comparison of an account with a stack file", () => {
    const whole: Partial<LifeConfig> = {
        associations: { "shop/orders": { role }, "shop/cart": { roleRef: "reader" } },
        roles: { reader: role },
        eksAddons: { "aws-ebs-csi-driver": addon },
    };

    it("finds no difference in the same, whatever its order", async () => {
        const reordered = {
            ...whole,
            associations: { "shop/cart": { roleRef: "reader" }, "shop/orders": { role } },
        };
        assert.deepEqual(differences(await content(reordered), await content(whole), "AWS"), []);
    });

    it("finds what is left over, and what lacks", async () => {
        const { eksAddons: _addons, ...fewer } = { ...whole, associations: { "shop/cart": { roleRef: "reader" } } };
        const [found, wanted] = [await content(whole), await content(fewer)];
        assert.deepEqual(
            differences(found, wanted, "AWS").filter(text => !text.includes(" as ")),
            [
                "AWS still has add-on aws-ebs-csi-driver",
                "AWS still has association shop/orders",
                "AWS still has role identity/shop/orders",
            ],
        );
        assert.ok(differences(wanted, found, "AWS").includes("AWS lacks association shop/orders"));
    });

    const changes: Readonly<Record<string, Partial<LifeConfig>>> = {
        "a statement": {
            roles: { reader: { ...role, statements: [...statements, { ...statements[0], effect: "Deny" }] } },
        },
        "a managed policy": { roles: { reader: { statements } } },
        "a session duration": { roles: { reader: { ...role, maxSessionDuration: 7200 } } },
        "a boundary": { defaults: { role: { permissionsBoundary: "arn:aws:iam::111122223333:policy/pods" } } },
        "a path": { defaults: { role: { path: "/" } } },
        "a trust": { roles: { reader: { ...role, trust: { scope: "namespace" } } } },
        "a target role": {
            associations: {
                "shop/orders": { role: { ...role, name: "orders" }, targetRoleArn: "arn:aws:iam::444455556666:role/t" },
                "shop/cart": { roleRef: "reader" },
            },
        },
        "a tag of an association": { defaults: { association: { tags: { team: "shop" } } } },
        "a version": {
            eksAddons: { "aws-ebs-csi-driver": { ...addon, version: "v1.48.0-eksbuild.2" } },
        },
        "a tag of an add-on": { eksAddons: { "aws-ebs-csi-driver": { ...addon, tags: { team: "storage" } } } },
    };
    for (const [title, change] of Object.entries(changes)) {
        it(`finds ${title} that differs`, async () => {
            const found = differences(await content({ ...whole, ...change }), await content(whole), "AWS");
            assert.ok(
                found.some(text => / has (role|association|add-on) /.test(text)),
                found.join("\n"),
            );
        });
    }

    it("takes a version that the stack file leaves to AWS from the state", async () => {
        const text = stackFileOf({ ...empty, ...whole });
        const { resources } = await sourceOf({ name: "life", text, folder: __dirname });
        const withVersion = (addonVersion: string) =>
            resources.map(each => ({ ...each, outputs: { ...each.outputs, addonVersion } }));
        const [first, second] = [withVersion("v1.50.1-eksbuild.1"), withVersion("v1.51.0-eksbuild.1")];
        assert.deepEqual(differences(contentOf(first), contentOf(resources, first), "AWS"), []);
        const [found = "", ...others] = differences(contentOf(second), contentOf(resources, first), "AWS");
        assert.match(found, /^AWS has add-on aws-ebs-csi-driver as .*v1\.51\.0.*, not .*v1\.50\.1/);
        assert.deepEqual(others, []);
    });

    it("reads tags of an association that changed from the cluster", () => {
        const association = { associationId: "a-1", tags: { team: "shop", [hidden.owner]: "arn" } };
        assert.deepEqual(associationTags(association, {}), { team: "shop" });
        assert.deepEqual(associationTags(association, { [hidden.tagsOf("a-1")]: '{"team":"pods"}' }), { team: "pods" });
        assert.deepEqual(associationTags(association, { [hidden.tagsOf("a-1")]: "{}" }), {});
    });
});
