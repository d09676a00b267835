import type { Colours } from "./colours";

/** What a command writes to and where it is run. */
export interface Terminal {
    /** The folder that paths are relative to, in arguments as in messages. */
    readonly folder: string;
    readonly print: (text: string) => void;
    /** What is for people, not for programs that read the output. */
    readonly tell: (text: string) => void;
    /** Colours for `print` and `tell`; none by default. */
    readonly colours?: { readonly print: Colours; readonly tell: Colours };
    /** Environment variables that can say the Region. */
    readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** `fine`, something `wrong` in what was looked at, or a `misuse` of the command. */
export const exitCodes = { fine: 0, wrong: 1, misuse: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The command cannot do what it was asked. */
export class Misuse extends Error {}
