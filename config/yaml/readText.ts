/** What a file says, or what is in the way of reading it. */
import * as fs from "node:fs";
import { decoded } from "./decoded";

export type Reading = { readonly text: string } | Unread;

export interface Unread {
    readonly text?: undefined;
    /** What is wrong with the file, such as "is not text". */
    readonly why: string;
    readonly remedy: string;
}

export function readText(file: string): Reading {
    if (!isFile(file)) {
        // A pipe would be waited for.
        return { why: "is not a file", remedy: "put a file of text there" };
    }
    try {
        const text = decoded(fs.readFileSync(file));
        return text === undefined ? { why: "is not text", remedy: "save it as UTF-8" } : { text };
    } catch (error) {
        return { why: `cannot be read: ${codeOf(error)}`, remedy: "check its permissions" };
    }
}

/** Whether it is a file, or a link to one. */
export function isFile(file: string): boolean {
    try {
        return fs.statSync(file).isFile();
    } catch {
        return false;
    }
}

/** `EACCES`: what the system calls its refusal. */
export function codeOf(error: unknown): string {
    return (error as NodeJS.ErrnoException | undefined)?.code ?? String(error);
}
