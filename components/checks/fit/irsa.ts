/**
 * Pods can get a role with `irsa` in two ways: through EKS Pod Identity with session tags, and through IRSA without. A
 * condition on a session tag that denies one can allow the other, so nothing may use a tag that differs.
 */
import { sessionTagNames } from "../../access/sessionTags";
import type { Tags } from "../../decisions/defaults";
import type { DecidedRole } from "../../decisions/roles";
import { forSubject } from "../../decisions/users";
import { at } from "../../rules/problem";
import type { Problem } from "../../rules/problem";
import { isAbsent, ownValue } from "../../rules/shapes";
import type { Subject } from "../../rules/subject";
import { permissionsReadNoTags, throughIrsa } from "./readsNoTags";

/** Problems of a role that also trusts IRSA. */
export function irsaProblems(decided: DecidedRole): Problem[] {
    const { role, path, subject } = decided;
    return role.irsa === undefined
        ? []
        : [
              ...permissionsReadNoTags(role, path, throughIrsa, trueTags(role.tags, subject)),
              ...tagsThatMislead(decided),
          ];
}

/**
 * Tags of the role with the same value as the session tag of its only subject. In IAM, a role's tags are tags of its
 * sessions, unless the session has its own.
 */
export function trueTags(tags: Tags | undefined, subject: Subject | undefined): string[] {
    const truth = new Map(
        subject === undefined
            ? []
            : [
                  ["kubernetes-namespace", subject.namespace],
                  ["kubernetes-service-account", subject.serviceAccount],
              ],
    );
    return Object.entries(tags ?? {}).flatMap(([key, value]) => {
        const name = key.toLowerCase();
        return truth.has(name) && forSubject(value, subject) === truth.get(name) ? [name] : [];
    });
}

function tagsThatMislead({ role: { tags }, written, path, subject, key, users }: DecidedRole): Problem[] {
    if (key === undefined && users.length === 1 && subject === undefined) {
        // The required tags are unknown. The invalid subject is reported elsewhere.
        return [];
    }
    const honest = trueTags(tags, subject);
    return Object.keys(tags ?? {}).flatMap((tag): Problem[] => {
        const name = tag.toLowerCase();
        const isOwn = !isAbsent(ownValue(written.tags ?? {}, tag));
        return !sessionTagNames.includes(name) || honest.includes(name)
            ? []
            : [
                  {
                      path: isOwn ? at(path, "tags", tag) : at(path, "tags"),
                      ...(!isOwn && { absent: true as const }),
                      problem: `${isOwn ? "has" : `gets "${tag}" from defaults,`} the name of a session tag, so a session through irsa looks as if EKS had set this value`,
                      remedy: isOwn ? "rename the tag, or remove irsa" : `write ${tag}: null here, or remove irsa`,
                  },
              ];
    });
}
