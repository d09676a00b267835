/** The cases of messages.golden.txt, and the messages about a stack file. */
import * as fs from "node:fs";
import * as path from "node:path";
import { problemLine } from "../../config/message";
import { offlineStackOf } from "../../config/offline";

export const golden = path.join(__dirname, "messages.golden.txt");
const project = { folder: path.join(__dirname, "project"), name: "eks-pod-identity", stackFolder: __dirname };

interface Case {
    readonly title: string;
    readonly text: string;
    readonly lines: readonly string[];
}

export function cases(): Case[] {
    return fs
        .readFileSync(golden, "utf8")
        .split(/^## /m)
        .slice(1)
        .map(block => {
            const [head = "", lines = ""] = block.split(/^=>\n/m);
            const [title = "", ...text] = head.split("\n");
            return { title, text: text.join("\n"), lines: lines.trim().split("\n").filter(Boolean) };
        });
}

export function said(text: string): string[] {
    const shown = (file: string): string => path.relative(project.folder, file);
    const { problems, warnings } = offlineStackOf(text, path.join(project.folder, "Pulumi.dev.yaml"), project, shown);
    return [
        ...problems.map(problem => problemLine(problem)),
        ...warnings.map(warning => problemLine(warning, "warning: ")),
    ];
}
