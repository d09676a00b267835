import type { Role, RoleSettings, SharedRole } from "../args/role";
import type { Path } from "../rules/problem";
import { withEarlier } from "../rules/sameKey";
import { isDeferred } from "../rules/shapes";
import type { Subject } from "../rules/subject";
import { roleWithDefaults } from "./defaults";
import type { Arn } from "./defaults";
import { roleNamePrefix, sharedRoleName, subjectName } from "./names";
import { decidePolicies } from "./policies";
import type { DecidedPolicies } from "./policies";
import { forSubject } from "./users";
import type { User } from "./users";

/** A role to create. */
export interface DecidedRole {
    readonly path: Path;
    /** Key in `roles`. Absent for the role of one association. */
    readonly key: string | undefined;
    readonly name: string;
    readonly formerNames: readonly string[];
    /** Name prefix. A shared role has its own or none: its key can change, its physical name must not. */
    readonly namePrefix: string | undefined;
    /** Its only subject. Absent if several subjects can share it. */
    readonly subject: Subject | undefined;
    readonly users: readonly User[];
    /** The keys of its users, sorted, so that reordering the config changes nothing. */
    readonly subjects: readonly string[];
    readonly written: Role;
    /** The role with its defaults. */
    readonly role: Role;
    /** Whether its associations disable session tags: all of them or none. */
    readonly disableSessionTags: boolean;
    /** The target roles of its associations. */
    readonly targets: readonly Target[];
    readonly policies: DecidedPolicies;
}

/** A target role. Placeholders in an Output are replaced for the subject as soon as it is known. */
export interface Target {
    readonly arn: Arn;
    readonly subject: Subject | undefined;
}

/** The role of one association. */
export function ownRole(
    component: string,
    { path, key, subject, ...user }: User,
    written: Role,
    defaults: RoleSettings | undefined,
): DecidedRole {
    const users = [{ path, key, subject, ...user }];
    const role = roleWithDefaults(written, defaults);
    const targets = targetsOf(users);
    return {
        path: [...path, "role"],
        key: undefined,
        name: subjectName(component, key),
        formerNames: [],
        namePrefix: roleNamePrefix(key),
        subject,
        users,
        subjects: [key],
        written,
        role,
        disableSessionTags: user.association.disableSessionTags === true,
        targets,
        policies: decidePolicies(role, arnsOf(targets), subject),
    };
}

/** A role of `roles`. */
export function sharedRole(
    component: string,
    key: string,
    shared: SharedRole,
    defaults: RoleSettings | undefined,
    users: readonly User[],
): DecidedRole {
    const { formerly, namePrefix, ...written } = shared;
    // A new subject must not get a permission that the same deployment removes, and the engine deletes last.
    const role = { exclusive: true, ...roleWithDefaults<Role>(written, defaults) };
    const sorted = [...users].sort((a, b) => (a.key < b.key ? -1 : 1));
    const targets = targetsOf(sorted);
    return {
        path: ["roles", key],
        key,
        name: sharedRoleName(component, key),
        formerNames: (formerly ?? []).map(former => sharedRoleName(component, former)),
        namePrefix: namePrefix ?? undefined,
        subject: undefined,
        users,
        subjects: sorted.map(user => user.key),
        written,
        role,
        disableSessionTags: users.some(({ association }) => association.disableSessionTags === true),
        targets,
        policies: decidePolicies(role, arnsOf(targets), undefined),
    };
}

/** Without duplicate ARNs. Equal Outputs cannot be recognized. */
function targetsOf(users: readonly User[]): Target[] {
    const targets = users.flatMap(({ subject, association: { targetRoleArn } }) =>
        targetRoleArn ? [{ arn: forSubject(targetRoleArn, subject), subject }] : [],
    );
    return withEarlier(targets, ({ arn }) => (isDeferred(arn) ? undefined : arn)).flatMap(({ item, earlier }) =>
        earlier === undefined ? [item] : [],
    );
}

function arnsOf(targets: readonly Target[]): Arn[] {
    return targets.map(({ arn }) => arn);
}
