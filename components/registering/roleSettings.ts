/** What a role is called and carries, registered. */
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { RoleSettings } from "../args/role";
import { resolvedNameProblems } from "../checks/shape/role";
import { mustHold } from "./validated";
import { commonNamePrefix, defaultPath } from "../decisions/names";
import { resolved } from "./resolve";
import type { Place } from "./resolve";

export interface RegisteredSettings extends RoleSettings {
    readonly namePrefix?: string;
}

/** The settings as the provider takes them; `description` is for a role that has none of its own. */
export function roleSettings(
    logicalName: string,
    args: RegisteredSettings,
    place: Place,
    description: pulumi.Input<string>,
): Partial<aws.iam.RoleArgs> {
    const { name, path = defaultPath, permissionsBoundary, maxSessionDuration, tags } = args;
    return {
        ...(name === undefined
            ? { namePrefix: args.namePrefix ?? commonNamePrefix }
            : { name: resolved(name, place, full => legalName(full, logicalName)) }),
        path: resolved(path, place, full => full),
        description: args.description === undefined ? description : resolved(args.description, place, full => full),
        ...(permissionsBoundary && { permissionsBoundary: resolved(permissionsBoundary, place, arn => arn) }),
        ...(maxSessionDuration && { maxSessionDuration }),
        ...(tags && Object.keys(tags).length > 0 && { tags: resolved(tags, place, full => full) }),
    };
}

/** Whether a name is too long shows only once its placeholders are filled in. */
function legalName(name: string, logicalName: string): string {
    mustHold(resolvedNameProblems(name), logicalName);
    return name;
}
