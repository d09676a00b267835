/** Permissions that need session tags, for sessions that have none. */
import { readsSessionTag } from "../../access/managedPolicies";
import type { RolePermissions, RoleSettings } from "../../args/role";
import { resolvePlaceholders } from "../../rules/placeholders";
import { plainJson } from "../../access/policyDocument";
import { principalTagsIn } from "../../access/sessionTags";
import { managedPolicyKey } from "../../decisions/names";
import { presetsNeedingSessionTags } from "../../presets/policies";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { isAbsent, isDeferred } from "../../rules/shapes";
import { sampleValues } from "../../rules/texts";

/** Why sessions have no session tags, and the fix. */
export interface Untagged {
    readonly absence: string;
    readonly remedy: string;
}

export const withTagsOff: Untagged = {
    absence: "disableSessionTags removes",
    remedy: "keep session tags, or use permissions that do not need them",
};

export const throughIrsa: Untagged = {
    absence: "a session through irsa does not have",
    remedy: "remove irsa, or use permissions that do not need session tags",
};

/** Permissions of a role whose sessions have no session tags. Its own tags are still available. */
export function permissionsReadNoTags(
    role: RolePermissions & Pick<RoleSettings, "tags">,
    path: Path,
    sessions: Untagged = withTagsOff,
    ownTags: readonly string[] = tagNames(role.tags),
): Problem[] {
    const presets = role.presets ?? {};
    const needy: readonly string[] = presetsNeedingSessionTags(presets);
    return [
        ...policyReadsNoTags(role.statements, ownTags, at(path, "statements"), sessions),
        ...policyReadsNoTags(role.document, ownTags, at(path, "document"), sessions),
        ...Object.entries(presets).flatMap(([key, parameters]: [string, unknown]) => {
            const place = at(path, "presets", key);
            return needy.includes(key)
                ? [restsOn("session tags", place, sessions)]
                : policyReadsNoTags(parameters, ownTags, place, sessions);
        }),
        ...(role.managedPolicies ?? []).flatMap((policy, index) =>
            managedPolicyReadsNoTags(policy, at(path, "managedPolicies", index), sessions),
        ),
        ...Object.entries(role.managedPolicyArns ?? {}).flatMap(([key, arn]) =>
            managedPolicyReadsNoTags(arn, at(path, "managedPolicyArns", key), sessions),
        ),
    ];
}

/** The known part of a policy, for sessions with only `ownTags`, the tags of their role. */
export function policyReadsNoTags(
    policy: unknown,
    ownTags: readonly string[],
    path: Path,
    sessions: Untagged = withTagsOff,
): Problem[] {
    return principalTagsIn(textOf(policy))
        .filter(tag => !ownTags.includes(tag))
        .map(tag => restsOn(`the session tag ${tag}`, path, sessions));
}

/** A managed policy, by name or ARN, for sessions without tags. Only AWS managed policies are known. */
export function managedPolicyReadsNoTags(policy: unknown, path: Path, sessions: Untagged = withTagsOff): Problem[] {
    return typeof policy === "string" && readsSessionTag(managedPolicyKey(policy))
        ? [restsOn("session tags", path, sessions)]
        : [];
}

function restsOn(what: string, path: Path, { absence, remedy }: Untagged): Problem {
    return { path, problem: `depends on ${what}, which ${absence}`, remedy };
}

/** The names of a role's own tags, which are not case-sensitive in IAM. A tag that is `null` does not count. */
export function tagNames(tags: RoleSettings["tags"]): string[] {
    return Object.entries(tags ?? {}).flatMap(([key, value]) => (isAbsent(value) ? [] : [key.toLowerCase()]));
}

/**
 * The known part of a value as text, to search for keys. JSON is also parsed, because escapes can hide a key, and
 * placeholders are replaced, because a value can be part of a key.
 */
export function textOf(value: unknown): string {
    if (typeof value !== "string") {
        return resolved(JSON.stringify(value ?? null, (_key, item: unknown) => (isDeferred(item) ? "" : item)));
    }
    const text = resolved(value);
    return `${text}\n${plainJson(text) ?? ""}`;
}

function resolved(text: string): string {
    return resolvePlaceholders(text, sampleValues());
}
