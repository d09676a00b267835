import type { DecidedRole } from "../decisions/roles";
import { placeOfCluster } from "../decisions/knownPlace";
import { decideRole } from "../decisions/single";
import type { SingleRole } from "../decisions/single";
import { clusterArnIsLegal, roleArnIsLegal, subjectIsLegal } from "../rules/awsRules";
import { ruleProblems } from "../rules/checkRule";
import type { PlaceholderValues } from "../rules/placeholders";
import type { Problem } from "../rules/problem";
import { filledList, flag, needed, output, template, text, untypedShape } from "../rules/rule";
import type { Fields } from "../rules/rule";
import { isMap } from "../rules/shapes";
import { parseSubject } from "../rules/subject";
import type { Subject } from "../rules/subject";
import { sampleValues } from "../rules/texts";
import { checkedArgs } from "./checkedArgs";
import type { Checked } from "./checkedArgs";
import { irsaProblems } from "./fit/irsa";
import { locationIn, roleLocationProblems } from "./fit/location";
import { policiesFit } from "./fit/policyQuotas";
import { sourceRoleHasName, untaggedRoleProblems } from "./fit/sessionTags";
import { ownTargetProblems } from "./fit/targetAccess";
import { trustTooLong } from "./fit/trustLength";
import { namePrefix, roleProperties } from "./shape/role";

export const roleArgs = {
    ...roleProperties,
    clusterArn: needed(output(text(clusterArnIsLegal))),
    subjects: needed(filledList(text(subjectIsLegal))),
    namePrefix,
    disableSessionTags: flag,
    targetRoleArns: filledList(template(roleArnIsLegal)),
};

const rule = untypedShape("PodIdentityRoleArgs", roleArgs, {
    within: (context, args) => ({
        ...context,
        values: { ...sampleValues(onlySubject(args)), ...placeOfCluster(args.clusterArn) },
    }),
});

/** The args of a `PodIdentityRole` called `name`. */
export function checkedRole(name: string, args: unknown): Checked<DecidedRole> {
    const shapes = ruleProblems(rule, args);
    const place = placeOfCluster(isMap(args) ? args.clusterArn : undefined);
    return checkedArgs<SingleRole, DecidedRole>(
        args,
        shapes,
        sound => decideRole(name, sound),
        decided => roleFit(decided, place),
    );
}

/** All problems of the args of a `PodIdentityRole`. */
export function roleComponentProblems(args: unknown): readonly Problem[] {
    return checkedRole("", args).problems;
}

function onlySubject(args: Fields): Subject | undefined {
    const given: readonly unknown[] = Array.isArray(args.subjects) ? args.subjects : [];
    const [only, ...others] = given.filter(key => typeof key === "string");
    return only === undefined || others.length > 0 ? undefined : parseSubject(only);
}

function roleFit(decided: DecidedRole, place: PlaceholderValues): Problem[] {
    return [
        ...policiesFit(decided),
        ...(place.account === undefined ? [] : roleLocationProblems(decided, locationIn(place))),
        ...trustTooLong(decided, place),
        ...(decided.disableSessionTags ? untaggedRoleProblems(decided) : irsaProblems(decided)),
        ...ownTargetProblems(decided, place),
        ...(decided.targets.length > 0 ? sourceRoleHasName(decided) : []),
    ];
}
