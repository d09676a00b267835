/** Property paths as problems carry them: `associations["shop/orders"].role.statements[0]`. */
import { at } from "../components/rules/problem";
import type { Segment } from "./yaml/located";

const segment = /\.?([A-Za-z_$][\w$]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/gy;

/** The steps of a path; the opposite of `pathOf`. */
export function segmentsOf(path: string): Segment[] {
    return [...path.matchAll(segment)].map(([, identifier, index, quoted]) =>
        index === undefined ? (identifier ?? (JSON.parse(quoted ?? '""') as string)) : Number(index),
    );
}

export function pathOf(segments: readonly Segment[]): string {
    return segments.reduce<string>(at, "");
}
