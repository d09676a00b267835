/** Representative values of a condition key: one of each kind that clauses distinguish. */
import { addressRange, addressText } from "./addresses";
import { automatonOf } from "./automaton";
import { textClasses } from "./classes";
import { instant } from "./condition";
import type { Clause } from "./condition";
import { anyText } from "./pattern";

export interface Samples {
    /** Values of the key in a request; `undefined` if it is absent. */
    readonly values: readonly (readonly string[] | undefined)[];
    /** Whether the samples represent every request. */
    readonly areComplete: boolean;
}

const anything = automatonOf([[anyText]]);

/** Samples for one key from all clauses that use it. */
export function samplesOf(clauses: readonly Clause[]): Samples {
    const families = new Set(clauses.map(({ family }) => family).filter(family => family !== "absence"));
    const parts = [...families].map(family =>
        singleValues(
            family,
            clauses.filter(clause => clause.family === family),
        ),
    );
    const single = [...new Set(parts.flatMap(({ values }) => values))];
    const isListKey = clauses.some(({ quantifier }) => quantifier !== undefined);
    const values = single.length === 0 ? ["x"] : single;
    const lists = isListKey ? subsetsOf(values) : { values: values.map(value => [value]), areComplete: true };
    return {
        values: [...lists.values, undefined],
        areComplete:
            families.size <= 1 &&
            parts.every(({ areComplete }) => areComplete) &&
            lists.areComplete &&
            // A single clause matches or does not, whatever the value of its variable.
            (new Set(clauses.map(({ text }) => text)).size <= 1 ||
                !clauses.some(({ patterns }) => patterns.some(({ widest }) => widest !== undefined))),
    };
}

interface SingleValues {
    readonly values: readonly string[];
    readonly areComplete: boolean;
}

function singleValues(family: Clause["family"], clauses: readonly Clause[]): SingleValues {
    const written = [...new Set(clauses.flatMap(({ values }) => values))];
    switch (family) {
        case "text":
        case "textIgnoringCase":
        case "arn": {
            const languages = clauses.map(({ patterns }) => automatonOf(patterns.map(({ pattern }) => pattern)));
            const classes = textClasses(languages, anything);
            return { values: (classes ?? []).map(({ witness }) => witness), areComplete: classes !== undefined };
        }
        case "number":
            return { values: around(written.map(Number)).map(String), areComplete: true };
        case "date":
            return {
                values: around(written.map(instant)).map(time => new Date(withinCalendar(time)).toISOString()),
                areComplete: true,
            };
        case "boolean":
            return { values: ["true", "false"], areComplete: true };
        case "address":
            return { values: addressesAround(written), areComplete: true };
        case "absence":
            return { values: [], areComplete: true };
    }
}

/** The numbers, one between each two neighbours, and one on each side. */
function around(numbers: readonly number[]): number[] {
    const sorted = [...new Set(numbers.filter(Number.isFinite))].sort((a, b) => a - b);
    return sorted.flatMap((number, index) => {
        // A huge number is the same with a thousand more.
        const distance = Math.max(1000, Math.abs(number) / 2 ** 40);
        const next = sorted[index + 1] ?? number + 2 * distance;
        return [...(index === 0 ? [number - distance] : []), number, number + (next - number) / 2];
    });
}

/** https://tc39.es/ecma262/#sec-time-values-and-time-range */
const calendarEnd = 8.64e15;

function withinCalendar(time: number): number {
    return Math.max(-calendarEnd, Math.min(calendarEnd, time));
}

/** Addresses on both sides of each border of the ranges. */
function addressesAround(ranges: readonly string[]): string[] {
    const addresses = ranges.flatMap(text => {
        const range = addressRange(text);
        if (range === undefined) {
            return [];
        }
        const { version, first, last } = range;
        const end = (1n << (version === 4 ? 32n : 128n)) - 1n;
        return [first, last, first - 1n, last + 1n]
            .filter(value => value >= 0n && value <= end)
            .map(value => addressText({ version, value }));
    });
    return [...new Set([...addresses, "192.0.2.1", "2001:db8::1"])];
}

/** `ForAllValues` and `ForAnyValue` distinguish lists by the kinds of their values. */
function subsetsOf(values: readonly string[]): { values: string[][]; areComplete: boolean } {
    const most = 6;
    const few = values.slice(0, most);
    const subsets = Array.from({ length: 2 ** few.length }, (_, bits) =>
        few.filter((_value, at) => (bits >> at) % 2 === 1),
    );
    return {
        values: [...subsets.filter(({ length }) => length > 0), ...values.slice(most).map(value => [value])],
        areComplete: values.length <= most,
    };
}
