import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { otherSpelling, subjectKeyAdvice } from "../../components/rules/otherSpellings";

const association = ["role", "roleRef", "roleArn", "targetRoleArn", "disableSessionTags", "sessionPolicy", "tags"];
const addon = ["version", "configuration", "preserve", "associations"];
const stack = ["agent", "associations", "eksAddons", "roles", "defaults"];

describe("docs/from-irsa.md", () => {
    const rows = spellingRows();

    it("has a table of the names in other tools", () => {
        assert.ok(rows.length >= 15);
    });

    for (const { property, names } of rows) {
        it(`the check suggests ${property} for ${names.join(", ")}`, () => {
            assert.deepEqual(
                names.filter(name => !isSuggested(property, name)),
                [],
            );
        });
    }
});

/** Without names of resources and switches, which are no properties. */
function spellingRows(): { readonly property: string; readonly names: readonly string[] }[] {
    const page = fs.readFileSync(path.join(__dirname, "..", "..", "docs", "from-irsa.md"), "utf8");
    const [, section = ""] = page.split("\n## What other tools call it\n");
    return [...section.matchAll(/^\| (?:key )?`([^`]+)` \| (.*) \|$/gm)].flatMap(([, property = "", cells = ""]) => {
        const names = [...cells.matchAll(/`([^`]+)`/g)]
            .map(([, name = ""]) => name)
            .filter(name => !/^(aws_|AWS::|attach_)/i.test(name));
        return names.length === 0 ? [] : [{ property, names }];
    });
}

function isSuggested(property: string, name: string): boolean {
    if (property === "namespace/serviceAccount") {
        return subjectKeyAdvice(name, association) !== undefined;
    }
    const own = property.split(".").at(-1) ?? "";
    if (property.startsWith("role.")) {
        return [property, own].includes(otherSpelling(name, association) ?? otherSpelling(name, [own]) ?? "");
    }
    const table = property.startsWith("eksAddons.") ? addon : stack.includes(property) ? stack : association;
    return otherSpelling(name, table) === own;
}
