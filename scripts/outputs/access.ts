import { z } from "zod"; // see outputs.ts
import { originOutput } from "./inventory";

const changeOutput = z.strictObject({
    verdict: z.enum(["gained", "lost", "undecided"]),
    direction: z.enum(["gained", "lost"]).describe("Which of the two it is, or could be where it is undecided."),
    actions: z
        .array(z.string())
        .describe("As the statement writes them where it gives all of them, or all but a few; else one by one."),
    resources: z.array(z.string()).describe("As the statement writes them."),
    conditions: z.array(z.string()).describe("The conditions of the statement, as they are written."),
    witness: z
        .strictObject({
            action: z.string(),
            resource: z.string(),
            context: z.record(z.string(), z.array(z.string())).describe("Values of condition keys."),
        })
        .describe("One request that only one side allows; of an undecided change, one that could be."),
    cause: z.string().optional().describe("Why it is undecided."),
    policy: z.string().describe("Name of the inline policy, or ARN of the managed policy, that gives it."),
    origin: originOutput,
});

/** What `pod-identity diff --format json` prints. */
export const diffOutput = z.strictObject({
    version: z.literal(1).describe("Of this format."),
    from: z.string().describe("The earlier side."),
    to: z.string().describe("The later side."),
    assumptions: z.array(z.string()).describe("What the sources take for granted."),
    unknowns: z
        .array(z.string())
        .describe("What one side as a whole does not know and the other does, such as the values of an environment."),
    subjects: z
        .array(
            z.strictObject({
                subject: z.string().describe("`namespace/serviceAccount`"),
                cluster: z.string().optional(),
                change: z.enum(["added", "removed", "changed"]),
                access: z.array(changeOutput),
                notes: z.array(
                    z.strictObject({
                        kind: z.enum(["session tags off", "session tags on", "shared role", "own role", "target role"]),
                        text: z.string(),
                    }),
                ),
                unknowns: z.array(z.string()).describe("What one side knows of the subject and the other does not."),
                origin: originOutput,
            }),
        )
        .describe("Subjects for which something changes."),
    trust: z
        .array(
            z.strictObject({
                role: z.string().describe("The logical name of the role."),
                change: z.enum(["widened", "narrowed", "undecided"]),
                principals: z.array(z.string()).describe("Who is admitted, or no longer."),
                conditions: z.array(z.string()).describe("The conditions that they have to meet."),
                cause: z.string().optional().describe("Why it is undecided."),
                origin: originOutput,
            }),
        )
        .describe("Roles whose trust policy admits others than before."),
});

/** What `pod-identity who --format json` prints. */
export const whoOutput = z.array(
    z.strictObject({
        subject: z.string().describe("`namespace/serviceAccount`"),
        cluster: z.string().optional(),
        origin: originOutput,
        access: z
            .array(changeOutput)
            .describe("Each statement by which the subject can do it; its verdict is `gained`."),
        unknowns: z.array(z.string()).describe("Why the answer may be incomplete."),
    }),
);

/** What `pod-identity explain SUBJECT ACTION --format json` prints, for each cluster that has the subject. */
export const explainOutput = z.array(
    z.strictObject({
        subject: z.string().describe("`namespace/serviceAccount`"),
        cluster: z.string().optional(),
        verdict: z.enum(["allowed", "allowed with conditions", "denied", "not allowed", "undecided"]),
        missing: z
            .enum(["trust", "permissions", "boundary", "session policy"])
            .optional()
            .describe("Where nothing allows it."),
        because: z
            .array(
                z.strictObject({
                    policy: z.string(),
                    origin: originOutput,
                    statement: z.any().describe("The statement, as IAM has it."),
                    failing: z.array(z.string()).describe("Conditions that the subject never meets."),
                    open: z.array(z.string()).describe("Conditions that depend on the request."),
                }),
            )
            .describe("The statements that decide, or the nearest ones that do not apply."),
        unknowns: z.array(z.string()).describe("Why the answer may be incomplete."),
    }),
);
