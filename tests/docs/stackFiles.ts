/** The stack files that the pages show, and the files that these include. */
import { parseAllDocuments } from "yaml";
import { allBlocks, blocksOf } from "./pages";
import type { Block } from "./pages";

/** With keys of this package: those of a program of one's own have others. */
export function shownStackFiles(): Block[] {
    return allBlocks().filter(
        ({ language, text }) => language === "yaml" && isStackFile(text) && text.includes("eks-pod-identity:"),
    );
}

/** Whether a block has `config:`, but no `name`, as a Pulumi.yaml has. */
export function isStackFile(text: string): boolean {
    const documents = parseAllDocuments(text);
    const content: unknown = documents.length === 1 ? documents[0]?.toJS() : undefined;
    return isMap(content) && "config" in content && !("name" in content);
}

/** Files that a page shows under their path: the first line is a comment that begins with it. */
export function shownFiles(page: string): { readonly name: string; readonly text: string; readonly line: number }[] {
    return blocksOf(page).flatMap(({ language, text, line }) => {
        const name = language === "yaml" ? /^# ([\w/-]+\.yaml)\b/.exec(text)?.[1] : undefined;
        return name === undefined || name.startsWith("Pulumi.") ? [] : [{ name, text, line }];
    });
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
