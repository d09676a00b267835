/** Roles that a controller assumes itself, as an option of its own: not the target role of its association. */
import type { KnownStatement } from "../access/permissions";
import { allow, when } from "./definition";
import { arns, feature } from "./parameters";

export const assumedRoles = feature(arns("arn:aws:iam::ACCOUNT:role/NAME"));

/** Sources list `sts:AssumeRole` alone. The session tags of EKS are transitive, so AWS asks for `sts:TagSession` too. */
export function assumingRoles(roleArns: readonly string[]): readonly KnownStatement[] {
    return when(roleArns.length > 0, allow(["sts:AssumeRole", "sts:TagSession"], roleArns));
}
