/** Finds a role with the same name and another path. Neither can be changed in place. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { RoleSettings } from "../args/role";
import { problemTextIn } from "../rules/problem";
import type { Problem } from "../rules/problem";
import { logMessage } from "./logs";
import { defaultPath } from "../decisions/names";
import { currentDeployment } from "./sdkInternals";
import type { Place } from "./resolve";

/** IAM throttles calls, so that only this number of roles is looked up in one deployment. */
const most = 50;
const lookedUp = new WeakMap<object, number>();

/**
 * Warns if a role with this name and without a path exists in AWS with another path. If it was imported, Pulumi would
 * replace it. Otherwise AWS refuses a second role.
 */
export function warnOfOtherPath(
    logicalName: string,
    { name, path }: RoleSettings,
    place: Place,
    component: pulumi.Resource,
): void {
    const deployment = currentDeployment();
    const count = deployment === undefined ? most : (lookedUp.get(deployment) ?? 0);
    if (!name || path !== undefined || deployment === undefined || count >= most) {
        return;
    }
    lookedUp.set(deployment, count + 1);
    const roleName = pulumi.output(place.filled(name));
    pulumi.all([roleName, pulumi.isSecret(roleName)]).apply(async ([known, isSecret]) => {
        const found = await pathOf(known, component);
        if (found !== undefined && found !== defaultPath && !isSecret) {
            logMessage("warn", problemTextIn(logicalName, otherPath(known, found)), component);
        }
    });
}

function otherPath(name: string, found: string): Problem {
    return {
        path: [],
        problem: `the role "${name}" exists with the path ${found}, and ${defaultPath} would replace it`,
        remedy: `write path: ${found} to keep it, or give the new role another name`,
    };
}

/** `undefined` if the role does not exist, or cannot be read. */
async function pathOf(name: string, component: pulumi.Resource): Promise<string | undefined> {
    try {
        const { path } = await aws.iam.getRole({ name }, { parent: component });
        return typeof path === "string" ? path : undefined;
    } catch {
        return undefined;
    }
}
