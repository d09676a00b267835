import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import { packageFolder } from "../../sandbox/layout";
import { templateIn, withOwnPlugin } from "../../sandbox/template";

describe("the template of `pulumi new`", () => {
    const runtimes = { python: "python", yaml: "yaml", typescript: "nodejs", "stack-file": "nodejs" };
    for (const [name, runtime] of Object.entries(runtimes)) {
        it(`says which language host is needed: templates/${name}`, async () => {
            const args = ["new", "--yes", "--dir", "pods", `templates/${name}`];
            assert.deepEqual(await templateIn(args, packageFolder), {
                index: 4,
                folder: path.join(packageFolder, "templates", name),
                runtime,
            });
        });
    }

    it("is undefined for templates elsewhere", async () => {
        assert.equal(await templateIn(["new", "aws-python", "--yes"], packageFolder), undefined);
    });

    it("takes the plugin from this checkout, in a copy", async () => {
        const to = await fs.mkdtemp(path.join(os.tmpdir(), "pod-identity-"));
        for (const name of ["python", "yaml", "typescript"]) {
            const template = await templateIn([`templates/${name}`], packageFolder);
            assert.ok(template);
            const copy = await withOwnPlugin(template, to);
            const { packages } = parse(await fs.readFile(path.join(copy, "Pulumi.yaml"), "utf8")) as {
                packages?: object;
            };
            const own = { "eks-pod-identity": path.join(packageFolder, "components") };
            assert.deepEqual(packages, name === "typescript" ? undefined : own);
        }
        await fs.rm(to, { recursive: true });
    });
});
