/** The JSON Schemas of what the command prints. */
import { z } from "zod"; // MIT, no dependencies: schemas, and the compiler's check of what is printed, from one declaration
import type { Schema } from "../ruleSchema";
import { diffOutput, explainOutput, whoOutput } from "./access";
import { checkOutput } from "./check";
import { configOutput } from "./config";
import { inventoryOutput } from "./inventory";

/** By file name. */
export function outputs(): Record<string, Schema> {
    return {
        "check.schema.json": output("What `pod-identity check --format json` prints", checkOutput),
        "config.schema.json": output("What `pod-identity config --format json` prints", configOutput),
        "inventory.schema.json": output("What `pod-identity show --format json` prints", inventoryOutput),
        "diff.schema.json": output("What `pod-identity diff --format json` prints", diffOutput),
        "who.schema.json": output("What `pod-identity who --format json` prints", whoOutput),
        "explain.schema.json": output("What `pod-identity explain SUBJECT ACTION --format json` prints", explainOutput),
    };
}

function output(title: string, model: z.ZodType): Schema {
    const { $schema, ...schema } = z.toJSONSchema(model, { target: "draft-7" }) as Schema;
    return { $schema, title, ...schema };
}
