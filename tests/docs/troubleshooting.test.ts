import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

const root = path.join(__dirname, "..", "..");

describe("docs/troubleshooting.md", () => {
    it("quotes messages as the package prints them", () => {
        const sources = [...sourcesIn("components"), ...sourcesIn("config")].join("\n");
        const messages = messagesOfThisPackage();
        assert.ok(messages.length >= 15);
        assert.deepEqual(
            messages.filter(message => !sources.includes(message)),
            [],
        );
    });
});

/** The code in the first column of the tables; what a message fills in is left out between two pieces of code. */
function messagesOfThisPackage(): string[] {
    const page = fs.readFileSync(path.join(root, "docs", "troubleshooting.md"), "utf8");
    const [, section = ""] = page.split("\n## Messages of this package\n");
    const [ours = ""] = section.split("\n### From AWS\n");
    return [...ours.matchAll(/^\| (`.*?) \| /gm)].flatMap(([, cell = ""]) =>
        [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code),
    );
}

function sourcesIn(folder: string): string[] {
    return fs
        .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
        .filter(name => name.endsWith(".ts"))
        .map(name => fs.readFileSync(path.join(root, folder, name), "utf8"));
}
