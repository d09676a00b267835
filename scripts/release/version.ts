/** The version of the package, and its copies. */
import type { Repository } from "./repository";

type Numbers = readonly [number, number, number];

/** Undefined unless `text` is `major.minor.patch`: pre-releases are not published. */
export function numbersOf(text: string): Numbers | undefined {
    const [, ...parts] = /^(\d+)\.(\d+)\.(\d+)$/.exec(text) ?? [];
    return parts.length === 3 ? (parts.map(Number) as unknown as Numbers) : undefined;
}

export function isNewer(a: Numbers, b: Numbers): boolean {
    const different = a.findIndex((number, index) => number !== b[index]);
    return different >= 0 && (a[different] ?? 0) > (b[different] ?? 0);
}

interface Lock {
    version: string;
    packages: Record<string, { version?: string }>;
}

/** The text of `file` for `version`. What is generated is left to `npm run generate`. */
export function withVersion(
    file: string,
    text: string,
    { address }: Pick<Repository, "address">,
    before: string,
    version: string,
): string {
    if (file === "package-lock.json") {
        const lock = JSON.parse(text) as Lock;
        lock.version = version;
        for (const own of ["", "components"]) Object.assign(lock.packages[own] ?? {}, { version });
        return `${JSON.stringify(lock, undefined, 2)}\n`;
    }
    if (/^(components\/)?package\.json$/.test(file)) {
        return text.replace(`"version": "${before}"`, `"version": "${version}"`);
    }
    return text
        .replaceAll(`"eks-pod-identity": "^${before}"`, `"eks-pod-identity": "^${version}"`)
        .replaceAll(`${address}/components@v${before}`, `${address}/components@v${version}`)
        .replaceAll(`${address}/sdk/go v${before}`, `${address}/sdk/go v${version}`)
        .replaceAll(`sdk/go/v${before}`, `sdk/go/v${version}`)
        .replaceAll(`/blob/v${before}/`, `/blob/v${version}/`);
}
