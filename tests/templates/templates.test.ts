import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { repositoryIn } from "../../scripts/release/repository";

const root = path.join(__dirname, "..", "..");
const read = (...file: readonly string[]): string => fs.readFileSync(path.join(root, ...file), "utf8");

interface Manifest {
    readonly version: string;
    readonly dependencies: Readonly<Record<string, string>>;
}

describe("the templates", () => {
    const names = fs.readdirSync(path.join(root, "templates")).sort();

    it("are those that docs/configuration.md names", () => {
        assert.deepEqual(names, ["python", "stack-file", "typescript", "yaml"]);
        const page = read("docs", "configuration.md");
        assert.deepEqual(
            names.filter(name => !page.includes(`templates/${name}`)),
            [],
        );
    });

    for (const name of names) {
        it(`ask for the Region and the cluster: ${name}`, () => {
            const { template } = parse(read("templates", name, "Pulumi.yaml")) as {
                readonly template: { readonly config: Readonly<Record<string, { readonly description?: string }>> };
            };
            assert.deepEqual(
                Object.values(template.config).map(({ description }) => description),
                ["AWS Region of the cluster", "Name of the EKS cluster"],
            );
        });
    }

    for (const name of ["stack-file", "typescript"]) {
        it(`depend on this version of the package: ${name}`, () => {
            const { version } = JSON.parse(read("package.json")) as Manifest;
            const { dependencies } = JSON.parse(read("templates", name, "package.json")) as Manifest;
            assert.equal(dependencies["eks-pod-identity"], `^${version}`);
        });
    }

    for (const name of ["python", "yaml"]) {
        it(`use the plugin at the tag of this version: ${name}`, () => {
            const { packages } = parse(read("templates", name, "Pulumi.yaml")) as { readonly packages: object };
            const { version } = JSON.parse(read("package.json")) as Manifest;
            const { address } = repositoryIn(root);
            assert.deepEqual(packages, { "eks-pod-identity": `${address}/components@v${version}` });
        });
    }
});
