import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { call, folderWith } from "../cli/call";
import { previewJson } from "./previews";
import type { SampleProgram } from "./previews";

const orders = (...statements: object[]): SampleProgram => ({
    roles: { orders: { statements } },
    associations: { "shop/orders": "orders" },
});
const allow = (action: string | string[], resource: string | string[], more: object = {}): object => ({
    Effect: "Allow",
    Action: action,
    Resource: resource,
    ...more,
});
const objects = "arn:aws:s3:::orders/*";

async function diff(before: SampleProgram | undefined, after: SampleProgram, ...options: string[]) {
    const folder = folderWith({ "preview.json": previewJson(before, after) });
    try {
        return await call(folder, ["diff", "preview.json", ...options]);
    } finally {
        fs.rmSync(folder, { recursive: true });
    }
}

describe("pod-identity diff, on a preview of any program", () => {
    it("says what a subject gains and loses, in the words of the policies", async () => {
        const { code, out, err } = await diff(
            orders(allow(["s3:GetObject", "sqs:SendMessage"], [objects, "arn:aws:sqs:*:*:orders"])),
            orders(allow(["s3:GetObject", "s3:DeleteObject"], objects)),
        );
        assert.equal(
            out,
            [
                "shop/orders gains s3:DeleteObject on arn:aws:s3:::orders/*",
                "shop/orders loses sqs:SendMessage on arn:aws:sqs:*:*:orders",
            ].join("\n"),
        );
        assert.equal(err, "1 subject gains access, 1 subject loses access.");
        assert.equal(code, 0);
    });

    it("names the actions that a pattern gives, or the few that it does not", async () => {
        const [read, write] = [allow("s3:GetObject", "*"), allow("s3:*", "*")];
        assert.equal((await diff(orders(read), orders(write))).out, "shop/orders gains s3:* except s3:GetObject on *");
        const some = await diff(orders(allow("sqs:*Message", "*")), orders(allow("sqs:*", "*")));
        assert.match(some.out, /^shop\/orders gains sqs:\* except sqs:\w+Message and \S+ and \S+ on \*$/);
        const few = await diff(orders(allow("sqs:ReceiveMessage", "*")), orders(allow("sqs:*Message", "*")));
        assert.equal(few.out, "shop/orders gains sqs:DeleteMessage, sqs:SendMessage on *");
    });

    it("names every resource of a statement that gives access", async () => {
        const [a, b, c] = ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*", "arn:aws:s3:::c/${aws:userid}/*"];
        const all = orders(allow("s3:GetObject", [a, b, c]));
        const line = (...resources: string[]): string => `shop/orders gains s3:GetObject on ${resources.join(", ")}`;
        assert.equal((await diff(orders(), all)).out, line(a, b, c));
        assert.equal((await diff(orders(allow("s3:GetObject", a)), all)).out, line(b, c));
        const both = orders(allow(["s3:GetObject", "s3:ListBucket"], ["arn:aws:s3:::a", a]));
        const { out } = await diff(orders(), both);
        assert.match(out, /^shop\/orders gains s3:GetObject on arn:aws:s3:::a\/\*$/m);
        const denied = { Effect: "Deny", Action: "s3:GetObject", Resource: b };
        assert.equal((await diff(orders(), orders(allow("s3:GetObject", [a, b, c]), denied))).out, line(a, c));
        const folder = folderWith({ "preview.json": previewJson(undefined, all) });
        const who = await call(folder, ["who", "s3:GetObject", "--source", "preview.json"]);
        assert.match(
            who.out,
            /^shop\/orders can do s3:GetObject on \S+a\/\*, \S+b\/\*, \S+c\/\$\{aws:userid\}\/\*, by /,
        );
        fs.rmSync(folder, { recursive: true });
    });

    it("decides about every action of AWS, whatever the forms of its resources", async () => {
        const { out, err } = await diff(
            orders(),
            orders({ Effect: "Allow", Action: "*", NotResource: "arn:aws:s3:::logs/*" }),
        );
        assert.match(out, /^shop\/orders gains .* on everything but arn:aws:s3:::logs\/\*$/);
        assert.equal(err, "1 subject gains access.");
    });

    it("says what may be lost as well as what may be gained", async () => {
        const home = "arn:aws:s3:::home/${aws:username}";
        const denied = { Effect: "Deny", Action: "s3:GetObject", Resource: "arn:aws:s3:::home/admin" };
        const [limited, open] = [orders(allow("s3:GetObject", home), denied), orders(allow("s3:GetObject", home))];
        assert.match((await diff(limited, open)).out, /^shop\/orders may gain s3:GetObject /);
        assert.match((await diff(open, limited)).out, /^shop\/orders may lose s3:GetObject /);
    });

    it("says nothing of order, of splitting and of other words for the same", async () => {
        const { out, err } = await diff(
            orders(allow(["s3:GetObject", "s3:PutObject"], objects), allow("s3:ListBucket", "arn:aws:s3:::orders")),
            orders(
                allow("s3:listbucket", ["arn:aws:s3:::orders", "arn:aws:s3:::orders/*"]),
                allow("s3:PutObject", objects),
                allow("s3:GetObject", objects),
            ),
        );
        assert.deepEqual([out, err], ["", "No access changes."]);
    });

    it("follows a role that does not exist yet to its association", async () => {
        const { out } = await diff(undefined, orders(allow("s3:GetObject", objects)));
        assert.equal(out, "shop/orders is new\nshop/orders gains s3:GetObject on arn:aws:s3:::orders/*");
    });

    it("knows AWS's managed policies, and what a boundary leaves of them", async () => {
        const withBoundary = (boundary?: string): SampleProgram => ({
            roles: {
                orders: {
                    statements: [allow("s3:GetObject", objects)],
                    managed: ["arn:aws:iam::aws:policy/AmazonSQSFullAccess"],
                    ...(boundary && { boundary }),
                },
            },
            associations: { "shop/orders": "orders" },
        });
        const { out } = await diff(withBoundary("arn:aws:iam::aws:policy/AmazonS3FullAccess"), withBoundary());
        assert.equal(out, "shop/orders gains sqs:* on *");
    });

    it("says which trust policies admit others than before", async () => {
        const trusting = (...trust: object[]): SampleProgram => ({
            roles: { orders: { statements: [allow("s3:GetObject", objects)], trust } },
            associations: { "shop/orders": "orders" },
        });
        const pods = (Condition?: object): object => ({
            Effect: "Allow",
            Principal: { Service: "pods.eks.amazonaws.com" },
            Action: ["sts:AssumeRole", "sts:TagSession"],
            ...(Condition && { Condition }),
        });
        const narrow = trusting(pods({ StringEquals: { "aws:RequestTag/kubernetes-namespace": "shop" } }));
        const wide = trusting(pods(), {
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::444455556666:root" },
            Action: "sts:AssumeRole",
        });
        const { out, code } = await diff(narrow, wide, "--fail-on", "widened");
        assert.equal(
            out,
            "the trust of orders now admits account 444455556666\nthe trust of orders now admits pods.eks.amazonaws.com",
        );
        assert.equal(code, 1);
        const added = await diff({ roles: {}, associations: {} }, wide, "--fail-on", "widened");
        assert.match(added.out, /^the trust of orders now admits account 444455556666$/m);
        assert.doesNotMatch(added.out, /admits pods/);
        assert.equal(added.code, 1);
        assert.doesNotMatch((await diff({ roles: {}, associations: {} }, narrow)).out, /admits/);
        const except = trusting({ Effect: "Allow", NotPrincipal: { AWS: ["444455556666"] }, Action: "sts:AssumeRole" });
        assert.match((await diff(narrow, except)).out, /now admits everyone but account 444455556666$/m);
        const back = await diff(wide, narrow);
        assert.match(back.out, /^the trust of orders no longer admits pods/m);
    });

    it("says who shares a role, and that a role outside of the program is undecided", async () => {
        const shared = {
            ...orders(allow("s3:GetObject", objects)),
            associations: { "shop/orders": "orders", "shop/reports": "orders" },
        };
        const { out } = await diff(orders(allow("s3:GetObject", objects)), shared);
        assert.match(out, /^shop\/orders: shares its role with shop\/reports$/m);
        const external = { roles: {}, associations: { "shop/orders": "arn:aws:iam::111122223333:role/legacy" } };
        const { out: undecided, code } = await diff(undefined, external, "--fail-on", "undecided");
        assert.match(undecided, /undecided: the permissions of arn:aws:iam::111122223333:role\/legacy/);
        assert.equal(code, 1);
    });

    it("fails only on what it is asked to fail on", async () => {
        const [less, more] = [orders(allow("s3:GetObject", objects)), orders(allow("s3:*", objects))];
        assert.equal((await diff(less, more, "--fail-on", "gained,widened")).code, 1);
        assert.equal((await diff(more, less, "--fail-on", "gained,widened")).code, 0);
        const misspelt = await diff(more, less, "--fail-on", "gains");
        assert.equal(misspelt.code, 2);
        assert.match(misspelt.err, /"gains" is not one of gained, lost/);
    });

    it("writes Markdown in which nothing of the policies is markup", async () => {
        const evil = "arn:aws:s3:::`</details><script>alert(1)</script>`";
        const { out } = await diff(undefined, orders(allow("s3:GetObject", evil)), "--format", "markdown");
        assert.match(out, /^<!-- pod-identity diff -->\n### Pod access: 1 subject gains access\.\n/);
        const outside = out.replace(/(`+) ?.*? ?\1(?!`)/g, "");
        assert.doesNotMatch(outside, /<script>/);
    });

    it("writes JSON with a request as the witness of each difference", async () => {
        const { out } = await diff(undefined, orders(allow("s3:Get*", objects)), "--format", "json");
        const { version, subjects } = JSON.parse(out) as {
            version: number;
            subjects: { access: { actions: string[]; witness: { action: string; resource: string } }[] }[];
        };
        assert.equal(version, 1);
        assert.match(subjects[0]?.access[0]?.witness.action ?? "", /^s3:Get/);
        assert.match(subjects[0]?.access[0]?.witness.resource ?? "", /^arn:aws:s3:::orders\/./);
    });

    it("reads what PowerShell writes", async () => {
        const text = `\uFEFF${previewJson(undefined, orders(allow("s3:GetObject", objects)))}`;
        const folder = folderWith({ "utf8.json": text });
        fs.writeFileSync(path.join(folder, "utf16.json"), Buffer.from(text, "utf16le"));
        for (const file of ["utf8.json", "utf16.json"]) {
            assert.match((await call(folder, ["diff", file])).out, /^shop\/orders gains s3:GetObject/m);
        }
        fs.rmSync(folder, { recursive: true });
    });

    it("has no state before the change that only waits for its deletion", async () => {
        const [less, more] = [orders(allow("s3:GetObject", objects)), orders(allow("s3:*", objects))];
        const { steps, ...rest } = JSON.parse(previewJson(less, less)) as { steps: { urn: string }[] };
        const waiting = (JSON.parse(previewJson(more, more)) as { steps: { urn: string; oldState: object }[] }).steps
            .filter(({ urn }) => urn.includes("RolePolicy::"))
            .map(({ urn, oldState }) => ({ op: "delete", urn, oldState: { ...oldState, delete: true } }));
        assert.equal(waiting.length, 1);
        const folder = folderWith({ "preview.json": JSON.stringify({ ...rest, steps: [...waiting, ...steps] }) });
        assert.equal((await call(folder, ["diff", "preview.json"])).err, "No access changes.");
        fs.rmSync(folder, { recursive: true });
    });

    it("has the old state of a replacement, which waits for its deletion in the same preview", async () => {
        const less = orders(allow("s3:GetObject", objects));
        const { steps, ...rest } = JSON.parse(previewJson(less, orders(allow("s3:*", objects)))) as {
            steps: { op: string; urn: string; oldState: object }[];
        };
        const replaced = steps.flatMap(step =>
            step.urn.includes("RolePolicy::")
                ? ["create-replacement", "replace", "delete-replaced"].map(op => ({
                      ...step,
                      op,
                      oldState: { ...step.oldState, delete: true },
                  }))
                : [step],
        );
        assert.equal(replaced.length, steps.length + 2);
        const folder = folderWith({ "preview.json": JSON.stringify({ ...rest, steps: replaced }) });
        const { out } = await call(folder, ["diff", "preview.json"]);
        assert.match(out, /^shop\/orders gains s3:AbortMultipartUpload,/m);
        assert.doesNotMatch(out, /s3:GetObject,/);
        fs.rmSync(folder, { recursive: true });
    });

    it("reads a preview in which a replaced resource is read or imported", async () => {
        const { steps, ...rest } = JSON.parse(
            previewJson(orders(allow("s3:GetObject", "*")), orders(allow("s3:*", "*"))),
        ) as {
            steps: { readonly urn: string }[];
        };
        for (const kind of ["read-replacement", "import-replacement"]) {
            const replaced = steps.flatMap(step =>
                step.urn.includes("RolePolicy::") ? [kind, "replace"].map(op => ({ ...step, op })) : [step],
            );
            assert.equal(replaced.length, steps.length + 1);
            const folder = folderWith({ "preview.json": JSON.stringify({ ...rest, steps: replaced }) });
            const { out } = await call(folder, ["diff", "preview.json"]);
            assert.match(out, /^shop\/orders gains s3:\* except s3:GetObject on \*$/m);
            fs.rmSync(folder, { recursive: true });
        }
    });

    it("explains a file that it cannot use", async () => {
        const preview = JSON.parse(previewJson(orders(allow("s3:*", "*")), orders(allow("s3:*", "*")))) as {
            steps: object[];
        };
        const folder = folderWith({
            "partial.json": JSON.stringify({ ...preview, steps: preview.steps.slice(1) }),
            "replaced.json": JSON.stringify({ steps: preview.steps.map(step => ({ ...step, op: "replace" })) }),
            "other.json": "{}",
            "broken.json": "{",
            "state.json": JSON.stringify({ version: 3, deployment: { resources: [] } }),
        });
        fs.writeFileSync(path.join(folder, "binary.json"), Buffer.from([0x7b, 0xff, 0x7d]));
        for (const [file, message] of [
            ["partial.json", /leaves out resources that do not change: .*--show-sames --show-replacement-steps/],
            ["replaced.json", /leaves out what is deleted with a replaced resource: .*--show-replacement-steps/],
            ["other.json", /neither the output of/],
            ["broken.json", /is not JSON/],
            ["state.json", /one side only/],
            ["none.json", /cannot be read: ENOENT/],
            ["binary.json", /is not text: save it as UTF-8/],
        ] as const) {
            const { code, err } = await call(folder, ["diff", file]);
            assert.equal(code, 2, file);
            assert.match(err, message);
        }
        const { code, err } = await call(folder, ["diff", "state.json", path.join(folder, "state.json")]);
        assert.deepEqual([code, err], [0, "No access changes."]);
        fs.rmSync(folder, { recursive: true });
    });
});
