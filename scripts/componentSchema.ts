/**
 * The schema of the components, from which Pulumi generates the SDKs. Types come from Pulumi's analyzer, descriptions
 * from the doc comments. The analyzer omits the descriptions of nested types and enums, and all defaults.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import { generateSchema } from "@pulumi/pulumi/provider/experimental/schema";
import { documentedConstants, documentedInterfaces, paragraph } from "./docComments";
import type { DocumentedInterface } from "./docComments";
import { type Repository, repositoryIn, root } from "./release/repository";

interface Described {
    description?: string;
}

interface Properties {
    properties?: Record<string, Described>;
}

interface Component extends Described, Properties {
    inputProperties?: Record<string, Described>;
}

export interface ComponentSchema {
    readonly name: string;
    readonly resources: Readonly<Record<string, Component>>;
    readonly types: Readonly<Record<string, Described & Properties>>;
    readonly [key: string]: unknown;
}

const components = path.join(__dirname, "..", "components");
const documentedFolders = [
    components,
    path.join(components, "args"),
    path.join(components, "presets"),
    path.join(components, "presets", "controllers"),
];

/**
 * The CLI takes the owner of a git repository for an empty namespace, but "pulumi" for that of a local path. Written down, the
 * names are the same for both: `pulumi_eks_pod_identity`, `@pulumi/eks-pod-identity`, `Pulumi.EksPodIdentity`.
 */
const namespace = "pulumi";

/** Settings of the generator of each language. */
function languageOf({ address }: Repository) {
    return {
        // Otherwise every version of this package would get the version of the newest SDK.
        nodejs: { respectSchemaVersion: true },
        // Type checkers also check dictionaries, not only the classes.
        python: { respectSchemaVersion: true, pyproject: { enabled: true }, inputTypes: "classes-and-dicts" },
        csharp: { respectSchemaVersion: true, rootNamespace: "Pulumi" },
        java: { respectSchemaVersion: true, basePackage: "com.pulumi" },
        // What the CLI prints after `pulumi package add`: it derives the path from `repository` and does not read this field.
        go: { respectSchemaVersion: true, importBasePath: `${address}/sdk/go/ekspodidentity` },
    };
}

function metadataOf(repository: Repository, version: string) {
    const { url, owner } = repository;
    return {
        displayName: "EKS Pod Identity",
        namespace,
        publisher: owner,
        repository: url,
        homepage: url,
        logoUrl: `${url.replace("github.com", "raw.githubusercontent.com")}/v${version}/docs/pictures/logo.svg`,
        keywords: ["pulumi", "aws", "eks", "kubernetes", "pod-identity", "iam", "category/cloud", "kind/component"],
        language: languageOf(repository),
    };
}

/** Names of the exported classes. */
export function componentNames(): string[] {
    const index = fs.readFileSync(path.join(components, "index.ts"), "utf8");
    const exported = [...index.matchAll(/^export \{ (.+?) \} from/gm)].flatMap(([, names = ""]) => names.split(", "));
    return exported.filter(name => name.startsWith("PodIdentity"));
}

export function componentSchema(): ComponentSchema {
    const manifest = JSON.parse(fs.readFileSync(path.join(components, "package.json"), "utf8")) as {
        name: string;
        version: string;
        description: string;
        license: string;
    };
    const { name, version, description, license } = manifest;
    const analyzer = new Analyzer(components, name, manifest, new Set(componentNames()));
    const { components: found, typeDefinitions, dependencies } = analyzer.analyze();
    const analyzed = generateSchema(name, version, description, found, typeDefinitions, dependencies);
    const schema = asPulumiPrintsIt({ ...analyzed, ...metadataOf(repositoryIn(root), version), license });
    describe(schema);
    return schema;
}

/**
 * Removes undefined and empty values, and the analyzer's `optional`, like `pulumi package get-schema`. TypeScript has
 * no integer type, and the args have no other numbers.
 */
function asPulumiPrintsIt(schema: object): ComponentSchema {
    const isLeftOut = (key: string, value: unknown) =>
        (key === "optional" && value === true) ||
        (/^(required|requiredInputs|dependencies|properties)$/.test(key) && Object.keys(value as object).length === 0);
    const text = JSON.stringify(schema, (key, value: unknown) =>
        isLeftOut(key, value) ? undefined : key === "type" && value === "number" ? "integer" : value,
    );
    return { ...(JSON.parse(text) as ComponentSchema), config: {}, provider: { type: "object" } };
}

function describe({ resources, types }: ComponentSchema): void {
    const interfaces = documentedInterfaces(documentedFolders);
    const constants = documentedConstants(documentedFolders);
    for (const [token, component] of Object.entries(resources)) {
        component.description = paragraph(component.description ?? "");
        describeProperties(component.inputProperties, interfaces.get(`${nameIn(token)}Args`));
        for (const output of Object.values(component.properties ?? {})) {
            output.description = paragraph(output.description ?? "");
        }
    }
    for (const [token, type] of Object.entries(types)) {
        const documented = interfaces.get(nameIn(token));
        type.description = documented?.description ?? constants.get(nameIn(token)) ?? "";
        describeProperties(type.properties, documented);
    }
}

function describeProperties(
    properties: Readonly<Record<string, Described>> = {},
    documented: DocumentedInterface | undefined,
): void {
    for (const [name, property] of Object.entries(properties)) {
        const { description = "", byDefault } = documented?.properties.get(name) ?? {};
        property.description =
            byDefault === undefined ? description : `${description} Default: ${byDefault.replace(/^- |\.$/g, "")}.`;
    }
}

/** `PodIdentityStack` from `eks-pod-identity:index:PodIdentityStack`. */
function nameIn(token: string): string {
    return token.split(":").at(-1) ?? "";
}
