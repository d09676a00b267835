import { clusterArnIsLegal, roleArnIsLegal, subjectIsLegal } from "../rules/awsRules";
import { ruleProblems } from "../rules/checkRule";
import type { Problem } from "../rules/problem";
import { filledList, flag, needed, output, template, text, untypedShape } from "../rules/rule";
import { isAbsent, isMap } from "../rules/shapes";
import { parseSubject } from "../rules/subject";
import type { Subject } from "../rules/subject";
import { sampleValues } from "../rules/texts";
import { irsaProblems } from "./fit/irsa";
import { policiesFit } from "./fit/policyQuotas";
import { sourceRoleHasName, untaggedRoleProblems } from "./fit/sessionTags";
import { ownTargetProblems } from "./fit/targetAccess";
import { trustTooLong } from "./fit/trustLength";
import { namePrefix, roleProperties } from "./shape/role";

const rule = untypedShape(
    "PodIdentityRoleArgs",
    {
        ...roleProperties,
        clusterArn: needed(output(text(clusterArnIsLegal))),
        subjects: needed(filledList(text(subjectIsLegal))),
        namePrefix,
        disableSessionTags: flag,
        targetRoleArns: filledList(template(roleArnIsLegal)),
    },
    { within: (context, args) => ({ ...context, values: sampleValues(onlySubject(subjectsOf(args))) }) },
);

/** All that is wrong with the args of a `PodIdentityRole`. */
export function roleComponentProblems(args: unknown): Problem[] {
    const subjects = subjectsOf(args);
    const only = onlySubject(subjects);
    return [
        ...ruleProblems(rule, args),
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

function subjectsOf(args: unknown): string[] {
    return isMap(args) && Array.isArray(args.subjects) ? args.subjects.filter(key => typeof key === "string") : [];
}

function onlySubject([first, ...others]: readonly string[]): Subject | undefined {
    return first === undefined || others.length > 0 ? undefined : parseSubject(first);
}
