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
            '    r7(["role reader"])',
            '    s8["team-a/reader on dev"]',
            '    s9["team-b/reader on dev"]',
            "    s1 --> r0",
            "    r0 -.-> u2",
            "    s4 --> r3",
            '    r3 -->|"Read, Write"| x5',
            '    r3 -->|"Write, with conditions"| x6',
            "    s8 --> r7",
            "    s9 --> r7",
            '    r7 -->|"Read"| x5',
        ]);
        assert.equal(err, "");
        assert.equal(code, 0);
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
