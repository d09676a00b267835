import { appendFileSync } from "node:fs";
import { join } from "node:path";

/** One call that changes something, as tests find it in `calls.jsonl`, in the order in which the calls ended. */
export interface Call {
    /** When it ended. */
    readonly time: string;
    readonly account: string;
    readonly region: string;
    readonly service: string;
    readonly operation: string;
    readonly input: unknown;
    /** `<code>: <message>` when AWS refused. */
    readonly error?: string;
    /** The ID of an association that the call created. */
    readonly id?: string;
    /** Whether it is a part of another call: an add-on creates its associations. */
    readonly inside?: boolean;
}

export const isMutating = (operation: string): boolean => !/^(Get|List|Describe)/.test(operation);

/** One write a line: lines of several processes do not mix. */
export function logCall(directory: string, call: Call): void {
    appendFileSync(join(directory, "calls.jsonl"), `${JSON.stringify(call)}\n`);
}
