import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as path from "node:path";
import { packageFolder } from "../../sandbox/layout";

describe("the bundle of npm run sandbox", () => {
    it("starts, with all that reads stack files in it", () => {
        const script = path.join(packageFolder, "scripts", "sandbox", "run.js");
        const help = execFileSync(process.execPath, [script, "--help"], { encoding: "utf8" });
        assert.match(help, /npm run sandbox -- up --stack dev --yes/);
    });
});
