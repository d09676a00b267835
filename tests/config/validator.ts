/** The schema of stack files as another tool reads it: a second opinion, which has no part in making it. */
import * as fs from "node:fs";
import * as path from "node:path";
import { Ajv } from "ajv"; // MIT; the usual validator, for tests only
import type { Schema } from "../../scripts/stackSchema";

export const stackSchema = JSON.parse(
    fs.readFileSync(path.join(__dirname, "..", "..", "schemas", "stack.schema.json"), "utf8"),
) as Schema;

const ajv = new Ajv({ allowUnionTypes: true, allErrors: true, strictTypes: false });
// What editors know besides.
ajv.addVocabulary(["patternErrorMessage", "errorMessage", "doNotSuggest", "defaultSnippets", "markdownDescription"]);

export const compile = (schema: Schema) => ajv.compile(schema);
export const validate = compile(stackSchema);
