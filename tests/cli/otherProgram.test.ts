import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { call, folderWith } from "./call";

describe("pod-identity check, in a project whose program uses the components in code", () => {
    let folder: string;
    before(() => {
        folder = folderWith({
            "Pulumi.yaml": "name: shop\nruntime: nodejs\n",
            "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n  shop:replicas: 3\n",
            "Pulumi.empty.yaml": "encryptionsalt: v1:abc\n",
        });
    });
    after(() => {
        fs.rmSync(folder, { recursive: true });
    });

    it("reports no errors, and says how to see the access", async () => {
        const { out, err, code } = await call(folder, ["check"]);
        assert.equal(code, 0);
        assert.equal(out, "");
        assert.match(err, /no keys of eks-pod-identity, so there is nothing to check\. .*pod-identity show -$/);
    });

    it("checks a stack file that is named, whatever is in it", async () => {
        const { out, code } = await call(folder, ["check", "--stack", "dev"]);
        assert.equal(code, 1);
        assert.match(out, /the cluster is not named/);
    });
});
