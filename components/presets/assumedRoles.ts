/** Roles that a controller assumes itself, as an option of its own: not the target role of its association. */
import type { KnownStatement } from "../access/permissions";
import { allow, when } from "./definition";
import { arns, feature } from "./parameters";

export const assumedRoles = feature(arns("arn:aws:iam::ACCOUNT:role/NAME"));

/** Sources list `sts:AssumeRole` alone. The session tags of EKS are transitive, so AWS asks for `sts:TagSession` too. */
export function assumingRoles(roleArns: readonly string[]): readonly KnownStatement[] {
    return when(roleArns.length > 0, allow(["sts:AssumeRole", "sts:TagSession"], roleArns));
}

/** Of controllers that change records: in hosted zones of the own account, of others through roles, or both. */
export const zonesOrRoles = {
    holds: ({
        hostedZoneArns,
        assumeRoleArns,
    }: {
        readonly hostedZoneArns: readonly string[];
        readonly assumeRoleArns: readonly string[];
    }): boolean => hostedZoneArns.length + assumeRoleArns.length > 0,
    problem: "names neither hosted zones nor roles to assume",
    remedy: "give hostedZoneArns, assumeRoleArns or both",
};
