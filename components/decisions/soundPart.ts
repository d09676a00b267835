/** Converts args with a checked shape to typed ones. */
import type { Gap, Path, Problem } from "../rules/problem";
import { isMap } from "../rules/shapes";

/** A tree, because there can be thousands of gaps. */
interface Gaps {
    gap?: Gap;
    readonly below: Map<string | number, Gaps>;
}

/**
 * `args` with an empty value, or `null`, for each value of the wrong kind; the same object if all kinds are right. What is
 * missing stays missing, and what breaks a rule stays as it is: decisions and the checks on them accept both.
 */
export function soundPart<T>(args: unknown, shapes: readonly Problem[]): Partial<T> {
    return filled(args, gapsOf(shapes)) ?? {};
}

/** The problems outside of values of the wrong type. */
export function outsideGaps(fits: readonly Problem[], shapes: readonly Problem[]): Problem[] {
    const gaps = gapsOf(shapes);
    return fits.filter(({ path }) => !isInGap(path, gaps));
}

function gapsOf(shapes: readonly Problem[]): Gaps {
    const root: Gaps = { below: new Map() };
    for (const { gap } of shapes) {
        if (gap !== undefined) {
            nodeAt(root, gap.path).gap ??= gap;
        }
    }
    return root;
}

function nodeAt(root: Gaps, path: Path): Gaps {
    return path.reduce<Gaps>((node, key) => {
        const next = node.below.get(key) ?? { below: new Map() };
        node.below.set(key, next);
        return next;
    }, root);
}

function filled(value: unknown, { gap, below }: Gaps): unknown {
    if (gap !== undefined) {
        return gap.empty;
    }
    if (below.size === 0) {
        return value;
    }
    const fill = (key: string | number, item: unknown): unknown => {
        const inside = below.get(key);
        return inside === undefined ? item : filled(item, inside);
    };
    if (Array.isArray(value)) {
        return value.map((item: unknown, index) => fill(index, item));
    }
    return isMap(value)
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(key, item)]))
        : value;
}

function isInGap(path: Path, gaps: Gaps): boolean {
    let node: Gaps | undefined = gaps;
    for (const key of path) {
        if (node === undefined || node.gap !== undefined) {
            break;
        }
        node = node.below.get(key);
    }
    return node?.gap !== undefined;
}
