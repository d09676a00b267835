import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { accessLevel, actionsDate, actionsOf, services } from "../../data/actions";
import { readCompressed } from "../../data/compressed";
import { distilledActions } from "../../scripts/distilActions";

describe("the actions of AWS", () => {
    it("are current (npm run generate)", async () => {
        assert.deepEqual(readCompressed("actions.json.br"), await distilledActions());
    }).timeout(30_000);

    it("have a date and are less than 300 kB", () => {
        assert.match(actionsDate(), /^20\d\d-\d\d-\d\d$/);
        assert.ok(fs.statSync(path.join(__dirname, "../../data/actions.json.br")).size < 300_000);
    });

    it("are known by service, in alphabetical order and in AWS's spelling", () => {
        assert.ok(services().includes("s3") && services().includes("eks-auth"));
        assert.deepEqual([...services()].sort(), services());
        assert.ok(actionsOf("s3").includes("GetObject"));
        assert.deepEqual(actionsOf("S3"), actionsOf("s3"));
        assert.deepEqual([...actionsOf("sqs")].sort(), actionsOf("sqs"));
    });

    it("have access levels, in any case", () => {
        assert.equal(accessLevel("s3:GetObject"), "Read");
        assert.equal(accessLevel("S3:listbucket"), "List");
        assert.equal(accessLevel("iam:PassRole"), "Write");
        assert.equal(accessLevel("iam:PutRolePolicy"), "Permissions management");
        assert.equal(accessLevel("ec2:CreateTags"), "Tagging");
    });

    it("know nothing of other names, those of JavaScript's objects included", () => {
        for (const action of ["s3:GetObjekt", "ess3:GetObject", "constructor:name", "s3:constructor", "s3", ""]) {
            assert.equal(accessLevel(action), undefined, action);
        }
        assert.deepEqual(actionsOf("__proto__"), []);
        assert.deepEqual(actionsOf("nothing"), []);
    });
});
