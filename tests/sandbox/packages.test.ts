import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { PackageDependency } from "@pulumi/pulumi/proto/plugin_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type SdkLanguage, link } from "../../sandbox/languageHosts/packages";
import { virtualEnvironmentOf } from "../../sandbox/languageHosts/virtualEnvironment";

describe("the program's reference to a generated SDK", () => {
    let program: string;
    beforeEach(async () => {
        program = await fs.mkdtemp(path.join(os.tmpdir(), "sandbox-"));
    });
    afterEach(() => fs.rm(program, { recursive: true }));

    const write = async (file: string, text: string): Promise<void> => {
        await fs.mkdir(path.dirname(path.join(program, file)), { recursive: true });
        await fs.writeFile(path.join(program, file), text);
    };
    const read = (file: string): Promise<string> => fs.readFile(path.join(program, file), "utf8");
    const linked = async (sdkLanguage: SdkLanguage): Promise<string> => {
        const info = new language.ProgramInfo();
        info.setProgramDirectory(program);
        const dependency = new language.LinkRequest.LinkDependency();
        dependency.setPath("sdks/eks-pod-identity");
        const described = new PackageDependency();
        described.setName("eks-pod-identity");
        dependency.setPackage(described);
        const request = new language.LinkRequest();
        request.setInfo(info);
        request.setPackagesList([dependency]);
        return (await link(sdkLanguage, request)).getImportInstructions();
    };

    it("is a line of requirements.txt in Python, once", async () => {
        await write("requirements.txt", "pulumi>=3");
        assert.match(await linked("python"), /import pulumi_eks_pod_identity/);
        await linked("python");
        assert.equal(await read("requirements.txt"), "pulumi>=3\nsdks/eks-pod-identity\n");
    });

    it("is a dependency of package.json in TypeScript", async () => {
        await write("package.json", JSON.stringify({ name: "pods", dependencies: { a: "1" } }));
        await write("sdks/eks-pod-identity/package.json", JSON.stringify({ name: "@pulumi/eks-pod-identity" }));
        assert.match(await linked("nodejs"), /from "@pulumi\/eks-pod-identity"/);
        assert.deepEqual(JSON.parse(await read("package.json")), {
            name: "pods",
            dependencies: { a: "1", "@pulumi/eks-pod-identity": "file:sdks/eks-pod-identity" },
        });
    });
});

describe("the virtual environment of a Python program", () => {
    const environmentOf = (options: Record<string, string>) => {
        const info = new language.ProgramInfo();
        info.setRootDirectory("/project");
        info.setOptions(Struct.fromJavaScript(options));
        return virtualEnvironmentOf(info);
    };

    it("is the option `virtualenv`, relative to Pulumi.yaml", () => {
        assert.deepEqual(environmentOf({ virtualenv: "venv" }), { folder: "/project/venv", root: "/project" });
        assert.equal(environmentOf({ virtualenv: "/other/venv" })?.folder, "/other/venv");
        assert.equal(environmentOf({}), undefined);
    });
});
