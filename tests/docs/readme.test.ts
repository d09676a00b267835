import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { presetKeys } from "../../components/presets/catalogue";

const root = path.join(__dirname, "..", "..");
const readme = fs.readFileSync(path.join(root, "README.md"), "utf8");

describe("README.md", () => {
    it("has about 150 lines", () => {
        assert.ok(readme.trimEnd().split("\n").length <= 160);
    });

    it("counts the presets that there are", () => {
        assert.match(readme, new RegExp(`\\| ${presetKeys.length} presets \\|`));
    });
});
