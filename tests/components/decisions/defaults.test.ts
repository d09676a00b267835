import * as assert from "node:assert/strict";
import type { Role } from "../../../components";
import { associationTags, roleWithDefaults } from "../../../components/decisions/defaults";

const defaults = {
    permissionsBoundary: "arn:aws:iam::111122223333:policy/pods",
    tags: { team: "platform", env: "dev" },
};

describe("defaults", () => {
    it("give a role what it leaves out", () => {
        assert.deepEqual(roleWithDefaults({ path: "/x/" }, defaults), { ...defaults, path: "/x/" });
    });

    it("make each role exclusive that does not say otherwise", () => {
        const exclusive = { exclusive: true };
        assert.equal(roleWithDefaults<Role>({ managedPolicies: ["ReadOnlyAccess"] }, exclusive).exclusive, true);
        assert.equal(roleWithDefaults<Role>({ exclusive: false }, exclusive).exclusive, false);
    });

    it("give way to what the role says, tags key by key", () => {
        const role = {
            permissionsBoundary: "arn:aws:iam::111122223333:policy/own",
            tags: { env: "prod", owner: "me" },
        };
        assert.deepEqual(roleWithDefaults(role, defaults), {
            permissionsBoundary: role.permissionsBoundary,
            tags: { team: "platform", env: "prod", owner: "me" },
        });
    });

    it("are taken away by null, whole or a single tag", () => {
        const none = { permissionsBoundary: null, tags: null } as unknown as Role;
        assert.deepEqual(roleWithDefaults(none, defaults), {});
        const withoutTeam = { tags: { team: null } } as unknown as Role;
        assert.deepEqual(roleWithDefaults(withoutTeam, defaults).tags, { env: "dev" });
    });

    it("leave no empty tags behind: AWS's provider would show a change for ever", () => {
        assert.deepEqual(roleWithDefaults({ tags: {} }, undefined), {});
        assert.equal(associationTags({ tags: {} }, { tags: {} }), undefined);
    });
});
