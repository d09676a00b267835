/** Who uses roles: the associations of a stack and those of its add-ons, in one list. */
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
    /** The subject as text; of an add-on whose namespace is not known, without the namespace. */
    readonly key: string;
    /** None where the key is no subject, or where the namespace of the add-on is not known. */
    readonly subject: Subject | undefined;
    /** An association of an add-on has a role only. */
    readonly association: Association;
}

/** Those of the stack. */
export function stackUsers(associations: Readonly<Record<string, Association>> | undefined): User[] {
    return Object.entries(associations ?? {}).map(([key, association]) => ({
        path: ["associations", key],
        key,
        subject: parseSubject(key),
        association,
    }));
}

/** Those of one add-on at `path`. */
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

/** The users of each shared role, by its key. */
export function usersByRole(users: readonly User[]): ReadonlyMap<string, readonly User[]> {
    // An empty text names no role, and neither does the `null` of a stack file.
    const named = users.filter(({ association }) => Boolean(association.roleRef));
    return grouped(named, ({ association }) => association.roleRef);
}

/** A text with `{namespace}` and `{serviceAccount}` filled in, which have no value on a role that several subjects share. */
export function forSubject<T>(text: T, subject: Subject | undefined): T | string {
    return typeof text === "string" ? resolvePlaceholders(text, { ...subject }) : text;
}
