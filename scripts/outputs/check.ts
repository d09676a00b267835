import { z } from "zod"; // see outputs.ts
import type { CheckOutput } from "../../cli/check";

/** What `pod-identity check --format json` prints. */
export const checkOutput = z.strictObject({
    files: z.array(z.string()).describe("The stack files that were checked."),
    findings: z
        .array(
            z.strictObject({
                severity: z.enum(["error", "warning"]).describe("A warning is legal, but probably not meant."),
                stackFile: z.string().describe("The stack file that was checked."),
                file: z.string().optional().describe("The file that has it: the stack file, or one that it includes."),
                line: z.int().min(1).optional().describe("Line in that file, from 1."),
                column: z.int().min(1).optional().describe("Column in that line, from 1."),
                path: z.string().describe("Property path below the prefix; empty for the whole."),
                problem: z.string().describe("What is wrong."),
                remedy: z.string().describe("What would be right."),
            }),
        )
        .describe("What was found, errors of a file before its warnings, in the order of their places."),
}) satisfies z.ZodType<CheckOutput>;
