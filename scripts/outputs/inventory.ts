import { z } from "zod"; // see outputs.ts

/** Where something comes from. */
export const originOutput = z.strictObject({
    urn: z.string().optional().describe("URN of the resource that says it."),
    file: z.string().optional().describe("The stack file, or a file that it includes."),
    line: z.int().min(1).optional().describe("Line in that file, from 1."),
    column: z.int().min(1).optional().describe("Column in that line, from 1."),
});

const policyOutput = z.strictObject({
    kind: z
        .enum(["trust", "inline", "managed", "session policy", "boundary"])
        .describe("What the policy is to its role."),
    name: z.string().describe("Name of an inline policy, ARN of a managed one."),
    document: z.any().optional().describe("The policy document; left out where it is not known."),
    unknown: z.string().optional().describe("Why the document is not known."),
    origin: originOutput,
    statementOrigins: z
        .array(originOutput)
        .optional()
        .describe("Of each statement of the document, where that is more than the origin of the policy."),
});

/** What `pod-identity show --format json` prints. */
export const inventoryOutput = z.strictObject({
    version: z
        .literal(1)
        .describe("Of this format. It changes where a reader of the old one would misread the new one."),
    source: z.string().describe("What was read."),
    assumptions: z.array(z.string()).describe("What the source takes for granted."),
    associations: z
        .array(
            z.strictObject({
                subject: z.string().describe("`namespace/serviceAccount`"),
                cluster: z.string().optional().describe("Name of the cluster; left out where it is not known yet."),
                role: z.string().describe("`id` of the role."),
                targetRoleArn: z.string().optional().describe("ARN of the role that EKS assumes with the first one."),
                sessionTags: z.boolean().describe("Whether sessions carry the session tags of EKS."),
                sessionPolicy: policyOutput.optional(),
                addon: z.string().optional().describe("The EKS add-on that owns the association."),
                origin: originOutput,
            }),
        )
        .describe("In the order of clusters and subjects."),
    roles: z.array(
        z.strictObject({
            id: z.string().describe("URN of the role, or its ARN where the source has no resource for it."),
            label: z.string().describe("The logical name of the role."),
            arn: z.string().optional(),
            trust: policyOutput.optional(),
            policies: z.array(policyOutput),
            boundary: policyOutput.optional(),
            isExternal: z
                .boolean()
                .describe("Whether the source has no resource for the role, so that nothing of it is known."),
            origin: originOutput,
        }),
    ),
    unknowns: z.array(z.string()).describe("What the source cannot know."),
});
