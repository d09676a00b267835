/** The users of roles: the associations of a stack and of its add-ons, in one list. */
import type { EksAddon } from "../args/addon";
import type { Association } from "../args/association";
import { namespaceOf } from "../rules/addons";
import { resolvePlaceholders } from "../rules/placeholders";
import type { Path } from "../rules/problem";
import { grouped } from "../rules/sameKey";
import { parseSubject, subjectKey } from "../rules/subject";
import type { Subject } from "../rules/subject";

export interface User {
    readonly path: Path;
    /** The subject as text. Without a namespace if the namespace of the add-on is unknown. */
    readonly key: string;
    /** Absent if the key is not a subject, or if the namespace of the add-on is unknown. */
    readonly subject: Subject | undefined;
    /** An association of an add-on has only a role. */
    readonly association: Association;
}

/** The users in the stack's associations. */
export function stackUsers(associations: Readonly<Record<string, Association>> | undefined): User[] {
    return Object.entries(associations ?? {}).map(([key, association]) => ({
        path: ["associations", key],
        key,
        subject: parseSubject(key),
        association,
    }));
}

/** The users in one add-on at `path`. */
export function addonUsers(addonName: string, { namespace: given, associations }: EksAddon, path: Path): User[] {
    const namespace = namespaceOf(addonName, given);
    return Object.entries(associations ?? {}).map(([serviceAccount, association]) => {
        const subject = namespace === undefined ? undefined : { namespace, serviceAccount };
        return {
            path: [...path, "associations", serviceAccount],
            key: subject === undefined ? `/${serviceAccount}` : subjectKey(subject),
            subject,
            association,
        };
    });
}

/** The users of each shared role, by key. */
export function usersByRole(users: readonly User[]): ReadonlyMap<string, readonly User[]> {
    // An empty text names no role, and neither does the `null` of a stack file.
    const named = users.filter(({ association }) => Boolean(association.roleRef));
    return grouped(named, ({ association }) => association.roleRef);
}

/** A text with `{namespace}` and `{serviceAccount}` replaced. A role with several subjects has no value for them. */
export function forSubject<T>(text: T, subject: Subject | undefined): T | string {
    return typeof text === "string" ? resolvePlaceholders(text, { ...subject }) : text;
}
