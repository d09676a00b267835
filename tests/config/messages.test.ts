/**
 * The message of every mistake, in messages.golden.txt: a title, a stack file, and after `=>` the output of
 * `pod-identity check`. `UPDATE_GOLDEN=1 npx mocha tests/config/messages.test.ts` updates it. Read the diff.
 */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { cases, golden, said } from "./goldenMessages";
import { messageTexts } from "./messageTexts";

/** Texts of rules that no short stack file causes, and where they are tested instead. */
const saidElsewhere: Readonly<Record<string, string>> = {
    "checks/fit/hints.ts: is used for …, and usually for …": "the component, while it deploys",
    "checks/fit/sessionPolicy.ts: has … characters": "the component, once it knows all of the text",
    "checks/fit/targetAccess.ts: has several target roles for several subjects: without session tags a pod can send the external ID of another subject":
        "the component PodIdentityRole, which knows its targets and not whose they are",
    "checks/fit/trustLength.ts: its trust policy has …… characters":
        "hundreds of subjects; see tests/components/checks/trustLength.test.ts",
    "checks/shape/associations.ts: has … associations": "5,001 associations; see tests/components/checks/stack.test.ts",
    "rules/kinds.ts: is an Output, but it must be known when the program runs": "the components, to programs",
};

describe("the messages about a stack file", () => {
    if (process.env.UPDATE_GOLDEN !== undefined) {
        const blocks = cases().map(({ title, text }) => `## ${title}\n${text}=>\n${said(text).join("\n")}\n\n`);
        fs.writeFileSync(golden, blocks.join("").replace(/\n+$/, "\n"));
    }
    for (const { title, text, lines } of cases()) {
        it(title, () => {
            assert.deepEqual(said(text), lines);
        });
    }

    it("have each position of a mistake only once", () => {
        for (const { title, lines } of cases()) {
            assert.equal(new Set(lines).size, lines.length, title);
        }
    });

    it("are in this table for every rule", () => {
        const lines = cases()
            .flatMap(each => each.lines)
            .join("\n");
        const texts = messageTexts();
        assert.ok(texts.length > 50, "the texts are found in the sources");
        const missing = texts.filter(({ pattern }) => !pattern.test(lines)).map(({ file, text }) => `${file}: ${text}`);
        assert.deepEqual([...new Set(missing)].sort(), Object.keys(saidElsewhere));
    });
});
