import * as assert from "node:assert/strict";
import type { Role } from "../../../components";
import { associationTags, roleWithDefaults } from "../../../components/decisions/defaults";

const defaults = {
    permissionsBoundary: "arn:aws:iam::111122223333:policy/pods",
    tags: { team: "platform", env: "dev" },
};

describe("defaults", () => {
    it("apply to every setting that a role does not have", () => {
        assert.deepEqual(roleWithDefaults({ path: "/x/" }, defaults), { ...defaults, path: "/x/" });
    });

    it("apply to a setting that is undefined", () => {
        assert.deepEqual(roleWithDefaults({ permissionsBoundary: undefined } as unknown as Role, defaults), defaults);
    });

    it("of associations are tags, which an association overrides by key", () => {
        assert.deepEqual(associationTags({ tags: { env: "prod" } }, { tags: { team: "shop", env: "dev" } }), {
            team: "shop",
            env: "prod",
        });
        assert.deepEqual(associationTags({}, { tags: { team: "shop" } }), { team: "shop" });
        assert.equal(associationTags({}, undefined), undefined);
    });

    it("make every role exclusive unless it sets exclusive itself", () => {
        const exclusive = { exclusive: true };
        assert.equal(roleWithDefaults<Role>({ managedPolicies: ["ReadOnlyAccess"] }, exclusive).exclusive, true);
        assert.equal(roleWithDefaults<Role>({ exclusive: false }, exclusive).exclusive, false);
    });

    it("are overridden by the settings of a role, and tags by key", () => {
        const role = {
            permissionsBoundary: "arn:aws:iam::111122223333:policy/own",
            tags: { env: "prod", owner: "me" },
        };
        assert.deepEqual(roleWithDefaults(role, defaults), {
            permissionsBoundary: role.permissionsBoundary,
            tags: { team: "platform", env: "prod", owner: "me" },
        });
    });

    it("are removed by null, as a whole or for a single tag", () => {
        const none = { permissionsBoundary: null, tags: null } as unknown as Role;
        assert.deepEqual(roleWithDefaults(none, defaults), {});
        const withoutTeam = { tags: { team: null } } as unknown as Role;
        assert.deepEqual(roleWithDefaults(withoutTeam, defaults).tags, { env: "dev" });
    });

    it("leave no empty tags, which AWS's provider would report as a change in every preview", () => {
        assert.deepEqual(roleWithDefaults({ tags: {} }, undefined), {});
        assert.equal(associationTags({ tags: {} }, { tags: {} }), undefined);
    });
});
