/** What two sources must agree about: everything but what only one of them can know. */
import { awsActions } from "../../inventory/catalogue";
import { accessDiff } from "../../inventory/diff";
import type { AccessDiff } from "../../inventory/diff";
import { awsManagedDocuments } from "../../inventory/documents";
import { inventoryOf } from "../../inventory/inventoryOf";
import type { InventorySource } from "../../inventory/inventoryOf";
import type { RegisteredResource } from "../../inventory/resources";
import { secretValue, unknownValue } from "../../inventory/resources";

/**
 * The findings, witnesses included. The engine has URNs where a stack file has lines, and AWS has named the managed policies
 * that the engine has deployed.
 */
export function findings({ subjects, trust }: AccessDiff): string[] {
    return [
        ...subjects.flatMap(({ origin: _origin, access, ...subject }) => [
            JSON.stringify(subject),
            ...access.map(({ origin: _from, policy: _policy, ...change }) =>
                JSON.stringify([subject.subject, subject.cluster, change]),
            ),
        ]),
        ...trust.map(({ origin: _origin, ...change }) => JSON.stringify(change)),
    ].sort();
}

/** The findings of a change from one source to another. */
export function findingsBetween(before: InventorySource, after: InventorySource): string[] {
    return findings(
        accessDiff(inventoryOf(before, awsManagedDocuments), inventoryOf(after, awsManagedDocuments), awsActions()),
    );
}

/** AWS resources by type and name, each with its inputs. */
export function registrations(resources: readonly RegisteredResource[]): Map<string, RegisteredResource> {
    return new Map(
        resources.filter(({ type }) => type.startsWith("aws:")).map(each => [`${each.type} ${each.name}`, each]),
    );
}

/** Where the inputs differ that both sides know; unknown values of the engine differ from nothing. */
export function differences(file: RegisteredResource, engine: RegisteredResource): string[] {
    const keys = [...new Set([...Object.keys(file.inputs), ...Object.keys(engine.inputs)])].filter(
        key => !key.startsWith("__"),
    );
    return keys.flatMap(key => {
        const [ours, theirs] = [file.inputs[key], engine.inputs[key]];
        return same(ours, theirs)
            ? []
            : [`${file.type} ${file.name}: ${key}: ${JSON.stringify(ours)} and ${JSON.stringify(theirs)}`];
    });
}

function same(ours: unknown, theirs: unknown): boolean {
    if (theirs === unknownValue || theirs === secretValue) {
        return true;
    }
    if (typeof ours !== "object" || ours === null || typeof theirs !== "object" || theirs === null) {
        return ours === theirs;
    }
    const [a, b] = [ours as Record<string, unknown>, theirs as Record<string, unknown>];
    return [...new Set([...Object.keys(a), ...Object.keys(b)])]
        .filter(key => !key.startsWith("__"))
        .every(key => same(a[key], b[key]));
}
