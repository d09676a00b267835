import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { previewJson } from "../inventory/previews";
import { call, folderWith } from "./call";

const project = {
    "pods/Pulumi.yaml": "name: pods\nruntime: nodejs\n",
    "pods/Pulumi.dev.yaml": `config:
  eks-pod-identity:clusterName: dev
  eks-pod-identity:associations:
    shop/orders:
      role: { statements: [{ actions: [s3:GetObject], resources: ["arn:aws:s3:::orders/*"] }] }
`,
    "pods/preview.json": previewJson(undefined, {
        roles: {
            orders: { statements: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::orders/*" }] },
        },
        associations: { "shop/orders": "orders" },
    }),
};

describe("the options that commands have in common", () => {
    let folder: string;
    before(() => {
        folder = folderWith(project);
    });
    after(() => {
        fs.rmSync(folder, { recursive: true });
    });

    for (const words of [
        "check",
        "config --stack dev",
        "show --stack dev",
        "show preview.json",
        "diff preview.json",
        "graph preview.json",
        "explain shop/orders s3:GetObject --source preview.json",
        "who s3:GetObject --source preview.json",
    ]) {
        it(`--cwd is the folder of ${words.split(" ")[0] ?? ""}: ${words}`, async () => {
            const inside = await call(`${folder}/pods`, words.split(" "));
            assert.deepEqual(await call(folder, [...words.split(" "), "--cwd", "pods"]), inside);
            assert.equal(inside.code, 0, inside.err);
            const missing = await call(folder, [...words.split(" "), "--cwd", "pod"]);
            assert.deepEqual(missing, { code: 2, out: "", err: 'There is no folder "pod".' });
        });
    }

    it("who and explain write Markdown in which nothing of the policies is markup", async () => {
        const who = await call(folder, ["who", "s3:*", "--source", "pods/preview.json", "--format", "markdown"]);
        assert.equal(who.out, "- `shop/orders can do s3:GetObject on arn:aws:s3:::orders/*, by inline`");
        const words = [
            "explain",
            "shop/orders",
            "s3:GetObject",
            "--source",
            "pods/preview.json",
            "--format",
            "markdown",
        ];
        const explained = await call(folder, words);
        assert.equal(explained.out.split("\n")[0], "- `shop/orders may do s3:GetObject.`");
        const all = await call(folder, [
            "explain",
            "shop/orders",
            "--source",
            "pods/preview.json",
            "--format",
            "markdown",
        ]);
        assert.match(all.out, /^ +- `Allow s3:GetObject on arn:aws:s3:::orders\/\*`$/m);
    });
});
