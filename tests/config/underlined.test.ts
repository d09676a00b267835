/** Of the mistakes of messages.golden.txt, those that an editor underlines while one types. */
import * as assert from "node:assert/strict";
import { cases } from "./goldenMessages";
import { languageServer } from "./languageServer";
import type { Diagnostic, LanguageServer } from "./languageServer";

/** Each problem has a line; the editor's first line names the schema. */
const linesOf = (lines: readonly string[]): number[] =>
    lines.flatMap(line => {
        const [, found, rest = ""] = /^Pulumi\.dev\.yaml:(\d+):\d+ {2}(.*)$/.exec(line) ?? [];
        return found === undefined || rest.startsWith("warning: ") ? [] : [Number(found)];
    });

describe("an editor and the golden mistakes", function () {
    this.timeout(300_000);
    let server: LanguageServer;
    const found = new Map<string, readonly Diagnostic[]>();
    before(async () => {
        server = await languageServer();
        await Promise.all(
            cases().map(async ({ title, text }) => {
                found.set(title, await server.diagnostics(text));
            }),
        );
    });
    after(() => {
        server.close();
    });

    it("underlines more than half of them", () => {
        let [underlined, all] = [0, 0];
        for (const { title, lines } of cases()) {
            const starts = new Set((found.get(title) ?? []).map(({ range }) => range.start.line));
            for (const line of linesOf(lines)) {
                all += 1;
                underlined += starts.has(line) ? 1 : 0;
            }
        }
        assert.ok(underlined >= 0.55 * all, `${String(underlined)} of ${String(all)}`);
    });

    it("underlines nothing in a good file", () => {
        const good = cases().filter(({ lines }) => lines.every(line => line.includes("warning: ")));
        const refused = good.flatMap(({ title }) =>
            (found.get(title) ?? []).map(({ message }) => `${title}: ${message}`),
        );
        assert.deepEqual(refused, []);
    });
});
