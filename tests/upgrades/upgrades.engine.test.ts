import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { requireSandbox } from "../sandbox/prerequisites";
import { replayed, statesFolder } from "./states";
import type { Stamp } from "./states";

/**
 * Updates that an upgrade from the recorded states makes, by stack, each with its line of the CHANGELOG. An upgrade never
 * replaces, creates or deletes.
 */
const allowed: Readonly<Record<string, Readonly<Record<string, string>>>> = {};

describe("an upgrade", () => {
    before(async function () {
        await requireSandbox(this);
    });

    const { version, commit } = JSON.parse(fs.readFileSync(path.join(statesFolder, "stamp.json"), "utf8")) as Stamp;

    it(`of stacks that ${version} (${commit}) deployed replaces nothing`, async () => {
        const changes = await replayed();
        assert.ok(Object.keys(changes).length > 5);
        const expected = Object.keys(changes).map(stack => [stack, Object.keys(allowed[stack] ?? {})]);
        assert.deepEqual(changes, Object.fromEntries(expected));
        const changelog = fs.readFileSync(path.join(__dirname, "../../CHANGELOG.md"), "utf8").replace(/\s+/g, " ");
        for (const [change, line] of Object.values(allowed).flatMap(updates => Object.entries(updates))) {
            assert.match(change, /^update /);
            assert.ok(changelog.includes(line), `CHANGELOG.md lacks: ${line}`);
        }
    });
});
