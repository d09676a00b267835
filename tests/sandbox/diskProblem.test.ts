import * as assert from "node:assert/strict";
import fs from "node:fs/promises";
import { perform } from "../../sandbox/actions";
import { diskProblem } from "../../sandbox/diskProblem";

function failed(code: string, more: Partial<NodeJS.ErrnoException> = {}): Error {
    return Object.assign(new Error(code), { code, syscall: "open", path: "/x/.sandbox/backend", ...more });
}

describe("a disk that takes no more files", () => {
    const cases = {
        ENOSPC: /full/,
        EDQUOT: /quota/,
        EROFS: /read-only/,
        EACCES: /no permission/,
        EPERM: /no permission/,
    };
    for (const [code, reason] of Object.entries(cases)) {
        it(`is reported as what it is, with the file: ${code}`, () => {
            assert.match(diskProblem(failed(code)) ?? "", reason);
            assert.match(
                diskProblem(failed(code)) ?? "",
                /cannot write \/x\/\.sandbox\/backend: .*\. .*then try again\.$/,
            );
        });
    }

    it("is recognized in what tools print", () => {
        const pip = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device: '/x/lib'";
        assert.equal(
            diskProblem(pip),
            "The sandbox cannot write /x/lib: the disk is full. Free some space, then try again.",
        );
        assert.match(diskProblem("write /tmp/b001/x.a: no space left on device") ?? "", /its files: the disk is full/);
    });

    it("is no other error: a file that is missing, a program that may not be started, a refused registry", () => {
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
            const place = { project: "/x", folder: "/x/.sandbox", seedsOf: () => Promise.resolve([]) };
            assert.equal(await perform(["reset"], place), 1);
            assert.equal(await perform(["preview", "--stack", "dev"], place), 1);
        } finally {
            fs.mkdir = mkdir;
            process.stderr.write = write;
        }
        const sentence =
            "The sandbox cannot write /x/.sandbox/backend: the disk is full. Free some space, then try again.\n";
        assert.deepEqual(written, [sentence, sentence]);
    });
});
