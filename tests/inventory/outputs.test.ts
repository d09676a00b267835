/** What the commands print as JSON is what their committed schemas say. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import Ajv from "ajv";
import { call, folderWith } from "../cli/call";
import { previewJson } from "./previews";
import type { SampleProgram } from "./previews";

const schemas = path.join(__dirname, "..", "..", "schemas");
const statements = [
    {
        Effect: "Allow",
        Action: ["s3:GetObject", "sqs:*"],
        Resource: "*",
        Condition: { Bool: { "aws:SecureTransport": "true" } },
    },
    { Effect: "Deny", NotAction: "s3:*", NotResource: "arn:aws:s3:::x/*" },
];
const before: SampleProgram = {
    roles: { orders: { statements: statements.slice(0, 1), boundary: "arn:aws:iam::111122223333:policy/pods" } },
    associations: { "shop/orders": "orders", "shop/old": "arn:aws:iam::111122223333:role/old" },
};
const after: SampleProgram = {
    roles: {
        orders: {
            statements,
            managed: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"],
            trust: [{ Effect: "Allow", Principal: "*", Action: ["sts:AssumeRole", "sts:TagSession"] }],
        },
    },
    associations: { "shop/orders": "orders", "shop/cart": "orders" },
};

describe("the JSON of the access commands", () => {
    let folder: string;
    beforeEach(() => {
        folder = folderWith({ "preview.json": previewJson(before, after) });
    });
    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    for (const [schema, args] of [
        ["inventory", ["show", "preview.json"]],
        ["diff", ["diff", "preview.json"]],
        ["who", ["who", "s3:GetObject", "--source", "preview.json"]],
        ["explain", ["explain", "shop/orders", "s3:GetObject", "--source", "preview.json"]],
        ["explain", ["explain", "shop/orders", "dynamodb:GetItem", "--source", "preview.json"]],
    ] as const) {
        it(`fits its schema: ${args.join(" ")}`, async () => {
            const { out } = await call(folder, [...args, "--format", "json"]);
            const text = fs.readFileSync(path.join(schemas, `${schema}.schema.json`), "utf8");
            const validate = new Ajv({ strict: false }).compile(JSON.parse(text) as object);
            const value = JSON.parse(out) as { length?: number };
            assert.ok(validate(value), JSON.stringify(validate.errors));
            assert.notEqual(value.length, 0);
        });
    }
});
