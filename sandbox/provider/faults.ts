import { createHash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isMutating } from "./callLog";
import { isRecord } from "./values";

/**
 * A fault of AWS that a test requests in `faults.json` in the sandbox's directory (a list, read at each call). Counters are
 * files beside it, because the engine may run several provider processes; writing `faults.json` again resets them.
 */
export interface Fault {
    /** An AWS operation (`CreatePodIdentityAssociation`), `*` for all, or `change` for all that change something. */
    readonly operation?: string;
    /** Members of the request that must have these values; `*` inside a value matches anything. */
    readonly match?: Readonly<Record<string, unknown>>;
    /** `<code>: <message>`, the answer instead of AWS's. Without it only `delay` counts. */
    readonly error?: string;
    /** How often, counted over all processes; without it always. */
    readonly times?: number;
    /** How many matching calls pass first. */
    readonly after?: number;
    /** Milliseconds before the call. */
    readonly delay?: number;
    /** The process that gets a SIGKILL, before AWS gets the call (the default) or after. */
    readonly kill?: "cli" | "program" | "provider";
    readonly moment?: "before" | "after";
    /** The number of checks for which EKS does not see a role. `match` may name `roleArn`. */
    readonly roleInvisibleFor?: number;
    /** The number of checks for which EKS sees an old trust policy of a role. `match` may name `roleArn`. */
    readonly trustRefusedFor?: number;
    /** How long the provider itself repeats a call that AWS refuses because a role "does not exist". */
    readonly propagationSeconds?: number;
}

/** The official provider waits two minutes, which is too long for tests with a misspelt role. */
const propagationSeconds = 4;

const members = [
    "operation",
    "match",
    "error",
    "times",
    "after",
    "delay",
    "kill",
    "moment",
    "roleInvisibleFor",
    "trustRefusedFor",
    "propagationSeconds",
];

export interface FaultEffect {
    readonly delay: number;
    readonly error?: { readonly code: string; readonly message: string };
}

export class Faults {
    private cache: { readonly stamp: string; readonly faults: readonly Fault[] } | undefined;

    public constructor(private readonly directory: string) {}

    /** The faults of this call: the first error that applies, and the sum of the delays. */
    public of(operation: string, input: unknown): FaultEffect {
        let delay = 0;
        for (const [index, fault] of this.current().entries()) {
            if (fault.kill !== undefined || !this.applies(index, fault, operation, input)) {
                continue;
            }
            delay += fault.delay ?? 0;
            if (fault.error !== undefined) {
                return { delay, error: splitError(fault.error) };
            }
        }
        return { delay };
    }

    /** The process to kill at this moment of the call. */
    public killOf(operation: string, input: unknown, moment: "before" | "after"): Fault["kill"] {
        return this.current().find(
            (fault, index) =>
                fault.kill !== undefined &&
                (fault.moment ?? "before") === moment &&
                this.applies(index, fault, operation, input),
        )?.kill;
    }

    private applies(index: number, fault: Fault, operation: string, input: unknown): boolean {
        const isMeant =
            fault.operation === "*" ||
            fault.operation === operation ||
            (fault.operation === "change" && isMutating(operation) && input !== undefined);
        return isMeant && matches(fault.match ?? {}, input) && this.strikes(index, fault, "call", fault.times);
    }

    /** Whether EKS does not see this role, or its trust policy, yet. */
    public ofRole(kind: "roleInvisibleFor" | "trustRefusedFor", roleArn: string): boolean {
        return this.current().some(
            (fault, index) =>
                fault[kind] !== undefined &&
                matches(fault.match ?? {}, { roleArn }) &&
                this.strikes(index, fault, `${kind} ${roleArn}`, fault[kind]),
        );
    }

    public get propagationSeconds(): number {
        return (
            this.current().find(fault => fault.propagationSeconds !== undefined)?.propagationSeconds ??
            propagationSeconds
        );
    }

    private current(): readonly Fault[] {
        const path = join(this.directory, "faults.json");
        if (!existsSync(path)) {
            return [];
        }
        const content = readFileSync(path, "utf8");
        const stamp = createHash("sha256")
            .update(`${statSync(path, { bigint: true }).mtimeNs} ${content}`)
            .digest("hex")
            .slice(0, 16);
        if (this.cache?.stamp !== stamp) {
            this.cache = { stamp, faults: parsedFaults(content) };
        }
        return this.cache.faults;
    }

    private strikes(index: number, fault: Fault, subject: string, times: number | undefined): boolean {
        const after = fault.after ?? 0;
        if (times === undefined && after === 0) {
            return true;
        }
        const most = times === undefined ? Infinity : after + times;
        const ticket = this.ticket(`${index} ${subject}`, most);
        return ticket !== undefined && ticket > after;
    }

    /** The next number of a counter; `undefined` if all are used. Each number is a file, which only one process can create. */
    private ticket(counter: string, most: number): number | undefined {
        const name = createHash("sha256").update(counter).digest("hex").slice(0, 16);
        const folder = join(this.directory, "faults", this.cache?.stamp ?? "");
        mkdirSync(folder, { recursive: true });
        for (let number = 1; number <= most; number++) {
            try {
                closeSync(openSync(join(folder, `${name}.${number}`), "wx"));
                return number;
            } catch {
                // Used, by this process or another one.
            }
        }
        return undefined;
    }
}

export function parsedFaults(content: string): readonly Fault[] {
    const value: unknown = JSON.parse(content);
    if (!Array.isArray(value)) {
        throw new Error("faults.json must hold a list");
    }
    return value.map((fault: unknown, index) => {
        if (!isRecord(fault)) {
            throw new Error(`faults.json: entry ${index} is no object`);
        }
        const surplus = Object.keys(fault).filter(key => !members.includes(key));
        if (surplus.length > 0) {
            throw new Error(`faults.json: entry ${index} has ${surplus.join(", ")}; it may have ${members.join(", ")}`);
        }
        return fault;
    });
}

function splitError(error: string): { code: string; message: string } {
    const separator = error.indexOf(": ");
    return separator < 0
        ? { code: error, message: "Injected by faults.json" }
        : { code: error.slice(0, separator), message: error.slice(separator + 2) };
}

export function matches(expected: unknown, actual: unknown): boolean {
    if (isRecord(expected)) {
        return isRecord(actual) && Object.entries(expected).every(([key, value]) => matches(value, actual[key]));
    }
    if (typeof expected === "string" && typeof actual === "string" && expected.includes("*")) {
        const pattern = expected
            .split("*")
            .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
            .join(".*");
        return new RegExp(`^${pattern}$`, "s").test(actual);
    }
    return expected === actual;
}
