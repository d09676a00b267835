/**
 * Timestamps, which Pulumi's YAML reader makes of unquoted dates, and their text in the program.
 * https://github.com/go-yaml/yaml/blob/v3/resolve.go, parseTimestamp
 */

/** Date only; with "T" and a zone; with spaces and none. */
const written =
    /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt](\d\d?):(\d\d?):(\d\d?)(?:[.,](\d+))?(Z|[-+]\d\d:\d\d))|(?: +(\d\d?):(\d\d?):(\d\d?)(?:[.,](\d+))?))?$/;
/** As Go's `Time.String` writes it: `2026-11-23 10:00:00.5 +0200 CEST`. */
const given = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)? ([-+]\d\d)(\d\d) \S+$/;

interface Moment {
    /** Milliseconds since 1970. */
    readonly time: number;
    /** Minutes that the clock there is ahead of UTC; `undefined` where no zone is written, which is UTC. */
    readonly offset: number | undefined;
}

/** `undefined` if it is not a timestamp, such as the 30th of February. */
function parsed(source: string): Moment | undefined {
    const groups = written.exec(source)?.slice(1);
    if (groups === undefined) {
        return undefined;
    }
    const [year = 0, month = 0, day = 0] = groups.slice(0, 3).map(Number);
    const at = groups[3] === undefined ? 8 : 3;
    // Without a time of day the groups are there, but empty.
    const [hour = 0, minute = 0, second = 0] = groups
        .slice(at, at + 3)
        .map(part => Number((part as string | undefined) ?? 0));
    const fraction = Number(`0.${groups[6] ?? groups[11] ?? "0"}`);
    const [, sign, hours = "0", minutes = "0"] = /^([-+])(\d\d):(\d\d)$/.exec(groups[7] ?? "") ?? [];
    const isPossible =
        isDay(year, month, day) &&
        Math.max(hour - 23, minute - 59, second - 59, Number(hours) - 24, Number(minutes) - 60) <= 0;
    if (!isPossible) {
        return undefined;
    }
    const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
    const time = utc(year, month, day) + ((hour * 60 + minute - offset) * 60 + second + fraction) * 1_000;
    return { time, offset: sign === undefined ? undefined : offset };
}

export function isMoment(source: string): boolean {
    return parsed(source) !== undefined;
}

/** What Pulumi makes of the date `source`, to milliseconds. */
export function momentText(source: string): string {
    const { time, offset } = parsed(source) ?? { time: NaN, offset: undefined };
    const [date = "", clock = ""] = new Date(time + (offset ?? 0) * 60_000).toISOString().split(/[TZ]/);
    const minutes = Math.abs(offset ?? 0);
    const zone = [Math.floor(minutes / 60), minutes % 60].map(part => String(part).padStart(2, "0")).join("");
    const ahead = `${(offset ?? 0) < 0 ? "-" : "+"}${zone}`;
    return `${date} ${clock.replace(/\.?0+$/, "")} ${ahead} ${offset === undefined || offset === 0 ? "UTC" : ahead}`;
}

/** Whether `text`, which Pulumi gives the program, is what it makes of the date `source`. */
export function isMomentOf(source: string, text: unknown): boolean {
    const [, date = "", time = "", fraction = "", hours = "", minutes = ""] =
        (typeof text === "string" ? given.exec(text) : null) ?? [];
    const said = Date.parse(`${date}T${time}${hours}:${minutes}`) + Number(`0${fraction}`) * 1_000;
    const moment = parsed(source);
    return moment !== undefined && Math.abs(moment.time - said) < 1;
}

function isDay(year: number, month: number, day: number): boolean {
    const date = new Date(utc(year, month, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** `Date.UTC` would take the year 26 for 1926. */
function utc(year: number, month: number, day: number): number {
    return new Date(0).setUTCFullYear(year, month - 1, day);
}
