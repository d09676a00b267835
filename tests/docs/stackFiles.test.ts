import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { problemLine } from "../../config/message";
import { offlineStackOf } from "../../config/offline";
import { shownFiles, shownStackFiles } from "./stackFiles";

describe("the stack files in docs/", () => {
    const files = shownStackFiles();

    it("are on several pages", () => {
        assert.ok(new Set(files.map(({ page }) => page)).size >= 4);
    });

    for (const { page, line, text } of files) {
        it(`have no problems: ${page}, line ${String(line)}`, () => {
            const folder = projectWith(shownFiles(page));
            const project = { folder, name: "eks-pod-identity", stackFolder: folder };
            const { problems } = offlineStackOf(wholeStack(text), path.join(folder, "Pulumi.dev.yaml"), project, file =>
                path.basename(file),
            );
            fs.rmSync(folder, { recursive: true });
            assert.deepEqual(
                problems.map(problem => problemLine(problem)),
                [],
            );
        });
    }
});

/** docs/access.md leaves the name of the cluster out where it says nothing. */
function wholeStack(text: string): string {
    return /:(clusterName|clusterFrom|targetRoles):/.test(text)
        ? text
        : text.replace(/^config:\n/m, "config:\n  eks-pod-identity:clusterName: dev\n");
}

function projectWith(files: ReturnType<typeof shownFiles>): string {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "docs-"));
    for (const { name, text } of files) {
        const file = path.join(folder, name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, text);
    }
    return folder;
}
