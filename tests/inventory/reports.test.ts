import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { principalTexts } from "../../inventory/principals";
import { statementText } from "../../inventory/reports/showText";
import { call, folderWith } from "../cli/call";
import { previewJson } from "./previews";
import type { SampleProgram } from "./previews";

const objects = "arn:aws:s3:::orders/*";
const tenants = "arn:aws:s3:::tenants/${aws:PrincipalTag/kubernetes-namespace}/*";

/** Two subjects share a role that gives each tenant its own part; one has a boundary; one has a role from elsewhere. */
const program: SampleProgram = {
    roles: {
        orders: {
            statements: [
                { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: objects },
                {
                    Sid: "OnlyWithTls",
                    Effect: "Allow",
                    Action: "sqs:SendMessage",
                    Resource: "*",
                    Condition: { Bool: { "aws:SecureTransport": "true" } },
                },
                { Effect: "Deny", Action: "s3:PutObject", Resource: "arn:aws:s3:::orders/archive/*" },
            ],
            managed: ["arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess"],
            boundary: "arn:aws:iam::aws:policy/AmazonS3FullAccess",
        },
        tenants: { statements: [{ Effect: "Allow", Action: "s3:*Object", Resource: tenants }] },
    },
    associations: {
        "shop/orders": "orders",
        "tenant-a/app": "tenants",
        "tenant-b/app": "tenants",
        "legacy/report": "arn:aws:iam::111122223333:role/report",
    },
};

describe("the inventory of a preview", () => {
    let folder: string;
    before(() => {
        folder = folderWith({ "preview.json": previewJson(undefined, program) });
    });
    after(() => {
        fs.rmSync(folder, { recursive: true });
    });

    describe("pod-identity show", () => {
        it("shows subject, role and permissions by service and access level", async () => {
            const { out, err, code } = await call(folder, ["show", "preview.json"]);
            assert.match(out, /^shop\/orders on dev\n└─ role orders\n/m);
            assert.match(out, /inline policy inline\n.*s3: Read, Write on arn:aws:s3:::orders\/\*$/m);
            assert.match(out, /sqs: Write on \*, with conditions$/m);
            assert.match(out, /denied: s3: Write on arn:aws:s3:::orders\/archive\/\*$/m);
            assert.match(out, /limited by the permissions boundary arn:aws:iam::aws:policy\/AmazonS3FullAccess$/m);
            assert.match(out, /role arn:aws:iam::111122223333:role\/report: not in this source/);
            assert.match(err, /^Not known: arn:aws:iam::111122223333:role\/report: the role is not in this program/m);
            assert.match(err, /^Quotas: 4 of 5000 associations of the cluster dev; /m);
            assert.equal(code, 0);
        });

        it("shows every statement and the trust policy with --statements", async () => {
            const { out } = await call(folder, ["show", "preview.json", "--statements"]);
            assert.match(out, /Allow sts:AssumeRole, sts:TagSession to {"Service":"pods.eks.amazonaws.com"}$/m);
            assert.match(out, /Allow sqs:SendMessage on \* if {"Bool":{"aws:SecureTransport":"true"}}$/m);
        });

        it("names the principals of every form of a trust policy", () => {
            const statement = { Effect: "Deny", Action: ["sts:AssumeRole"] } as const;
            for (const [more, texts] of [
                [{ Principal: "*" }, ["*"]],
                [{ Principal: { AWS: ["a", "b"], Service: "c" } }, ["AWS: a, b", "Service: c"]],
                [{ NotPrincipal: { AWS: "a" } }, ["everyone but AWS: a"]],
            ] as const) {
                assert.deepEqual(principalTexts({ ...statement, ...more } as never), texts);
            }
            assert.equal(
                statementText({ ...statement, NotPrincipal: { AWS: "a" } } as never),
                'Deny sts:AssumeRole to everyone but {"AWS":"a"}',
            );
        });

        it("writes the inventory as JSON, and as a list in Markdown", async () => {
            const { out } = await call(folder, ["show", "preview.json", "--format", "json"]);
            const { version, associations, roles } = JSON.parse(out) as {
                version: number;
                associations: { subject: string; role: string }[];
                roles: { id: string }[];
            };
            assert.equal(version, 1);
            assert.deepEqual(
                associations.map(({ subject }) => subject),
                ["legacy/report", "shop/orders", "tenant-a/app", "tenant-b/app"],
            );
            for (const { role } of associations) {
                assert.ok(roles.some(({ id }) => id === role));
            }
            const markdown = await call(folder, ["show", "preview.json", "--format", "markdown"]);
            assert.match(markdown.out, /^- `shop\/orders on dev`\n {2}- `role orders`$/m);
        });
    });

    describe("pod-identity who", () => {
        const who = (...args: string[]) => call(folder, ["who", ...args, "--source", "preview.json"]);

        it("lists who can, by which policy, and of whom it is not known", async () => {
            const { out, err } = await who("s3:GetObject", "arn:aws:s3:::orders/1");
            assert.deepEqual(out.split("\n"), [
                "legacy/report undecided: the permissions of arn:aws:iam::111122223333:role/report are not in this source",
                "shop/orders can do s3:GetObject on arn:aws:s3:::orders/*, by inline",
            ]);
            assert.equal(err, "1 subject can do s3:GetObject on arn:aws:s3:::orders/1; 1 undecided.");
        });

        it("counts denials, boundaries and the subject's own session tags", async () => {
            assert.doesNotMatch((await who("s3:PutObject", "arn:aws:s3:::orders/archive/1")).out, /shop\/orders/);
            assert.doesNotMatch((await who("dynamodb:GetItem", "*")).out, /shop\/orders/);
            const { out } = await who("s3:PutObject", "arn:aws:s3:::tenants/tenant-a/1");
            assert.match(out, /^tenant-a\/app can do s3:PutObject/m);
            assert.doesNotMatch(out, /tenant-b/);
        });

        it("takes patterns, and lists the actions that match", async () => {
            const { out } = await who("s3:?etObject", "arn:aws:s3:::orders/*");
            assert.match(out, /^shop\/orders can do s3:GetObject on/m);
        });
    });

    describe("pod-identity explain", () => {
        const explain = (...args: string[]) => call(folder, ["explain", ...args, "--source", "preview.json"]);

        it("names the way and the statement that allows", async () => {
            const { out, code } = await explain("shop/orders", "s3:GetObject", "arn:aws:s3:::orders/1");
            assert.equal(code, 0);
            assert.match(out, /^shop\/orders may do s3:GetObject on arn:aws:s3:::orders\/1\.$/m);
            assert.match(out, /^ {2}role: orders$/m);
            assert.match(
                out,
                /^ {2}inline, statement 1: Allow s3:GetObject, s3:PutObject on arn:aws:s3:::orders\/\*$/m,
            );
        });

        it("names the statement that denies", async () => {
            const { out, code } = await explain("shop/orders", "s3:PutObject", "arn:aws:s3:::orders/archive/1");
            assert.equal(code, 1);
            assert.match(out, /a statement denies it\.$/m);
            assert.match(out, /inline, statement 3: Deny/);
        });

        it("names the layer in which nothing allows it", async () => {
            const { out, code } = await explain(
                "shop/orders",
                "dynamodb:GetItem",
                "arn:aws:dynamodb:eu-west-1:111122223333:table/x",
            );
            assert.equal(code, 1);
            assert.match(out, /: the permissions boundary does not allow it\.$/m);
        });

        it("shows the nearest statement where the resource is another, and says that no statement allows it", async () => {
            const { out, code } = await explain("tenant-a/app", "s3:GetObject", "arn:aws:s3:::tenants/tenant-b/1");
            assert.equal(code, 1);
            assert.match(out, /: no statement allows it\.$/m);
            assert.match(out, /Allow s3:\*Object on arn:aws:s3:::tenants\/\$\{aws:PrincipalTag/);
        });

        it("is undecided where the role is not in the source", async () => {
            const { out, code } = await explain("legacy/report", "s3:GetObject");
            assert.equal(code, 1);
            assert.match(out, /^It is undecided whether legacy\/report may do s3:GetObject\.$/m);
        });

        it("suggests a subject for a misspelt one", async () => {
            const { err, code } = await explain("shop/order", "s3:GetObject");
            assert.equal(code, 2);
            assert.match(err, /There is no association of "shop\/order"\. Did you mean "shop\/orders"\?/);
        });

        it("names conditions that depend on the request", async () => {
            const unlimited = {
                roles: { orders: { statements: program.roles.orders?.statements ?? [] } },
                associations: { "shop/orders": "orders" },
            };
            const other = folderWith({ "preview.json": previewJson(undefined, unlimited) });
            const { out, code } = await call(other, [
                "explain",
                "shop/orders",
                "sqs:SendMessage",
                "--source",
                "preview.json",
            ]);
            fs.rmSync(other, { recursive: true });
            assert.equal(code, 0);
            assert.match(out, /may do sqs:SendMessage if the conditions below are met\.$/m);
            assert.match(
                out,
                /inline, statement OnlyWithTls: Allow sqs:SendMessage on \*\n {4}depends on the request: Bool aws:SecureTransport: true/,
            );
        });
    });
});
