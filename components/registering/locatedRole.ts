/** Checks the account of a role's policies that are Outputs, as soon as they are known. */
import type * as pulumi from "@pulumi/pulumi";
import type { Role } from "../args/role";
import { locationOf, policyLocationProblems } from "../checks/fit/location";
import type { Path } from "../rules/problem";
import { isDeferred } from "../rules/shapes";
import { refuseProblems } from "./resolve";
import type { Place } from "./resolve";

type Policies = Pick<Role, "permissionsBoundary" | "managedPolicyArns">;

/** `role` with checked Outputs. Its plain values are already checked. */
export function withLocatedPolicies<T extends Policies>(name: string, role: T, place: Place): T {
    const located = (arn: pulumi.Input<string>, path: Path): pulumi.Input<string> =>
        isDeferred(arn)
            ? place.resolvedIn(arn, (known, cluster) => {
                  refuseProblems(policyLocationProblems(known, path, locationOf(cluster)), name);
                  return known;
              })
            : arn;
    const { permissionsBoundary, managedPolicyArns } = role;
    return {
        ...role,
        ...(permissionsBoundary && {
            permissionsBoundary: located(permissionsBoundary, ["permissionsBoundary"]),
        }),
        ...(managedPolicyArns && {
            managedPolicyArns: Object.fromEntries(
                Object.entries(managedPolicyArns).map(([key, arn]) => [key, located(arn, ["managedPolicyArns", key])]),
            ),
        }),
    };
}
