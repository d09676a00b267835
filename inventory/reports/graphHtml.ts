/** The access graph as one HTML page that loads nothing. */
import { createHash } from "node:crypto";
import type { AccessGraph } from "../graphModel";
import page from "./graphPage.json";

/** The page runs its own script only, and opens no connection, whatever a name or a description holds. */
export function graphHtml(graph: AccessGraph): string {
    const policy = `default-src 'none'; base-uri 'none'; form-action 'none'; script-src '${hash(page.script)}'; style-src '${hash(page.style)}'`;
    return [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        `<title>Pod access: ${htmlText(graph.source)}</title>`,
        `<style>${page.style}</style>`,
        "</head>",
        "<body>",
        '<noscript>This page needs JavaScript. "pod-identity show" prints the same as text.</noscript>',
        `<script type="application/json" id="graph">${jsonInHtml(graph)}</script>`,
        `<script>${page.script}</script>`,
        "</body>",
        "</html>",
    ].join("\n");
}

function hash(text: string): string {
    return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function htmlText(text: string): string {
    return text.replace(/[&<>"']/g, mark => `&#${mark.charCodeAt(0)};`);
}

/** JSON in which no `</script>` and no `<!--` can be. */
function jsonInHtml(value: unknown): string {
    return JSON.stringify(value).replace(/</g, "\\u003c");
}
