import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { openSandbox } from "../../sandbox/sandbox";
import { requireSandbox } from "../sandbox/prerequisites";
import { schemaFile } from "./schema";

describe("`pulumi package get-schema ./components`", () => {
    it("prints components/schema.json", async function () {
        await requireSandbox(this);
        const directory = fs.mkdtempSync(path.join(os.tmpdir(), "pod-identity-"));
        const sandbox = await openSandbox({ directory, aws: false });
        try {
            const { code, stdout, stderr } = await sandbox.pulumi(["package", "get-schema", "./components"]);
            assert.equal(code, 0, stderr);
            assert.deepEqual(JSON.parse(stdout), JSON.parse(fs.readFileSync(schemaFile, "utf8")));
        } finally {
            await sandbox.close();
            fs.rmSync(directory, { recursive: true, force: true });
        }
    });
});
