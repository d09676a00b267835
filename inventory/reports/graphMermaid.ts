/** The access graph as Mermaid text. https://mermaid.js.org/syntax/flowchart.html */
import { graphAccessText } from "../graphModel";
import type { AccessGraph, AccessWay, GraphRole } from "../graphModel";

/** What Mermaid and GitHub draw unless `maxEdges` is set. https://mermaid.js.org/config/schema-docs/config.html#maxedges */
export const mermaidEdges = 500;

export interface Mermaid {
    readonly text: string;
    readonly edges: number;
}

/** From left to right: subjects, their roles, and the resources with the access levels on the lines. Denials end in ×. */
export function graphMermaid({ ways, roles }: AccessGraph): Mermaid {
    const nodes = new Map<string, string>();
    const edges: string[] = [];
    const node = (prefix: string, key: string, shape: (label: string) => string, label: string): string => {
        const known = nodes.get(`${prefix}${key}`);
        const [id] = known?.split(/[[({]/) ?? [];
        if (id !== undefined) {
            return id;
        }
        const fresh = `${prefix}${nodes.size}`;
        nodes.set(`${prefix}${key}`, `${fresh}${shape(quoted(label))}`);
        return fresh;
    };
    const roleNode = (index: number): string => node("r", `${index}`, stadium, `role ${roleLabel(roles[index])}`);
    for (const way of ways) {
        const own = roleNode(way.role);
        const last = way.targetRole === undefined ? own : roleNode(way.targetRole);
        for (const { subject, cluster, sessionTags } of way.subjects) {
            const label = `${subject}${cluster === undefined ? "" : ` on ${cluster}`}`;
            const id = node("s", JSON.stringify([subject, cluster]), box, label);
            edges.push(`${id} -->${sessionTags ? "" : `|${quoted("no session tags")}|`} ${own}`);
        }
        if (last !== own) {
            edges.push(`${own} -->|${quoted("then")}| ${last}`);
        }
        edges.push(...accessEdges(way, last, node));
    }
    // Ways to one target role repeat its lines.
    const lines = [...new Set(edges)];
    return {
        text: ["flowchart LR", ...[...nodes.values(), ...lines].map(line => `    ${line}`)].join("\n"),
        edges: lines.length,
    };
}

function accessEdges(
    { access, unknowns }: AccessWay,
    role: string,
    node: (prefix: string, key: string, shape: (label: string) => string, label: string) => string,
): string[] {
    return [
        ...access.map(each => {
            const { effect, service, resource } = each;
            const id = node("x", `${service} ${resource}`, cylinder, `${service}: ${resource}`);
            return `${role} ${effect === "Deny" ? "--x" : "-->"}|${quoted(graphAccessText(each))}| ${id}`;
        }),
        ...unknowns.map(text => `${role} -.-> ${node("u", text, diamond, `not known: ${text}`)}`),
    ];
}

function roleLabel(role: GraphRole | undefined): string {
    return role?.label ?? "";
}

const box = (label: string): string => `[${label}]`;
const stadium = (label: string): string => `([${label}])`;
const cylinder = (label: string): string => `[(${label})]`;
const diamond = (label: string): string => `{{${label}}}`;

/** A label in which nothing is Mermaid, Markdown or HTML. */
function quoted(text: string): string {
    const plain = text.replace(/\s+/g, " ");
    return `"${plain.replace(/[^\p{L}\p{N} .,:;/()=+@_-]/gu, mark => `#${mark.codePointAt(0) ?? 0};`)}"`;
}
