import { z } from "zod"; // see outputs.ts
import type { ConfigOutput } from "../../cli/config";

/** What `pod-identity config --format json` prints. */
export const configOutput = z.strictObject({
    file: z.string().describe("The stack file."),
    values: z
        .record(z.string(), z.any())
        .describe("The keys without their prefix, with included files merged and defaults filled in."),
    origins: z
        .record(z.string(), z.string())
        .describe(
            "By property path: the place a value was written at, such as `Pulumi.dev.yaml:12:7`, or `default` where this package fills it in.",
        ),
}) satisfies z.ZodType<ConfigOutput>;
