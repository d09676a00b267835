import type * as pulumi from "@pulumi/pulumi";
import type { Association } from "./args/association";
import type { Defaults } from "./args/defaults";
import type { Role, SharedRole } from "./args/role";
import { associationTags, roleWithDefaults } from "./defaults";
import { roleNamePrefix, sharedRoleName, subjectName } from "./names";

/** What a stack says about roles and associations. */
export interface AccessArgs {
    readonly associations?: Record<string, Association>;
    readonly roles?: Record<string, SharedRole>;
    readonly defaults?: Defaults;
}

/** A role to be made: its logical name, those it had before, and what `PodIdentityRole` gets. */
export interface DecidedRole {
    readonly name: string;
    readonly formerNames: readonly string[];
    /** Only of a role with one subject for life: the key of a shared role may be renamed, its physical name may not. */
    readonly namePrefix: string | undefined;
    readonly subjects: readonly string[];
    readonly role: Role;
}

/** An association to be made. Its role is one of the decided ones, by logical name, or one that exists, by ARN. */
export interface DecidedAssociation {
    readonly name: string;
    readonly subject: string;
    readonly roleName: string | undefined;
    readonly roleArn: pulumi.Input<string> | undefined;
    readonly tags: Record<string, pulumi.Input<string>> | undefined;
}

export interface Decisions {
    readonly roles: readonly DecidedRole[];
    readonly associations: readonly DecidedAssociation[];
}

/** What a stack registers: a role for each association that has its own, shared roles that are used, all associations. */
export function decide(component: string, args: AccessArgs): Decisions {
    // `null` in a stack file stands for nothing, as a missing key does.
    const [associations, roles, defaults] = [args.associations ?? {}, args.roles ?? {}, args.defaults ?? undefined];
    const entries = Object.entries(associations);
    const own = entries.flatMap(([subject, { role }]): DecidedRole[] =>
        role
            ? [
                  {
                      name: subjectName(component, subject),
                      formerNames: [],
                      namePrefix: roleNamePrefix(subject),
                      subjects: [subject],
                      role: roleWithDefaults(role, defaults?.role),
                  },
              ]
            : [],
    );
    const users = usersOf(associations);
    const shared = Object.entries(roles).flatMap(([key, { formerly, ...role }]): DecidedRole[] => {
        const subjects = users.get(key);
        return subjects
            ? [
                  {
                      name: sharedRoleName(component, key),
                      formerNames: (formerly ?? []).map(former => sharedRoleName(component, former)),
                      namePrefix: undefined,
                      subjects,
                      role: roleWithDefaults(role, defaults?.role),
                  },
              ]
            : [];
    });
    return {
        roles: [...own, ...shared],
        associations: entries.map(([subject, association]) => ({
            name: subjectName(component, subject),
            subject,
            roleName: association.role
                ? subjectName(component, subject)
                : association.roleRef
                  ? sharedRoleName(component, association.roleRef)
                  : undefined,
            roleArn: association.roleArn ?? undefined,
            tags: associationTags(association, defaults?.association),
        })),
    };
}

/** The subjects that use each shared role, by its key. */
export function usersOf(associations: Readonly<Record<string, Association>>): ReadonlyMap<string, readonly string[]> {
    const users = new Map<string, string[]>();
    // Sorted: the order in which config is written is no change.
    for (const [subject, { roleRef }] of Object.entries(associations).sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (roleRef) {
            users.set(roleRef, [...(users.get(roleRef) ?? []), subject]);
        }
    }
    return users;
}
