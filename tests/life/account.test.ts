import * as assert from "node:assert/strict";
import { sourceOf } from "../inventory/manyStackFiles";
import { contentOf, differences } from "./account";
import type { Content } from "./account";
import { empty } from "./config";
import type { LifeConfig } from "./config";
import { stackFileOf } from "./edits";

const statements = [{ actions: ["s3:GetObject"], resources: ["*"] }];
const role = { statements, managedPolicies: ["AmazonS3ReadOnlyAccess"] };

async function content(config: Partial<LifeConfig>): Promise<Content> {
    const text = stackFileOf({ ...empty, ...config });
    return contentOf((await sourceOf({ name: "life", text, folder: __dirname })).resources);
}

describe("the comparison of an account with a stack file", () => {
    const whole: Partial<LifeConfig> = {
        associations: { "shop/orders": { role }, "shop/cart": { roleRef: "reader" } },
        roles: { reader: role },
        eksAddons: { "aws-ebs-csi-driver": { associations: { controller: { roleRef: "reader" } } } },
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
    };
    for (const [title, change] of Object.entries(changes)) {
        it(`finds ${title} that differs`, async () => {
            const found = differences(await content({ ...whole, ...change }), await content(whole), "AWS");
            assert.ok(
                found.some(text => / has (role|association) /.test(text)),
                found.join("\n"),
            );
        });
    }
});
