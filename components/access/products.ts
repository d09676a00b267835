import type { Subject } from "../rules/subject";

/** All pairs of a namespace and a service account of the two lists. */
export interface SubjectProduct {
    readonly namespaces: readonly string[];
    readonly serviceAccounts: readonly string[];
}

/**
 * Groups of namespaces and service accounts whose pairs are exactly the subjects. One subject each, unless `compact`:
 * then a group has the service accounts of one namespace, and all namespaces with the same service accounts.
 */
export function productsOf(subjects: readonly Subject[], compact: boolean): SubjectProduct[] {
    if (!compact) {
        return [
            ...new Map(subjects.map(subject => [`${subject.namespace}/${subject.serviceAccount}`, subject])).values(),
        ]
            .sort((a, b) => compare(a.namespace, b.namespace) || compare(a.serviceAccount, b.serviceAccount))
            .map(({ namespace, serviceAccount }) => ({ namespaces: [namespace], serviceAccounts: [serviceAccount] }));
    }
    const accounts = new Map<string, Set<string>>();
    for (const { namespace, serviceAccount } of subjects) {
        accounts.set(namespace, (accounts.get(namespace) ?? new Set()).add(serviceAccount));
    }
    const namespaces = new Map<string, string[]>();
    for (const [namespace, names] of [...accounts].sort(([a], [b]) => compare(a, b))) {
        // Names of service accounts have no slash, so the joined text identifies the set.
        const key = [...names].sort().join("/");
        namespaces.set(key, [...(namespaces.get(key) ?? []), namespace]);
    }
    return [...namespaces].map(([key, together]) => ({ namespaces: together, serviceAccounts: key.split("/") }));
}

function compare(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}
