/** The reference of the npm package in docs/api/, from the types and doc comments that programs see. */
import * as path from "node:path";
import { resourceTypes } from "../testing";
import { item } from "./markdown";

const root = path.join(__dirname, "..");

/** As they are imported, by the module that `package.json` names under `exports`. */
const entryPoints: Readonly<Record<string, string>> = {
    "eks-pod-identity": "components/index.ts",
    "eks-pod-identity/testing": "testing/index.ts",
    "eks-pod-identity/program": "config/stackProgram.ts",
};

/** Writes the pages into `folder`. Throws if a comment links to something that does not exist. */
export async function writeApiPages(folder: string): Promise<void> {
    // Reads doc comments as editors do; its plugin writes Markdown.
    const { Application, Converter, ReflectionKind } = await import("typedoc");
    const { MarkdownPageEvent } = await import("typedoc-plugin-markdown");
    const app = await Application.bootstrapWithPlugins(
        {
            plugin: ["typedoc-plugin-markdown"],
            entryPoints: Object.values(entryPoints).map(file => path.join(root, file)),
            tsconfig: path.join(root, "tsconfig.build.json"),
            // `tsc` checks the types.
            skipErrorChecking: true,
            name: "API",
            readme: "none",
            excludePrivate: true,
            excludeProtected: true,
            excludeInternal: true,
            excludeExternals: true,
            disableSources: true,
            disableGit: true,
            githubPages: false,
            hideGenerator: true,
            logLevel: "Warn",
            treatWarningsAsErrors: true,
            intentionallyNotDocumented: Object.keys(resourceTypes).map(
                key => `eks-pod-identity/testing.resourceTypes.__type.${key}`,
            ),
            validation: { notExported: false, invalidLink: true, notDocumented: true },
            // By default typedoc empties docs/.
            outputs: [{ name: "markdown", path: folder }],
            ...markdown,
        },
        [],
    );
    const { converter } = app;
    converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
        for (const [name, file] of Object.entries(entryPoints)) {
            const made = file.replace(/(\/index)?\.ts$/, "");
            const module = project.getChildByName([made]);
            if (module !== undefined) module.name = name;
        }
        // docs/presets.md has them, with their statements.
        for (const reflection of project.getReflectionsByKind(ReflectionKind.Interface)) {
            if (reflection.name.endsWith("Preset")) project.removeReflection(reflection);
        }
        // Each component has the base class of all components.
        const { Class, Constructor, ConstructorSignature } = ReflectionKind;
        for (const reflection of project.getReflectionsByKind(Class | Constructor | ConstructorSignature)) {
            for (const property of ["extendedTypes", "overwrites"]) Reflect.deleteProperty(reflection, property);
        }
    });
    app.renderer.on(MarkdownPageEvent.END, page => {
        page.contents = withLists(page.contents ?? "");
    });
    const project = await app.convert();
    if (project === undefined) throw new Error("The sources cannot be read by typedoc.");
    app.validate(project);
    await app.generateOutputs(project);
    if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error("typedoc has problems: see above.");
}

const markdown = {
    outputFileStrategy: "modules",
    entryFileName: "README",
    hideBreadcrumbs: true,
    hidePageHeader: true,
    parametersFormat: "table",
    interfacePropertiesFormat: "table",
    classPropertiesFormat: "table",
    propertyMembersFormat: "table",
    typeDeclarationFormat: "table",
    tableColumnSettings: { hideModifiers: true, hideInherited: true, hideOverrides: true, hideSources: true },
    formatWithPrettier: true,
    prettierConfigFile: path.join(root, ".prettierrc.json"),
} as const;

/** Lists instead of tables: the texts are too long for a row. */
function withLists(page: string): string {
    return page.replace(
        /^\| (?:Property|Parameter|Name) \| Type \|(.*)\n\| --.*\n((?:\|.*\n)+)/gm,
        (_, others: string, rows: string) => {
            const hasText = others.trim() === "Description |";
            return rows.replace(/.+/g, row => asItem(row, hasText));
        },
    );
}

function asItem(row: string, hasText: boolean): string {
    const [name = "", type = "", text = ""] = row
        .slice(1)
        .split(/(?<!\\)\|/)
        .map(cell => cell.replaceAll("\\|", "|").trim());
    const [description = "", byDefault = "none"] = (hasText ? text : "").split(" **Default** ");
    const fallback = byDefault.replace(/^`- (.*)`$|^- /, "$1");
    return item({
        name: name.replace(/^<a .*<\/a> |`/g, ""),
        type,
        text: description,
        facts: fallback === "none" ? [] : [`Default: ${fallback}`],
    });
}
