/**
 * Pods reach a role with `irsa` on two ways: through EKS Pod Identity with session tags, through IRSA without. What a
 * condition on a session tag denies to one session it can allow to the other, so nothing may read a tag that differs.
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

/** What is wrong with a role that is open through IRSA too. */
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
 * The role's own tags that say of its only subject what the session tag says. IAM shows a role's tags as those of its
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
        // What the tags have to say is not known: that the subject is none is reported by itself.
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
                      problem: `${isOwn ? "has" : `gets "${tag}" from defaults,`} the name of a session tag, and a session through irsa shows this value as if EKS had set it`,
                      remedy: isOwn ? "rename the tag, or take irsa out" : `write ${tag}: null here, or take irsa out`,
                  },
              ];
    });
}
