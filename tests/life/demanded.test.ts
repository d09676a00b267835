import * as assert from "node:assert/strict";
import { empty } from "./config";
import type { LifeConfig } from "./config";
import { undemanded } from "./demanded";
import type { Edited } from "./demanded";

const role = { statements: [{ actions: ["s3:GetObject"], resources: ["*"] }] };
const before: LifeConfig = {
    ...empty,
    associations: { "shop/orders": { role }, "shop/cart": { roleRef: "reader" } },
    roles: { reader: role, unused: role },
    eksAddons: { "aws-ebs-csi-driver": { associations: { controller: { role } } } },
};
const orders = "identity/shop/orders";

function edited(after: Partial<LifeConfig>, rest: Partial<Edited> = {}): Edited {
    return { before, after: { ...before, ...after }, replaces: [], names: [], ...rest };
}

describe("what an edit demands", () => {
    it("an edit of statements replaces no role, and changes only the policies of this role", () => {
        const edit = edited({}, { names: [orders] });
        assert.deepEqual(
            undemanded(edit, { update: [`Role ${orders}`], create: [`Policy ${orders}/policy:statements-1`] }),
            [],
        );
        assert.deepEqual(
            undemanded(edit, {
                replace: [`Role ${orders}`],
                delete: ["RolePolicy identity/roles:reader/inline:statements"],
            }),
            [`replace role ${orders}`, "delete policies identity/roles:reader"],
        );
    });

    it("a session policy replaces its association and nothing else", () => {
        const edit = edited({}, { names: [orders], replaces: ["association"] });
        const steps = ["create-replacement", "replace", "delete-replaced"];
        const all = (resource: string) => Object.fromEntries(steps.map(step => [step, [resource]]));
        assert.deepEqual(undemanded(edit, all(`PodIdentityAssociation ${orders}`)), []);
        assert.equal(undemanded(edit, all("PodIdentityAssociation identity/shop/cart")).length, 3);
        assert.equal(undemanded(edit, all(`Role ${orders}`)).length, 3);
    });

    it("a new subject creates its association, its role with policies, and a shared role that had no users", () => {
        const added = { ...before.associations, "shop/new": { role }, "shop/late": { roleRef: "unused" } };
        const create = [
            "PodIdentityAssociation identity/shop/new",
            "Role identity/shop/new",
            "RolePolicy identity/shop/new/inline:statements",
            "Role identity/roles:unused",
        ];
        assert.deepEqual(undemanded(edited({ associations: added }), { create }), []);
        assert.equal(undemanded(edited({}), { create }).length, 4);
        assert.deepEqual(undemanded(edited({ associations: added }), { delete: [`Role ${orders}`] }), [
            `delete role ${orders}`,
        ]);
    });

    it("a move to a shared role deletes the own role and not the association", () => {
        const moved = { ...before.associations, "shop/orders": { roleRef: "reader" } };
        const gone = [`Role ${orders}`, `RolePolicy ${orders}/inline:statements`];
        assert.deepEqual(undemanded(edited({ associations: moved }), { delete: gone }), []);
        assert.deepEqual(
            undemanded(edited({ associations: moved }), { delete: [`PodIdentityAssociation ${orders}`] }),
            [`delete association ${orders}`],
        );
    });

    it("a shared role that is renamed with formerly stays the same role", () => {
        const edit = edited({
            roles: { archive: { ...role, formerly: ["reader"] }, unused: role },
            associations: { ...before.associations, "shop/cart": { roleRef: "archive" } },
        });
        assert.deepEqual(undemanded(edit, { update: ["Role identity/roles:archive"] }), []);
        assert.deepEqual(
            undemanded(edit, { create: ["Role identity/roles:archive"], delete: ["Role identity/roles:reader"] }),
            ["create role identity/roles:archive", "delete role identity/roles:reader"],
        );
    });

    it("another namespace replaces the add-on, and its service account gets another role", () => {
        const addon = { namespace: "storage", associations: { controller: { role } } };
        const edit = edited(
            { eksAddons: { "aws-ebs-csi-driver": addon } },
            { replaces: ["add-on"], names: ["identity/eksAddons:aws-ebs-csi-driver"] },
        );
        assert.deepEqual(
            undemanded(edit, {
                replace: ["Addon identity/eksAddons:aws-ebs-csi-driver"],
                create: ["Role identity/storage/controller"],
                delete: ["Role identity/kube-system/controller"],
            }),
            [],
        );
        assert.equal(undemanded(edit, { delete: ["Addon identity-agent"] }).length, 1);
    });
});
