/**
 * A target role identifies a subject by its session tags, or without them by its external ID. A pod cannot change tags
 * that EKS sets. Every other session of the role can claim to be any of its subjects.
 */
import type { Arn } from "../../decisions/policies";
import type { DecidedRole } from "../../decisions/roles";
import { forSubject } from "../../decisions/users";
import type { User } from "../../decisions/users";
import { placeholdersIn } from "../../rules/placeholders";
import { at, printedPath } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { isAbsent } from "../../rules/shapes";

/** Problems of a shared role whose subjects have target roles. */
export function sharedTargetProblems({ role, path, users, disableSessionTags }: DecidedRole): Problem[] {
    const source = users.find(({ association }) => !isAbsent(association.targetRoleArn));
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
    const other = users.find(user => !haveSameTarget(user, source));
    return disableSessionTags && other !== undefined
        ? [
              {
                  path: at(source.path, "targetRoleArn"),
                  problem:
                      `opens the target role to ${printedPath(other.path)} too: it shares the role, and without session tags its pods can ` +
                      "send the external ID of this subject",
                  remedy: "give each subject its own role, or keep session tags",
              },
          ]
        : [];
}

/** The same for a role used without a stack. Only the target roles of its associations are known. */
export function ownTargetProblems({ role, subjects, targets, disableSessionTags }: DecidedRole): Problem[] {
    if (subjects.length < 2 || targets.length === 0) {
        return [];
    }
    if (role.irsa !== undefined) {
        return [irsaOpensTargets(["irsa"], "a pod of one subject can claim to be one of another")];
    }
    const different = new Set(targets.map(({ arn }) => arn).filter(arn => !isOpen(arn)));
    return disableSessionTags && different.size > 1 ? severalTargetProblems(["targetRoleArns"]) : [];
}

/**
 * Without session tags, several subjects with several target roles: each could assume the target roles of the others.
 */
export function severalTargetProblems(path: Path): Problem[] {
    return [
        {
            path,
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

/** Different texts can be equal after Outputs and placeholders are known. They are compared again then. */
function haveSameTarget(user: User, other: User): boolean {
    const [one, two] = [user, other].map(({ association, subject }) => forSubject(association.targetRoleArn, subject));
    return one === two || (!isAbsent(one) && !isAbsent(two) && (isOpen(one) || isOpen(two)));
}

function isOpen(target: Arn): boolean {
    return typeof target !== "string" || placeholdersIn(target).length > 0;
}
