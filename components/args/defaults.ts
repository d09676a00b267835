import type * as pulumi from "@pulumi/pulumi";
import type { RoleSettings } from "./role";

/**
 * What a value leaves out. Scalars: what is nearer wins. Tags: merged key by key, what is nearer wins a key. `null` in the
 * place of a default takes it away. Permissions and trust are not allowed here: access is never granted implicitly.
 */
export interface Defaults {
    /** For every role created here; not for existing roles, nor for target roles. @default - none */
    readonly role?: RoleSettings;
    /** For every association. @default - none */
    readonly association?: AssociationDefaults;
}

/** What an association leaves out. */
export interface AssociationDefaults {
    /** Tags of every association; a tag of the same key on the association wins. @default - none */
    readonly tags?: Record<string, pulumi.Input<string>>;
}
