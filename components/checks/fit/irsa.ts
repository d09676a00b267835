/**
 * Pods reach a role with `irsa` on two ways: through EKS Pod Identity with session tags, through IRSA without. What a
 * condition on a session tag denies to one session it can allow to the other, so nothing may read a tag that differs.
 */
import { sessionTagNames } from "../../access/sessionTags";
import { resolvePlaceholders } from "../../rules/placeholders";
import type { Subject } from "../../rules/subject";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { permissionsReadNoTags, throughIrsa } from "./readsNoTags";
import { isAbsent, isMap, ownValue } from "../../rules/shapes";

/** What is wrong with a role that is open through IRSA too. `tags` are its tags with those of `defaults`. */
export function irsaProblems(
    role: Readonly<Record<string, unknown>>,
    path: Path,
    subject: Subject | undefined,
    tags: unknown = role.tags,
): Problem[] {
    return isAbsent(role.irsa)
        ? []
        : [
              ...permissionsReadNoTags(role, path, throughIrsa, trueTags(tags, subject)),
              ...tagsThatMislead(role, path, tags, subject),
          ];
}

/**
 * The role's own tags that say of its only subject what the session tag says. IAM shows a role's tags as those of its
 * sessions, unless the session has its own.
 */
export function trueTags(tags: unknown, subject: Subject | undefined): string[] {
    const truth = new Map(
        subject === undefined
            ? []
            : [
                  ["kubernetes-namespace", subject.namespace],
                  ["kubernetes-service-account", subject.serviceAccount],
              ],
    );
    return Object.entries(isMap(tags) ? tags : {}).flatMap(([key, value]) => {
        const name = key.toLowerCase();
        return typeof value === "string" && resolvePlaceholders(value, { ...subject }) === truth.get(name)
            ? [name]
            : [];
    });
}

function tagsThatMislead(
    role: Readonly<Record<string, unknown>>,
    path: Path,
    tags: unknown,
    subject: Subject | undefined,
): Problem[] {
    const honest = trueTags(tags, subject);
    return Object.entries(isMap(tags) ? tags : {}).flatMap(([key, value]): Problem[] => {
        const name = key.toLowerCase();
        const isOwn = isMap(role.tags) && !isAbsent(ownValue(role.tags, key));
        return isAbsent(value) || !sessionTagNames.includes(name) || honest.includes(name)
            ? []
            : [
                  {
                      path: isOwn ? at(path, "tags", key) : at(path, "tags"),
                      ...(!isOwn && { absent: true as const }),
                      problem: `${isOwn ? "has" : `gets "${key}" from defaults,`} the name of a session tag, and a session through irsa shows this value as if EKS had set it`,
                      remedy: isOwn ? "rename the tag, or take irsa out" : `write ${key}: null here, or take irsa out`,
                  },
              ];
    });
}
