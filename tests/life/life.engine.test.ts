import * as assert from "node:assert/strict";
import { requireSandbox } from "../sandbox/prerequisites";
import { life } from "./life";

/** A sample; `npm run longlife` makes 100 edits and writes its section of docs/reliability.md. */
describe("a stack that is edited again and again", () => {
    before(async function () {
        await requireSandbox(this);
    });

    it("equals a fresh deployment after each edit, and replaces nothing that the edit does not demand", async () => {
        const print = (text: string) => process.stdout.write(`      ${text.split("\n")[0]}\n`);
        const outcomes = await life({ edits: 6, seed: 107, freshEvery: 6, print });
        assert.deepEqual(
            outcomes.flatMap(({ number, problems }) => problems.map(problem => `edit ${number}: ${problem}`)),
            [],
        );
        assert.equal(outcomes.length, 7);
    });
});
