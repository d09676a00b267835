import type { PlaceholderValues } from "../rules/placeholders";
import { parseSubject } from "../rules/subject";
import { clusterArnIsLegal, namePrefixIsLegal, roleArnIsLegal, subjectIsLegal } from "../rules/awsRules";
import type { Problem } from "../rules/problem";
import { filledListOf, flag, input, isAbsent, isMap, known, text } from "../rules/shapes";
import { template } from "../rules/texts";
import { irsaProblems } from "./fit/irsa";
import { policiesFit } from "./fit/policyQuotas";
import { sourceRoleHasName, untaggedRoleProblems } from "./fit/sessionTags";
import { ownTargetProblems } from "./fit/targetAccess";
import { trustTooLong } from "./fit/trustLength";
import { role } from "./shape/role";

/** All that is wrong with the args of a `PodIdentityRole`. */
export function roleComponentProblems(args: unknown): Problem[] {
    const subjects =
        isMap(args) && Array.isArray(args.subjects) ? args.subjects.filter(key => typeof key === "string") : [];
    const only = subjects.length === 1 && subjects[0] !== undefined ? parseSubject(subjects[0]) : undefined;
    const more = {
        clusterArn: () => input(text(clusterArnIsLegal)),
        subjects: () => known(filledListOf(known(text(subjectIsLegal)))),
        namePrefix: () => known(text(namePrefixIsLegal)),
        disableSessionTags: () => known(flag),
        targetRoleArns: (values: PlaceholderValues) => known(filledListOf(template(values, roleArnIsLegal))),
    };
    return [
        ...role(only, more, ["clusterArn", "subjects"])(args, []),
        ...policiesFit(args, [], { ...only }),
        ...(isMap(args)
            ? trustTooLong(
                  {
                      role: args,
                      subjects,
                      clusterName: undefined,
                      disableSessionTags: args.disableSessionTags === true,
                  },
                  [],
              )
            : []),
        ...(isMap(args)
            ? args.disableSessionTags === true
                ? untaggedRoleProblems(args, [])
                : irsaProblems(args, [], only)
            : []),
        ...(isMap(args) ? ownTargetProblems(args, subjects) : []),
        ...(isMap(args) && !isAbsent(args.targetRoleArns) ? sourceRoleHasName(args, [], undefined) : []),
    ];
}
