import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

const root = path.join(__dirname, "..", "..");
const schema = JSON.parse(fs.readFileSync(path.join(root, "components", "schema.json"), "utf8")) as {
    readonly name: string;
    readonly namespace: string;
};

/** `pulumi install` names the folder after the namespace and the name in the schema. */
const folder = `sdks/${schema.namespace}-${schema.name}`;

describe("the SDK of an example", () => {
    for (const file of ["python/requirements.txt", "go/go.mod", "csharp/PodIdentity.csproj", "java/pom.xml"]) {
        it(`is in the folder that pulumi install makes: ${file}`, () => {
            const text = fs.readFileSync(path.join(root, "examples", file), "utf8");
            const named = [...text.matchAll(/sdks\/[a-z-]+/g)].map(([match]) => match);
            assert.deepEqual([...new Set(named)], [folder]);
        });
    }
});
