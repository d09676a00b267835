import type { TargetRole } from "../args/targetRole";
import { decideTargetRole } from "../decisions/single";
import type { DecidedTargetRole } from "../decisions/single";
import { ruleProblems } from "../rules/checkRule";
import type { Problem } from "../rules/problem";
import { checkedArgs } from "./checkedArgs";
import type { Checked } from "./checkedArgs";
import { policiesFit } from "./fit/policyQuotas";
import { permissionsReadNoTags } from "./fit/readsNoTags";
import { targetTrustTooLong } from "./fit/targetTrustLength";
import { targetRole, targetRoles } from "./shape/targetRole";

/** The args of a `PodIdentityTargetRole` called `name`. */
export function checkedTargetRole(name: string, args: unknown): Checked<DecidedTargetRole> {
    const decided = (sound: Partial<TargetRole>): DecidedTargetRole => decideTargetRole(name, sound);
    return checkedArgs<TargetRole, DecidedTargetRole>(args, ruleProblems(targetRole, args), decided, targetRoleFit);
}

/** All problems of the args of a `PodIdentityTargetRole`. */
export function targetRoleProblems(args: unknown): readonly Problem[] {
    return checkedTargetRole("", args).problems;
}

/** The target roles of a stack file, by key. */
export function checkedTargetRoles(args: unknown): Checked<readonly DecidedTargetRole[]> {
    return checkedArgs<{ readonly targetRoles: Record<string, TargetRole> }, readonly DecidedTargetRole[]>(
        { targetRoles: args },
        ruleProblems(targetRoles, args, ["targetRoles"]),
        ({ targetRoles: given }) =>
            Object.entries(given ?? {}).map(([key, role]) => decideTargetRole(key, role, ["targetRoles", key])),
        roles => roles.flatMap(targetRoleFit),
    );
}

function targetRoleFit(decided: DecidedTargetRole): Problem[] {
    const { role, path, disableSessionTags } = decided;
    return [
        ...policiesFit(decided),
        ...targetTrustTooLong(decided),
        ...(disableSessionTags ? permissionsReadNoTags(role, path) : []),
    ];
}
