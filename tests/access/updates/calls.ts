/**
 * An update like the engine's: creations and changes in the order of dependencies, then deletions in reverse order. The
 * order of independent calls is random. After a failure the engine makes no more calls, so an update can end after any
 * call.
 */
import { isDeepStrictEqual } from "node:util";
import type { Capture, Registration } from "../../components/capture";
import { types } from "../../components/capture";

export interface Call {
    readonly kind: "put" | "delete";
    readonly resource: Registration;
}

/** A random number below `limit`. */
export type Chance = (limit: number) => number;

export function callsOf(before: Capture | undefined, after: Capture, chance: Chance): Call[] {
    const [old, current] = [byUrn(before), byUrn(after)];
    const puts = inOrder([...current.values()], ({ dependencies }) => dependencies, chance).flatMap(resource => {
        const was = old.get(resource.urn);
        const change = was === undefined ? "create" : changeOf(was, resource);
        return [
            ...(was && change === "replace" && resource.deleteBeforeReplace ? [gone(was)] : []),
            ...(change === "same" ? [] : [{ kind: "put" as const, resource }]),
        ];
    });
    const removed = [...old.values()].filter(was => {
        const resource = current.get(was.urn);
        return resource === undefined || (changeOf(was, resource) === "replace" && !resource.deleteBeforeReplace);
    });
    // Dependents of a resource are deleted before it.
    const users = (resource: Registration): string[] =>
        [...old.values()].filter(({ dependencies }) => dependencies.includes(resource.urn)).map(({ urn }) => urn);
    return [...puts, ...inOrder(removed, users, chance).map(gone)];
}

function gone(resource: Registration): Call {
    return { kind: "delete", resource };
}

function byUrn(capture: Capture | undefined): ReadonlyMap<string, Registration> {
    return new Map(
        (capture?.registrations ?? []).filter(({ type }) => type.startsWith("aws:")).map(item => [item.urn, item]),
    );
}

/** Attributes that AWS's provider cannot change in place. */
const replacing: Readonly<Record<string, readonly string[]>> = {
    [types.role]: ["name", "namePrefix", "path"],
    [types.rolePolicy]: ["role", "name"],
    [types.attachment]: ["role", "policyArn"],
    [types.attachmentsExclusive]: ["roleName"],
    [types.policiesExclusive]: ["roleName"],
    [types.association]: ["clusterName", "namespace", "serviceAccount"],
};

function changeOf(was: Registration, is: Registration): "same" | "update" | "replace" {
    const differs = (key: string): boolean => !isDeepStrictEqual(was.inputs[key], is.inputs[key]);
    // The components replace an association to add or remove a field that the provider cannot remove.
    const comes = ["targetRoleArn", "policy"].some(
        key => is.type === types.association && (was.inputs[key] === undefined) !== (is.inputs[key] === undefined),
    );
    if (comes || (replacing[is.type] ?? []).some(differs)) {
        return "replace";
    }
    return [...new Set([...Object.keys(was.inputs), ...Object.keys(is.inputs)])].some(differs) ? "update" : "same";
}

/** Sorts each item after the items that `first` returns for it. */
function inOrder(
    resources: readonly Registration[],
    first: (resource: Registration) => readonly string[],
    chance: Chance,
): Registration[] {
    const waiting = new Map(resources.map(resource => [resource.urn, resource]));
    const ordered: Registration[] = [];
    while (waiting.size > 0) {
        const ready = [...waiting.values()].filter(resource => !first(resource).some(urn => waiting.has(urn)));
        const next = ready[chance(ready.length)];
        if (next === undefined) {
            throw new Error("Resources depend on one another in a circle");
        }
        waiting.delete(next.urn);
        ordered.push(next);
    }
    return ordered;
}
