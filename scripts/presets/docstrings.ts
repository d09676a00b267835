/** The doc comments of a preset, from its file. */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import type { PresetKey } from "../../components/presets/catalogue";

export interface PresetDocs {
    /** The text of the interface's doc comment. */
    readonly text: string;
    /** The sentences before the usual subject and the source. */
    readonly about: string;
    readonly parameters: Readonly<Record<string, ParameterDocs>>;
}

export interface ParameterDocs {
    readonly text: string;
    readonly fallback: string | undefined;
}

export const presetsFolder = path.join(__dirname, "..", "..", "components", "presets", "controllers");

export function interfaceName(key: PresetKey): string {
    return `${key.charAt(0).toUpperCase()}${key.slice(1)}Preset`;
}

/** Missing comments are empty: a test finds them. */
export function presetDocs(key: PresetKey): PresetDocs {
    const file = path.join(presetsFolder, `${key}.ts`);
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
    const declaration = source.statements
        .filter(ts.isInterfaceDeclaration)
        .find(({ name }) => name.text === interfaceName(key));
    const text = declaration === undefined ? "" : commentOf(declaration);
    const members = declaration?.members.filter(ts.isPropertySignature) ?? [];
    return {
        text,
        about:
            text
                .split(/Usual subject:|Source, compared/)[0]
                ?.replace(/\s+/g, " ")
                .trim() ?? "",
        parameters: Object.fromEntries(
            members.map(member => [
                member.name.getText(source),
                { text: commentOf(member).replace(/\s+/g, " "), fallback: defaultOf(member) },
            ]),
        ),
    };
}

function commentOf(node: ts.Node): string {
    return ts
        .getJSDocCommentsAndTags(node)
        .filter(ts.isJSDoc)
        .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "")
        .join("\n");
}

function defaultOf(node: ts.Node): string | undefined {
    const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === "default");
    const text = ts.getTextOfJSDocComment(tag?.comment)?.replace(/\s+/g, " ");
    return text?.replace(/^- /, "");
}
