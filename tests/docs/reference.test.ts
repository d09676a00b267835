import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { writeApiPages } from "../../scripts/apiPages";
import { commandPage } from "../../scripts/commandPage";
import { root, textOf } from "./pages";

describe("the generated reference", () => {
    it("docs/command.md has every command, argument and option", async () => {
        assert.equal(textOf("docs/command.md"), await commandPage());
    });

    it("docs/api/ has every export with its doc comment; none is undocumented", async function () {
        this.timeout(120_000);
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "api-"));
        try {
            await writeApiPages(folder);
            assert.deepEqual(contents(path.join(root, "docs", "api")), contents(folder));
        } finally {
            fs.rmSync(folder, { recursive: true });
        }
    });
});

function contents(folder: string): Record<string, string> {
    const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(file => file.endsWith(".md"));
    return Object.fromEntries(files.sort().map(file => [file, fs.readFileSync(path.join(folder, file), "utf8")]));
}
