/** A role of the same name that exists at another path: neither changes in place. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { RoleSettings } from "../args/role";
import { problemTextIn } from "../rules/problem";
import type { Problem } from "../rules/problem";
import { logMessage } from "./logs";
import { defaultPath } from "../decisions/names";
import { currentDeployment } from "./sdkInternals";
import type { Place } from "./resolve";

/** IAM throttles: of more roles than this in one deployment the rest are not looked up. */
const most = 50;
const lookedUp = new WeakMap<object, number>();

/**
 * Warns where a name is given, no path, and AWS has the role elsewhere. It was adopted then, and Pulumi would delete it and
 * create another; or it is somebody else's, and AWS refuses a second one.
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
        problem: `the role "${name}" exists at the path ${found}, and ${defaultPath} would replace it`,
        remedy: `write path: ${found} to keep it, or give the new role another name`,
    };
}

/** Nothing where there is no such role, or where it cannot be read. */
async function pathOf(name: string, component: pulumi.Resource): Promise<string | undefined> {
    try {
        const { path } = await aws.iam.getRole({ name }, { parent: component });
        return typeof path === "string" ? path : undefined;
    } catch {
        return undefined;
    }
}
