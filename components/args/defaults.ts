import type * as pulumi from "@pulumi/pulumi";
import type { RoleSettings } from "./role";

/**
 * Settings for roles and associations that do not set their own. Tags are merged by key. `null` in a role or an association
 * removes a default. Permissions and trust are not allowed here: access is never granted implicitly.
 */
export interface Defaults {
    /** Settings of every role created here. Existing roles and target roles do not get them. @default - none */
    readonly role?: RoleSettings;
    /** Settings of every association. @default - none */
    readonly association?: AssociationDefaults;
}

/** Settings for associations that do not set their own. */
export interface AssociationDefaults {
    /** Tags of every association, at most 50. A tag on the association overrides one with the same key. @default - none */
    readonly tags?: Record<string, pulumi.Input<string>>;
}
