import * as assert from "node:assert/strict";
import fs from "node:fs/promises";
import { perform } from "../../sandbox/actions";
import { diskProblem } from "../../sandbox/diskProblem";

function failed(code: string, more: Partial<NodeJS.ErrnoException> = {}): Error {
    return Object.assign(new Error(code), { code, syscall: "open", path: "/x/.sandbox/backend", ...more });
}

describe("a disk that cannot be written", () => {
    const cases = {
        ENOSPC: /full/,
        EDQUOT: /quota/,
        EROFS: /read-only/,
        EACCES: /no permission/,
        EPERM: /no permission/,
    };
    for (const [code, reason] of Object.entries(cases)) {
        it(`is reported with its cause and the file: ${code}`, () => {
            assert.match(diskProblem(failed(code)) ?? "", reason);
            assert.match(
                diskProblem(failed(code)) ?? "",
                /cannot write \/x\/\.sandbox\/backend: .*\. .*then try again\.$/,
            );
        });
    }

    it("is recognized in the output of tools", () => {
        const pip = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device: '/x/lib'";
        assert.equal(
            diskProblem(pip),
            "The sandbox cannot write /x/lib: the disk is full. Free some space, then try again.",
        );
        assert.match(diskProblem("write /tmp/b001/x.a: no space left on device") ?? "", /its files: the disk is full/);
    });

    it("differs from a missing file, a program that cannot be started and a registry that refuses", () => {
        assert.equal(diskProblem(failed("ENOENT")), undefined);
        assert.equal(diskProblem(failed("EACCES", { syscall: "spawn /x/pulumi" })), undefined);
        assert.equal(diskProblem("ERROR: 403 Client Error: Permission denied"), undefined);
        assert.equal(diskProblem(undefined), undefined);
    });

    it("ends a command with one sentence and no stack trace", async () => {
        const { mkdir } = fs;
        const write = process.stderr.write.bind(process.stderr);
        const written: string[] = [];
        // The first thing that a command writes is a folder.
        fs.mkdir = () => Promise.reject<undefined>(failed("ENOSPC", { syscall: "mkdir" }));
        process.stderr.write = (text: string | Uint8Array) => written.push(String(text)) > 0;
        try {
            const context = { project: "/x", folder: "/x/.sandbox", settingsOf: () => Promise.resolve([]) };
            assert.equal(await perform(["reset"], context), 1);
            assert.equal(await perform(["preview", "--stack", "dev"], context), 1);
        } finally {
            fs.mkdir = mkdir;
            process.stderr.write = write;
        }
        const sentence =
            "The sandbox cannot write /x/.sandbox/backend: the disk is full. Free some space, then try again.\n";
        assert.deepEqual(written, [sentence, sentence]);
    });
});
