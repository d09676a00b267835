import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type Fault, Faults } from "../../../sandbox/provider/faults";

describe("faults on demand", () => {
    let directory: string;
    beforeEach(() => {
        directory = fs.mkdtempSync(path.join(os.tmpdir(), "faults-"));
    });
    afterEach(() => {
        fs.rmSync(directory, { recursive: true, force: true });
    });

    const write = (faults: readonly Fault[]): void => {
        fs.writeFileSync(path.join(directory, "faults.json"), JSON.stringify(faults));
    };
    const errors = (faults: Faults, times: number, input: object = {}): (string | undefined)[] =>
        Array.from({ length: times }, () => faults.of("CreateRole", input).error?.code);

    it("do not exist without a file", () => {
        assert.deepEqual(new Faults(directory).of("CreateRole", {}), { delay: 0 });
    });

    it("apply as often as requested, counted over all processes", () => {
        write([{ operation: "CreateRole", times: 3, error: "Throttling: Rate exceeded" }]);
        const [one, other] = [new Faults(directory), new Faults(directory)];
        assert.deepEqual(
            [...errors(one, 2), ...errors(other, 2)],
            ["Throttling", "Throttling", "Throttling", undefined],
        );
    });

    it("can let the first calls pass", () => {
        write([{ operation: "*", after: 2, times: 1, error: "X: y" }]);
        assert.deepEqual(errors(new Faults(directory), 4), [undefined, undefined, "X", undefined]);
    });

    it("apply only to calls that match", () => {
        write([{ operation: "CreateRole", match: { RoleName: "shop-*" }, error: "X: y" }]);
        const faults = new Faults(directory);
        assert.deepEqual(errors(faults, 1, { RoleName: "shop-orders" }), ["X"]);
        assert.deepEqual(errors(faults, 1, { RoleName: "web" }), [undefined]);
        assert.equal(faults.of("DeleteRole", { RoleName: "shop-orders" }).error, undefined);
    });

    it("kill at one call of those that change something, before or after it", () => {
        write([{ operation: "change", kill: "cli", moment: "after", after: 1, times: 1 }]);
        const faults = new Faults(directory);
        const killed = (operation: string, moment: "before" | "after") => faults.killOf(operation, {}, moment);
        assert.equal(killed("GetRole", "after"), undefined);
        assert.equal(killed("CreateRole", "after"), undefined);
        assert.equal(killed("PutRolePolicy", "before"), undefined);
        assert.equal(killed("PutRolePolicy", "after"), "cli");
        assert.equal(killed("PutRolePolicy", "after"), undefined);
        assert.deepEqual(faults.of("PutRolePolicy", {}), { delay: 0 });
    });

    it("hide each role for the requested number of checks", () => {
        write([{ roleInvisibleFor: 2 }]);
        const faults = new Faults(directory);
        const looks = (arn: string): boolean[] =>
            Array.from({ length: 3 }, () => faults.ofRole("roleInvisibleFor", arn));
        assert.deepEqual(looks("arn:a"), [true, true, false]);
        assert.deepEqual(looks("arn:b"), [true, true, false]);
        assert.equal(faults.ofRole("trustRefusedFor", "arn:c"), false);
    });

    it("reset their counters when the file is written again", async () => {
        write([{ operation: "CreateRole", times: 1, error: "X: y" }]);
        const faults = new Faults(directory);
        assert.deepEqual(errors(faults, 2), ["X", undefined]);
        await new Promise(resolve => setTimeout(resolve, 10));
        write([{ operation: "CreateRole", times: 1, error: "X: y" }]);
        assert.deepEqual(errors(faults, 2), ["X", undefined]);
    });

    it("report errors in the file", () => {
        fs.writeFileSync(path.join(directory, "faults.json"), '[{"operations":"CreateRole"}]');
        assert.throws(
            () => new Faults(directory).of("CreateRole", {}),
            /entry 0 has operations; it may have operation, match/,
        );
    });
});
