/** Wrong words and broken sources of the commands about access. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as fc from "fast-check";
import { previewJson } from "../inventory/previews";
import { call, folderWith } from "./call";

const program = {
    roles: {
        orders: { statements: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::orders/*" }] },
    },
    associations: { "shop/orders": "orders" },
};
const preview = previewJson(undefined, program);

describe("a question about access", () => {
    let folder: string;
    const ask = (...args: readonly string[]) => call(folder, args);
    before(() => {
        folder = folderWith({ "preview.json": preview, "empty.json": '{"steps":[]}' });
    });
    after(() => {
        fs.rmSync(folder, { recursive: true });
    });
    const source = ["--source", "preview.json"];

    it("has an action and the ARN of a resource, or is refused", async () => {
        const cases: readonly (readonly [readonly string[], RegExp])[] = [
            [["explain", "shop/orders", "GetObject"], /^"GetObject" is not an IAM action: its form is service:Action/],
            [["explain", "shop/orders", "s3:Get*"], /^"s3:Get\*" is not an IAM action/],
            [["explain", "shop/orders", "s3:GetObject", "orders"], /^"orders" is not the ARN of one resource/],
            [
                ["explain", "shop/orders", "s3:GetObject", "arn:aws:s3:::orders/*"],
                /is not the ARN of one resource.*pod-identity who/,
            ],
            [["who", "GetObject"], /^"GetObject" is not an IAM action/],
            [["who", "s3:GetObject", "orders/*"], /^"orders\/\*" is not the ARN of resources/],
        ];
        for (const [args, message] of cases) {
            const { out, err, code } = await ask(...args, ...source);
            assert.match(err, message);
            assert.deepEqual([out, code], ["", 2]);
        }
        assert.equal((await ask("who", "s3:Get*", "*orders*", ...source)).code, 0);
        assert.equal((await ask("explain", "shop/orders", "S3:getobject", "*", ...source)).err, "");
    });

    it("is answered with a remark if AWS does not have the action", async () => {
        const near = await ask("explain", "shop/orders", "s3:GetObjct", ...source);
        assert.equal(
            near.err,
            'AWS has no action "s3:GetObjct": did you mean "s3:GetObject"? Check its name, unless it is new.',
        );
        assert.equal(near.code, 1);
        assert.match(
            (await ask("who", "sqss:SendMessage", ...source)).err,
            /^No AWS service has the prefix "sqss": did you mean "sqs"\?/,
        );
    });

    it("suggests a word of --fail-on, and says that a source has no associations", async () => {
        assert.match((await ask("diff", "preview.json", "--fail-on", "gaind")).err, /Did you mean "gained"\?$/);
        const { out, err, code } = await ask("show", "empty.json");
        assert.deepEqual([out, err, code], ["", "empty.json (after) has no associations.", 0]);
    });
});

describe("a JSON source", () => {
    const asked = async (text: string, ...command: readonly string[]) => {
        const folder = folderWith({ "x.json": text });
        try {
            return await call(folder, [...command]);
        } finally {
            fs.rmSync(folder, { recursive: true });
        }
    };

    it("is not quoted in a message", async () => {
        const { err, code } = await asked('{"config": {\n  "password": secret-value', "show", "x.json");
        assert.equal(err, "x.json is not JSON at line 2, column 15.");
        assert.equal(code, 2);
        assert.equal((await asked("", "show", "x.json")).err, "x.json is empty.");
        const comment = await asked('{\n  "steps": [] // none\n}', "show", "x.json");
        assert.equal(comment.err, "x.json is not JSON at line 2, column 15.");
    });

    it("results in a report or in one message, whatever is in it", async () => {
        const junk = fc.constantFrom<unknown>(null, 3, "", "x", [], {}, [null], { a: null }, true);
        const state = JSON.stringify({
            deployment: {
                resources: (JSON.parse(preview) as { steps: { newState: object }[] }).steps.map(
                    ({ newState }) => newState,
                ),
            },
        });
        await fc.assert(
            fc.asyncProperty(
                fc.constantFrom(preview, state),
                fc.array(fc.record({ at: fc.nat(90), to: junk }), { minLength: 1, maxLength: 3 }),
                fc.constantFrom(
                    ["show", "x.json", "--statements"],
                    ["diff", "x.json", "x.json"],
                    ["graph", "x.json"],
                    ["who", "s3:*", "--source", "x.json"],
                ),
                async (text, changes, command) => {
                    const broken = changes.reduce<unknown>(
                        (value, { at, to }) => changed(value, at, to),
                        JSON.parse(text),
                    );
                    const { code, err } = await asked(JSON.stringify(broken), ...command);
                    assert.ok(code === 0 || (code === 2 && err.split("\n").length === 1), `${String(code)} ${err}`);
                },
            ),
            { numRuns: 300 },
        );
    }).timeout(60_000);
});

/** The `at`th value in the tree is replaced, also in a policy. */
function changed(value: unknown, at: number, to: unknown): unknown {
    let seen = 0;
    const walk = (current: unknown): unknown => {
        if (seen++ === at) {
            return to;
        }
        if (Array.isArray(current)) {
            return current.map(walk);
        }
        if (typeof current === "string" && current.startsWith("{")) {
            return JSON.stringify(walk(JSON.parse(current)));
        }
        return typeof current === "object" && current !== null
            ? Object.fromEntries(Object.entries(current).map(([key, item]) => [key, walk(item)]))
            : current;
    };
    return walk(value);
}
