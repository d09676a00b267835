/** Which ways and which of their subjects are shown. */
import type { AccessGraph, AccessWay, GraphSubject } from "../graphModel";

export interface Filter {
    /** Words, all of which must be found. */
    readonly search: string;
    /** Empty: all. */
    readonly namespace: string;
    /** Part of an ARN or a service; empty: all. */
    readonly resource: string;
}

export interface ShownWay {
    readonly way: AccessWay;
    readonly subjects: readonly GraphSubject[];
}

export function shownWays({ ways, roles }: AccessGraph, { search, namespace, resource }: Filter): ShownWay[] {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = resource.trim().toLowerCase();
    return ways
        .filter(({ access }) => wanted === "" || access.some(each => isOf(each, wanted)))
        .map(way => {
            const common = [
                ...[way.role, ...(way.targetRole === undefined ? [] : [way.targetRole])].flatMap(index => [
                    roles[index]?.label ?? "",
                    roles[index]?.arn ?? "",
                    ...(roles[index]?.policies ?? []).flatMap(({ title, statements }) => [
                        title,
                        ...statements.flatMap(({ actions }) => actions),
                    ]),
                ]),
                ...way.access.map(({ service, resource: arn, levels }) => `${service} ${arn} ${levels}`),
            ]
                .join(" ")
                .toLowerCase();
            const subjects = way.subjects.filter(({ subject, cluster = "", addon = "" }) => {
                const text = `${subject} ${cluster} ${addon}`.toLowerCase();
                return (
                    (namespace === "" || namespaceOf(subject) === namespace) &&
                    words.every(word => text.includes(word) || common.includes(word))
                );
            });
            return { way, subjects };
        })
        .filter(({ subjects }) => subjects.length > 0);
}

export function isOf({ service, resource }: AccessWay["access"][number], wanted: string): boolean {
    return resource.toLowerCase().includes(wanted) || service.toLowerCase() === wanted;
}

export function namespaceOf(subject: string): string {
    return subject.split("/")[0] ?? "";
}
