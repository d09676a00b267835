/**
 * A target role identifies a subject by its session tags, or without them by its external ID. A pod cannot change tags
 * that EKS sets. Every other session of the role can claim to be any of its subjects.
 */
import type { DecidedRole } from "../../decisions/roles";
import { forSubject } from "../../decisions/users";
import type { User } from "../../decisions/users";
import { canBeEqual } from "../../rules/canBeEqual";
import { resolvePlaceholders } from "../../rules/placeholders";
import type { PlaceholderValues } from "../../rules/placeholders";
import { at, printedPath } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { isAbsent } from "../../rules/shapes";

/** Problems of a shared role whose subjects have target roles. `place` has the known values of placeholders. */
export function sharedTargetProblems(decided: DecidedRole, place: PlaceholderValues): Problem[] {
    const { role, path, users } = decided;
    const source = users.find(hasTarget);
    if (source === undefined || users.length < 2) {
        return [];
    }
    if (role.irsa !== undefined) {
        const other = users.find(user => user !== source);
        const whose = other === undefined ? "another subject" : printedPath(other.path);
        return [
            irsaOpensTargets(at(path, "irsa"), `a pod of ${whose} can claim to be one of ${printedPath(source.path)}`),
        ];
    }
    return sharedWithoutTags(decided, place);
}

/** Without session tags, subjects that share a role have the same target role. */
export function sharedWithoutTags(
    { key, users, disableSessionTags }: DecidedRole,
    place: PlaceholderValues,
): Problem[] {
    const pair = disableSessionTags && key !== undefined ? differentTargets(users, place) : undefined;
    return pair === undefined
        ? []
        : [
              {
                  path: at(pair[0].path, "targetRoleArn"),
                  problem:
                      `opens the target role to ${printedPath(pair[1].path)} too: it shares the role, and without session tags its pods can ` +
                      "send the external ID of this subject",
                  remedy: "give each subject its own role, or keep session tags",
              },
          ];
}

/** The first user with a target role, and another one that cannot have the same. */
function differentTargets(users: readonly User[], place: PlaceholderValues): readonly [User, User] | undefined {
    const source = users.find(hasTarget);
    const without = users.find(user => !hasTarget(user));
    if (source === undefined || without !== undefined) {
        return source && without && [source, without];
    }
    const byTarget = new Map<string, User>();
    for (const user of users) {
        const target = forSubject(user.association.targetRoleArn, user.subject);
        if (typeof target === "string") {
            const text = resolvePlaceholders(target, place);
            byTarget.set(text, byTarget.get(text) ?? user);
        }
    }
    const pair = differentTexts([...byTarget.keys()]);
    return pair && [byTarget.get(pair[0]) ?? source, byTarget.get(pair[1]) ?? source];
}

function hasTarget({ association }: User): boolean {
    return !isAbsent(association.targetRoleArn);
}

/** Different texts can be equal after Outputs and placeholders are known. They are compared again then. */
function differentTexts(texts: readonly string[]): readonly [string, string] | undefined {
    for (const [index, one] of texts.entries()) {
        const other = texts.slice(index + 1).find(text => !canBeEqual(one, text));
        if (other !== undefined) {
            return [one, other];
        }
    }
    return undefined;
}

/** The same for a role used without a stack. Only the target roles of its associations are known. */
export function ownTargetProblems(decided: DecidedRole, place: PlaceholderValues): Problem[] {
    const { role, subjects, targets, disableSessionTags } = decided;
    if (subjects.length < 2 || targets.length === 0) {
        return [];
    }
    if (role.irsa !== undefined) {
        return [irsaOpensTargets(["irsa"], "a pod of one subject can claim to be one of another")];
    }
    const texts = targets.flatMap(({ arn }) => (typeof arn === "string" ? resolvePlaceholders(arn, place) : []));
    return disableSessionTags && differentTexts(texts) !== undefined ? severalTargetProblems(decided) : [];
}

/**
 * Without session tags, several subjects with several target roles: each could assume the target roles of the others.
 */
export function severalTargetProblems({ users }: DecidedRole): Problem[] {
    const source = users.find(hasTarget);
    return [
        {
            path: source === undefined ? ["targetRoleArns"] : at(source.path, "targetRoleArn"),
            problem:
                "has several target roles for several subjects: without session tags a pod can send the external ID of another subject",
            remedy: "give each subject its own role, or keep session tags",
        },
    ];
}

function irsaOpensTargets(path: Path, how: string): Problem {
    return {
        path,
        problem: `opens target roles to the wrong subject: a session through IRSA has no session tags of EKS and can set its own, so ${how}`,
        remedy: "give each subject with a targetRoleArn its own role, or remove irsa",
    };
}
