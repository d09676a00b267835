/** Pages of the npm package: npm shows them without the files that they link to. */
import * as path from "node:path";
import type { Repository } from "./repository";

/** `markdown` of the file `page` with its relative links as addresses of the repository at `tag`. */
export function withAbsoluteLinks(markdown: string, page: string, { url }: Repository, tag: string): string {
    const absolute = (target: string, isPicture: boolean) => {
        const [file = "", anchor] = target.split(/(#.*)/s, 2);
        const resolved = path.posix.join(path.posix.dirname(page), file);
        return `${url}/${isPicture ? "raw" : "blob"}/${tag}/${resolved}${anchor ?? ""}`;
    };
    const isRelative = (target: string) => !/^([a-z][a-z+.-]*:|#|\/)/i.test(target);
    return outsideCode(markdown, text =>
        text
            .replace(
                /(!?)(\[(?:[^\]\\]|\\.)*\])\(([^)\s]+)\)/g,
                (whole, picture: string, label: string, target: string) =>
                    isRelative(target) ? `${picture}${label}(${absolute(target, picture === "!")})` : whole,
            )
            .replace(/(<img\b[^>]*?\bsrc=")([^"]+)"/g, (whole, start: string, target: string) =>
                isRelative(target) ? `${start}${absolute(target, true)}"` : whole,
            ),
    );
}

/** Blocks of code stay as they are. */
function outsideCode(markdown: string, change: (text: string) => string): string {
    return markdown
        .split(/(^```[\s\S]*?^```$)/m)
        .map(part => (part.startsWith("```") ? part : change(part)))
        .join("");
}
