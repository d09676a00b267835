import { parseSubject } from "../rules/subject";
import { roleKeyIsLegal } from "../rules/awsRules";
import type { Check, Path, Problem } from "../rules/problem";
import { isMap, known, mapOf } from "../rules/shapes";
import { sampleValues } from "../rules/texts";
import { policiesFit } from "./fit/policyQuotas";
import { permissionsReadNoTags } from "./fit/readsNoTags";
import { targetRole } from "./shape/role";
import { sources } from "./shape/targetRole";

/** All that is wrong with the args of a `PodIdentityTargetRole`. */
export function targetRoleProblems(args: unknown): Problem[] {
    return targetRoleCheck(args, []);
}

/** The target roles of a stack file, by key. */
export const targetRoles: Check = known(mapOf((value, path) => targetRoleCheck(value, path), roleKeyIsLegal));

function targetRoleCheck(value: unknown, path: Path): Problem[] {
    const given: unknown = isMap(value) ? value.sources : undefined;
    const subjects = (Array.isArray(given) ? given : []).map(source => (isMap(source) ? source.subject : undefined));
    // With several sources a placeholder could mean any of them.
    const only = subjects.length === 1 && typeof subjects[0] === "string" ? parseSubject(subjects[0]) : undefined;
    const values = only === undefined ? { partition: "aws" } : sampleValues(only);
    const isUntagged = (Array.isArray(given) ? given : []).some(
        source => isMap(source) && source.disableSessionTags === true,
    );
    return [
        ...targetRole(values, { sources: () => sources }, ["name", "sources"])(value, path),
        ...policiesFit(value, path, values),
        ...(isMap(value) && isUntagged ? permissionsReadNoTags(value, path) : []),
    ];
}
