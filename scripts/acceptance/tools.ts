/** What the acceptance reaches the outside with. */
import type { Result } from "../../sandbox/processes";

export interface Tools {
    /** The Pulumi CLI in the project. */
    readonly pulumi: (args: readonly string[]) => Promise<Result>;
    /** With the text that it reads from standard input. */
    readonly kubectl: (args: readonly string[], input?: string) => Promise<Result>;
    readonly aws: (args: readonly string[]) => Promise<Result>;
    readonly wait: (seconds: number) => Promise<void>;
    readonly say: (text: string) => void;
}

/** @throws Error with what the command printed */
export async function must(name: string, result: Promise<Result>): Promise<string> {
    const { code, stdout, stderr } = await result;
    if (code !== 0) throw new Error(`${name} failed:\n${stdout}${stderr}`.trimEnd());
    return stdout.trim();
}
