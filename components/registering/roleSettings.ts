/** The settings of a role, as inputs of its resource. */
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { resolvedNameProblems } from "../checks/shape/role";
import type { DecidedRole } from "../decisions/roles";
import { commonNamePrefix, defaultPath } from "../decisions/names";
import { refuseProblems } from "./resolve";
import type { Place } from "./resolve";

/** The settings for the provider. `description` is the default. */
export function roleSettings(
    { name: logicalName, namePrefix, role }: DecidedRole,
    place: Place,
    description: pulumi.Input<string>,
): Partial<aws.iam.RoleArgs> {
    const { name, path = defaultPath, permissionsBoundary, maxSessionDuration, tags } = role;
    return {
        ...(name === undefined
            ? { namePrefix: namePrefix ?? commonNamePrefix }
            : { name: place.resolved(name, full => legalName(full, logicalName)) }),
        path: place.filled(path),
        description: role.description === undefined ? description : place.filled(role.description),
        ...(permissionsBoundary && { permissionsBoundary: place.filled(permissionsBoundary) }),
        ...(maxSessionDuration && { maxSessionDuration }),
        ...(tags && Object.keys(tags).length > 0 && { tags: place.filled(tags) }),
    };
}

/** The length of a name is known only after its placeholders are replaced. */
function legalName(name: string, logicalName: string): string {
    refuseProblems(resolvedNameProblems(name), logicalName);
    return name;
}
