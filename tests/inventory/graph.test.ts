import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { graphPageFile, graphPageText } from "../../scripts/generateGraphPage";
import { call, folderWith } from "../cli/call";
import { manyAssociations, previewJson } from "./previews";
import type { SampleProgram } from "./previews";

const program: SampleProgram = {
    roles: {
        orders: {
            statements: [
                { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::orders/new" },
                {
                    Effect: "Allow",
                    Action: "sqs:SendMessage",
                    Resource: "arn:aws:sqs:eu-west-1:111122223333:orders",
                    Condition: { Bool: { "aws:SecureTransport": "true" } },
                },
                { Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::archive" },
            ],
        },
        reader: { statements: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::orders/new" }] },
    },
    associations: {
        "shop/orders": "orders",
        "team-a/reader": "reader",
        "team-b/reader": "reader",
        "legacy/report": "arn:aws:iam::111122223333:role/report",
    },
};

describe("pod-identity graph", () => {
    const folders: string[] = [];
    after(() => {
        folders.forEach(folder => {
            fs.rmSync(folder, { recursive: true });
        });
    });

    const graphOf = (of: SampleProgram, ...args: string[]) => {
        const folder = folderWith({ "preview.json": previewJson(undefined, of) });
        folders.push(folder);
        return call(folder, ["graph", "preview.json", ...args]);
    };

    it("draws subjects, their roles and what each role may use", async () => {
        const { out, err, code } = await graphOf(program);
        assert.deepEqual(out.split("\n"), [
            "flowchart LR",
            '    r0(["role arn:aws:iam::111122223333:role/report"])',
            '    s1["legacy/report on dev"]',
            '    u2{{"not known: the permissions of arn:aws:iam::111122223333:role/report are not in this source"}}',
            '    r3(["role orders"])',
            '    s4["shop/orders on dev"]',
            '    x5[("s3: arn:aws:s3:::orders/new")]',
            '    x6[("sqs: arn:aws:sqs:eu-west-1:111122223333:orders")]',
            '    x7[("s3: arn:aws:s3:::archive")]',
            '    r8(["role reader"])',
            '    s9["team-a/reader on dev"]',
            '    s10["team-b/reader on dev"]',
            "    s1 --> r0",
            "    r0 -.-> u2",
            "    s4 --> r3",
            '    r3 -->|"Read, Write"| x5',
            '    r3 -->|"Write, with conditions"| x6',
            '    r3 --x|"denied: Full access"| x7',
            "    s9 --> r8",
            "    s10 --> r8",
            '    r8 -->|"Read"| x5',
        ]);
        assert.equal(
            err,
            "Not known: arn:aws:iam::111122223333:role/report: the role is not in this program, so its permissions are not known.",
        );
        assert.equal(code, 0);
    });

    it("says what is not known once for all roles, and draws what an unknown boundary limits", async () => {
        const statements = [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::orders/new" }];
        const role = { statements, boundary: "arn:aws:iam::111122223333:policy/limits" };
        const { out, err } = await graphOf({
            roles: { cart: role, orders: role },
            associations: { "shop/cart": "cart", "shop/orders": "orders" },
        });
        assert.match(err, /^Not known: cart, orders: arn:aws:iam::111122223333:policy\/limits: .*\.$/);
        assert.equal(out.match(/-->\|"Read"\|/g)?.length, 2);
    });

    const s3 = "arn:aws:s3:::orders";
    const allow = (Action: string | string[], Resource: string | string[], more: object = {}) => ({
        Effect: "Allow",
        Action,
        Resource,
        ...more,
    });
    const linesOf = async (role: SampleProgram["roles"][string], ...args: string[]): Promise<string[]> => {
        const { out } = await graphOf({ roles: { orders: role }, associations: { "shop/orders": "orders" } }, ...args);
        const names = new Map(
            [...out.matchAll(/(x\d+)\[\("([^"]+)"\)\]/g)].map(([, id = "", name = ""]) => [id, name]),
        );
        return [...out.matchAll(/r\d+ (-->|--x)\|"([^"]+)"\| (x\d+)/g)].map(
            ([, arrow = "", text = "", id = ""]) => `${arrow} ${text} ${(names.get(id) ?? "").replaceAll("#42;", "*")}`,
        );
    };

    it("leaves out what a denial denies, and draws the denial", async () => {
        const deny = (Action: string, Resource: string, more: object = {}) => ({
            Effect: "Deny",
            Action,
            Resource,
            ...more,
        });
        const [read, both] = ["s3:GetObject", ["s3:GetObject", "s3:PutObject"]];
        const all = `${s3}/*`;
        const cases: readonly (readonly [readonly object[], readonly string[]])[] = [
            [[allow(read, all), deny("s3:*", "*")], ["--x denied: Full access s3: *"]],
            [
                [allow(both, all), deny("s3:PutObject", all)],
                [`--> Read, Write, partly denied s3: ${all}`, `--x denied: Write s3: ${all}`],
            ],
            [
                [allow(read, all), deny(read, `${s3}/secret`)],
                [`--> Read, partly denied s3: ${all}`, `--x denied: Read s3: ${s3}/secret`],
            ],
            [
                [allow(read, all), deny(read, all, { Condition: { Bool: { "aws:SecureTransport": "false" } } })],
                [`--> Read, partly denied s3: ${all}`, `--x denied: Read, with conditions s3: ${all}`],
            ],
            [
                [allow(read, [all, `${s3}-2/*`, `${s3}-3/*`]), deny(read, `${s3}-3/*`)],
                [`--> Read s3: ${all}`, `--> Read s3: ${s3}-2/*`, `--x denied: Read s3: ${s3}-3/*`],
            ],
            [
                [allow(read, all), deny("sqs:*", "*")],
                [`--> Read s3: ${all}`, "--x denied: Full access sqs: *"],
            ],
            [
                [allow("*", "*"), deny("iam:*", "*")],
                ["--> Full access, partly denied every service: *", "--x denied: Full access iam: *"],
            ],
            [
                [allow(read, [`${s3}/a`, `${s3}/b`]), deny("s3:*", `${s3}/b`)],
                [`--> Read s3: ${s3}/a`, `--x denied: Full access s3: ${s3}/b`],
            ],
        ];
        for (const [statements, expected] of cases) {
            assert.deepEqual(await linesOf({ statements }), expected, JSON.stringify(statements));
        }
    });

    it("leaves out what a permissions boundary does not allow", async () => {
        const boundary = "arn:aws:iam::aws:policy/AmazonSQSFullAccess";
        const statements = [allow("s3:GetObject", `${s3}/*`), allow("sqs:SendMessage", "*")];
        assert.deepEqual(await linesOf({ statements, boundary }), ["--> Write sqs: *"]);
    });

    it("draws only the subjects of a namespace, and suggests one for a wrong name", async () => {
        const { out } = await graphOf(program, "--namespace", "team-a", "-n", "shop");
        assert.match(out, /team-a\/reader/);
        assert.match(out, /shop\/orders/);
        assert.doesNotMatch(out, /team-b|legacy/);
        const { err, code } = await graphOf(program, "--namespace", "shopp");
        assert.equal(
            err,
            'There is no association in the namespace "shopp": did you mean "shop"? Choose another --namespace.',
        );
        assert.equal(code, 2);
    });

    it("says that Mermaid does not draw more than 500 lines", async () => {
        const { err } = await graphOf(manyAssociations(300));
        assert.equal(
            err,
            "The graph has 600 lines, and Mermaid draws at most 500: choose a --namespace, or --format html.",
        );
    });

    const hostile = '</script><script>document.title="hacked"</script>';
    const withHostileNames: SampleProgram = {
        roles: {
            [`x"]${hostile}`]: {
                statements: [
                    { Sid: hostile, Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::*_${hostile}` },
                ],
            },
        },
        associations: { "shop/orders": `x"]${hostile}` },
    };

    it("escapes in Mermaid text whatever is Mermaid, Markdown or HTML", async () => {
        const { out } = await graphOf(withHostileNames);
        assert.doesNotMatch(out, /<|script>|`|\*/);
        for (const line of out.split("\n").slice(1)) {
            assert.match(line, /^ {4}(\w+(\["[^"]*"\]|\(\["[^"]*"\]\)|\[\("[^"]*"\)\])|\w+ -->(\|"[^"]*"\|)? \w+)$/);
        }
    });

    it("escapes names in the page, which runs its own script only", async () => {
        const { out } = await graphOf(withHostileNames, "--format", "html");
        assert.equal(out.match(/<script/g)?.length, 2);
        assert.equal(out.match(/<\/script>/g)?.length, 2);
        assert.match(out, /content="default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'sha256-/);
        assert.doesNotMatch(out, /(src|href)=|url\(|@import/);
        const [, json = ""] = /<script type="application\/json" id="graph">(.*)<\/script>/.exec(out) ?? [];
        const { roles } = JSON.parse(json) as { roles: { policies: { statements: { sid: string }[] }[] }[] };
        assert.equal(roles[0]?.policies[0]?.statements[0]?.sid, hostile);
    });

    it("has the page's script and style as `npm run generate` writes them", () => {
        assert.equal(fs.readFileSync(graphPageFile, "utf8"), graphPageText());
    });
});
