import * as pulumi from "@pulumi/pulumi";
import { addonNamespace } from "../rules/addons";
import { resolvePlaceholders } from "../rules/placeholders";
import type { PlaceholderValues } from "../rules/placeholders";
import type { AddonAssociation, EksAddon } from "../args/addon";
import type { Association } from "../args/association";
import type { Defaults } from "../args/defaults";
import type { Role, SharedRole } from "../args/role";
import type { SessionPolicy } from "../args/sessionPolicy";
import { associationTags, roleWithDefaults } from "./defaults";
import { addonName as addonLogicalName, roleNamePrefix, sharedRoleName, subjectName } from "./names";
import { subjectKey, subjectOf } from "../rules/subject";

/** What a stack says about roles and associations. */
export interface AccessArgs {
    readonly associations?: Record<string, Association>;
    readonly eksAddons?: Record<string, EksAddon>;
    readonly roles?: Record<string, SharedRole>;
    readonly defaults?: Defaults;
}

/** A role to be made: its logical name, those it had before, and what `PodIdentityRole` gets. */
export interface DecidedRole {
    readonly name: string;
    readonly formerNames: readonly string[];
    /** Of a shared role its own, or none: its key may be renamed, its physical name may not. */
    readonly namePrefix: string | undefined;
    readonly subjects: readonly string[];
    readonly role: Role;
    /** Whether its associations disable session tags; by all or by none. */
    readonly disableSessionTags: boolean;
    /** Where its associations go on to. */
    readonly targetRoleArns: readonly pulumi.Input<string>[];
}

/** An association to be made. Its role is one of the decided ones, by logical name, or one that exists, by ARN. */
export interface DecidedAssociation {
    readonly name: string;
    readonly subject: string;
    readonly roleName: string | undefined;
    readonly roleArn: pulumi.Input<string> | undefined;
    readonly targetRoleArn: pulumi.Input<string> | undefined;
    readonly disableSessionTags: boolean;
    readonly sessionPolicy: SessionPolicy | undefined;
    /** Tags of its role; those of one that exists are not known. */
    readonly roleTags: Record<string, pulumi.Input<string>> | undefined;
    readonly tags: Record<string, pulumi.Input<string>> | undefined;
}

export interface Decisions {
    readonly roles: readonly DecidedRole[];
    readonly associations: readonly DecidedAssociation[];
    readonly addons: readonly DecidedAddon[];
}

/** An add-on to be made, and where each of its service accounts has its role from. */
export interface DecidedAddon {
    readonly name: string;
    readonly addonName: string;
    readonly addon: EksAddon;
    readonly associations: readonly DecidedAddonAssociation[];
}

export interface DecidedAddonAssociation {
    readonly serviceAccount: string;
    readonly subject: string;
    readonly roleName: string | undefined;
    readonly roleArn: pulumi.Input<string> | undefined;
}

/** What a stack registers: a role for each association that has its own, shared roles that are used, all associations. */
export function decide(component: string, args: AccessArgs): Decisions {
    // `null` in a stack file stands for nothing, as a missing key does.
    const [associations, roles, defaults] = [args.associations ?? {}, args.roles ?? {}, args.defaults ?? undefined];
    const addons = Object.entries(args.eksAddons ?? {});
    const named: [string, Association][] = [
        ...Object.entries(associations),
        ...addons.flatMap(([name, addon]) => addonSubjects(name, addon)),
    ];
    const own = named.flatMap(([subject, { role, ...association }]): DecidedRole[] =>
        role
            ? [
                  {
                      name: subjectName(component, subject),
                      formerNames: [],
                      namePrefix: roleNamePrefix(subject),
                      subjects: [subject],
                      role: roleWithDefaults(role, defaults?.role),
                      ...sessionsOf([[subject, association]]),
                  },
              ]
            : [],
    );
    const roleNameOf = (
        subject: string,
        { role, roleRef }: Pick<Association, "role" | "roleRef">,
    ): string | undefined =>
        role ? subjectName(component, subject) : roleRef ? sharedRoleName(component, roleRef) : undefined;
    const users = usersOf(args);
    const shared = Object.entries(roles).flatMap(([key, { formerly, namePrefix, ...role }]): DecidedRole[] => {
        const subjects = users.get(key);
        return subjects
            ? [
                  {
                      name: sharedRoleName(component, key),
                      formerNames: (formerly ?? []).map(former => sharedRoleName(component, former)),
                      namePrefix: namePrefix ?? undefined,
                      subjects,
                      // A subject that joins must not get what the same deployment removes, and the engine deletes last.
                      role: { exclusive: true, ...roleWithDefaults(role, defaults?.role) },
                      ...sessionsOf(subjects.map(subject => [subject, associations[subject] ?? {}])),
                  },
              ]
            : [];
    });
    const decided = new Map([...own, ...shared].map(role => [role.name, role]));
    return {
        roles: [...decided.values()],
        associations: Object.entries(associations).map(([subject, association]) => ({
            name: subjectName(component, subject),
            subject,
            roleName: roleNameOf(subject, association),
            roleArn: association.roleArn ?? undefined,
            targetRoleArn: association.targetRoleArn ?? undefined,
            disableSessionTags: association.disableSessionTags ?? false,
            sessionPolicy: association.sessionPolicy ?? undefined,
            roleTags: decided.get(roleNameOf(subject, association) ?? "")?.role.tags,
            tags: associationTags(association, defaults?.association),
        })),
        addons: addons.map(([addonName, addon]) => ({
            name: addonLogicalName(component, addonName),
            addonName,
            addon,
            associations: addonSubjects(addonName, addon).map(([subject, association]) => ({
                serviceAccount: subjectOf(subject).serviceAccount,
                subject,
                roleName: roleNameOf(subject, association),
                roleArn: association.roleArn ?? undefined,
            })),
        })),
    };
}

/** What the associations of one role have in common, or add up to. */
function sessionsOf(
    users: readonly (readonly [string, Pick<Association, "disableSessionTags" | "targetRoleArn">])[],
): Pick<DecidedRole, "disableSessionTags" | "targetRoleArns"> {
    return {
        disableSessionTags: users.some(([, { disableSessionTags }]) => disableSessionTags === true),
        targetRoleArns: [
            ...new Set(
                users.flatMap(([subject, { targetRoleArn }]) =>
                    targetRoleArn ? forSubject(targetRoleArn, subject) : [],
                ),
            ),
        ],
    };
}

/** With `{namespace}` and `{serviceAccount}` filled in, which have no value on a role that several subjects share. */
function forSubject(text: pulumi.Input<string>, subject: string): pulumi.Input<string> {
    const values: PlaceholderValues = { ...subjectOf(subject) };
    return typeof text === "string"
        ? resolvePlaceholders(text, values)
        : pulumi.output(text).apply(known => resolvePlaceholders(known, values));
}

/** An add-on's service accounts, each with the subject that it is. */
function addonSubjects(name: string, { namespace, associations }: EksAddon): [string, AddonAssociation][] {
    const where = namespace ?? addonNamespace(name) ?? "";
    return Object.entries(associations ?? {}).map(([serviceAccount, association]) => [
        subjectKey({ namespace: where, serviceAccount }),
        association,
    ]);
}

/** The subjects that use each shared role, by its key. */
export function usersOf({ associations, eksAddons }: AccessArgs): ReadonlyMap<string, readonly string[]> {
    const users = new Map<string, string[]>();
    const named = [
        ...Object.entries(associations ?? {}),
        ...Object.entries(eksAddons ?? {}).flatMap(([name, addon]) => addonSubjects(name, addon)),
    ];
    // Sorted: the order in which config is written is no change.
    for (const [subject, { roleRef }] of named.sort(([a], [b]) => (a < b ? -1 : 1))) {
        if (roleRef) {
            users.set(roleRef, [...(users.get(roleRef) ?? []), subject]);
        }
    }
    return users;
}
