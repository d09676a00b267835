/** Roles that a controller assumes by an option of its own. They are not the target role of its association. */
import type { KnownStatement } from "../access/permissions";
import { allow, when } from "./definition";
import { arns, feature } from "./parameters";

export const assumedRoles = feature(arns("arn:aws:iam::ACCOUNT:role/NAME"));

/** Sources list only `sts:AssumeRole`. The session tags of EKS are transitive, so AWS also requires `sts:TagSession`. */
export function assumingRoles(roleArns: readonly string[]): readonly KnownStatement[] {
    return when(roleArns.length > 0, allow(["sts:AssumeRole", "sts:TagSession"], roleArns));
}

/** For controllers that change records in hosted zones of this account, or through roles in other accounts. */
export const zonesOrRoles = {
    holds: ({
        hostedZoneArns,
        assumeRoleArns,
    }: {
        readonly hostedZoneArns: readonly string[];
        readonly assumeRoleArns: readonly string[];
    }): boolean => hostedZoneArns.length + assumeRoleArns.length > 0,
    problem: "has neither hosted zones nor roles to assume",
    remedy: "set hostedZoneArns, assumeRoleArns or both",
};
