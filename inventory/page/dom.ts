/** Elements, made without HTML text: nothing in a name or a policy is ever markup. */

interface Attributes {
    readonly class?: string;
    readonly title?: string;
    readonly [name: `data-${string}`]: string;
    readonly [name: `aria-${string}`]: string;
    readonly id?: string;
    readonly for?: string;
    readonly type?: string;
    readonly placeholder?: string;
    readonly list?: string;
    readonly value?: string;
    readonly role?: string;
    readonly tabindex?: string;
}

export function element<T extends keyof HTMLElementTagNameMap>(
    tag: T,
    attributes: Attributes,
    ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[T] {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes) as [string, string][]) {
        made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
}

const svg = "http://www.w3.org/2000/svg";

/** Curves between points of the left and the right edge, as wide as its box and `height` pixels high. */
export function curves(pairs: readonly (readonly [number, number])[], height: number): SVGSVGElement {
    const picture = document.createElementNS(svg, "svg");
    picture.setAttribute("viewBox", `0 0 100 ${height}`);
    picture.setAttribute("preserveAspectRatio", "none");
    picture.setAttribute("height", `${height}`);
    picture.setAttribute("aria-hidden", "true");
    for (const [left, right] of pairs) {
        const path = document.createElementNS(svg, "path");
        path.setAttribute("d", `M0 ${left} C50 ${left} 50 ${right} 100 ${right}`);
        picture.append(path);
    }
    return picture;
}
