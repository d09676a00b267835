/** `pulumi package add`: SDKs by Pulumi's own generators, and the program's reference to them. */
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { run } from "../processes";
import { generatorVariable } from "./generatorVariable";

/** A language that SDKs are generated in, and programs are written in. */
export type SdkLanguage = "nodejs" | "python" | "go";

/** The SDK of a schema into a folder, which is emptied before. */
export async function generatePackage(
    sdkLanguage: SdkLanguage,
    request: language.GeneratePackageRequest,
): Promise<language.GeneratePackageResponse> {
    const generator = process.env[generatorVariable];
    if (generator === undefined) {
        throw new Error("SDKs are generated with Go here: install Go 1.25 or later (https://go.dev/dl).");
    }
    const temporary = await fs.mkdtemp(path.join(os.tmpdir(), "sandbox-schema-"));
    try {
        const schema = path.join(temporary, "schema.json");
        await fs.writeFile(schema, request.getSchema());
        await fs.rm(request.getDirectory(), { recursive: true, force: true });
        await done(run(generator, [sdkLanguage, schema, request.getDirectory()]));
    } finally {
        await fs.rm(temporary, { recursive: true, force: true });
    }
    for (const [name, content] of request.getExtraFilesMap().entries()) {
        const file = path.join(request.getDirectory(), name);
        await fs.mkdir(path.dirname(file), { recursive: true });
        await fs.writeFile(file, content);
    }
    return new language.GeneratePackageResponse();
}

/** Makes the program depend on the SDKs that have been generated beside it. */
export async function link(sdkLanguage: SdkLanguage, request: language.LinkRequest): Promise<language.LinkResponse> {
    const program = request.getInfo()?.getProgramDirectory() ?? "";
    const imports: string[] = [];
    for (const dependency of request.getPackagesList()) {
        const name = dependency.getPackage()?.getName() ?? "";
        imports.push(await linked[sdkLanguage](program, dependency.getPath(), name));
    }
    const response = new language.LinkResponse();
    response.setImportInstructions(`The program imports the SDK with:\n\n  ${imports.join("\n  ")}\n`);
    return response;
}

type Linked = (program: string, sdk: string, name: string) => Promise<string>;

/** For each language the change of the program's dependencies; gives the line that imports the SDK. */
const linked: Readonly<Record<SdkLanguage, Linked>> = {
    nodejs: async (program, sdk) => {
        const manifest = JSON.parse(await fs.readFile(path.join(program, sdk, "package.json"), "utf8")) as {
            readonly name: string;
        };
        await changedJson(path.join(program, "package.json"), text => ({
            ...text,
            dependencies: { ...(text.dependencies as object | undefined), [manifest.name]: `file:${sdk}` },
        }));
        return `import * as pulumi from "${manifest.name}";`;
    },
    python: async (program, sdk, name) => {
        const file = path.join(program, "requirements.txt");
        const text = await fs.readFile(file, "utf8").catch(() => "");
        if (!text.split(/\r?\n/).includes(sdk)) {
            await fs.writeFile(file, `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${sdk}\n`);
        }
        return `import pulumi_${name.replaceAll("-", "_")}`;
    },
    go: async (program, sdk) => {
        const file = await fs.readFile(path.join(program, sdk, "go.mod"), "utf8");
        const module = /^module\s+(\S+)/m.exec(file)?.[1] ?? "";
        await done(run("go", ["mod", "edit", `-replace=${module}=./${sdk}`], { cwd: program }));
        return `import "${module}/…"`;
    },
};

async function done(running: ReturnType<typeof run>): Promise<void> {
    const { code, stderr } = await running;
    if (code !== 0) throw new Error(stderr.trim());
}

async function changedJson(
    file: string,
    change: (text: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): Promise<void> {
    const before = JSON.parse(await fs.readFile(file, "utf8")) as Readonly<Record<string, unknown>>;
    await fs.writeFile(file, `${JSON.stringify(change(before), undefined, 2)}\n`);
}
