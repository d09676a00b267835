import type { FunctionDefinition } from "../definition";
import { getAddon } from "./getAddon";
import { getAddonVersion } from "./getAddonVersion";
import { getCallerIdentity } from "./getCallerIdentity";
import { getCluster } from "./getCluster";
import { getPartition } from "./getPartition";
import { getRegion } from "./getRegion";
import { getResource } from "./getResource";
import { getRole } from "./getRole";

const definitions: readonly FunctionDefinition[] = [
    getAddon,
    getAddonVersion,
    getCallerIdentity,
    getCluster,
    getPartition,
    getRegion,
    getResource,
    getRole,
];

export const functionTokens: readonly string[] = definitions.map(definition => definition.token);

export function functionDefinition(token: string): FunctionDefinition {
    const found = definitions.find(definition => definition.token === token);
    if (found === undefined) {
        throw new Error(`the sandbox does not model ${token}; it models ${functionTokens.join(", ")}`);
    }
    return found;
}
