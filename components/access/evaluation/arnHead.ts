import { anyText } from "./pattern";
import type { Pattern } from "./pattern";

/** The parts of an ARN before the resource, as far as a pattern names them; `undefined` where it has a wildcard. */
export type ArnHead = readonly (string | undefined)[];

/** The parts end where a wildcard can match a colon. */
export function arnHead(pattern: Pattern): ArnHead {
    const parts: (string | undefined)[] = [];
    let part: string | undefined = "";
    for (const step of pattern) {
        if (step === anyText || parts.length === 5) {
            return parts;
        }
        if (step === 0x3a) {
            parts.push(part);
            part = "";
        } else {
            part = step < 0 || part === undefined ? undefined : part + String.fromCharCode(step);
        }
    }
    return [...parts, part];
}

/** Whether a text can match both patterns, as far as the parts can tell. */
export function canMeet(a: ArnHead, b: ArnHead): boolean {
    return a.every((part, index) => part === undefined || b[index] === undefined || part === b[index]);
}
