import { clusterNamePattern, partitionPattern, regionPattern } from "./arn";
import { clusterPlaceholders, placeholdersIn, subjectPlaceholders } from "./placeholders";

/** A value of each placeholder. None is empty. */
const patterns: Readonly<Record<string, string>> = {
    cluster: clusterNamePattern,
    account: "\\d{12}",
    region: regionPattern,
    partition: partitionPattern,
    namespace: "[a-z0-9-]+",
    serviceAccount: "[a-z0-9.-]+",
};
const names = [...clusterPlaceholders, ...subjectPlaceholders].join("|");
const parts = new RegExp(`(?<!\\$)\\{(?:${names})\\}|[^]`, "g");

/** Whether two texts can be equal after their placeholders are replaced, by the same values in both. */
export function canBeEqual(one: string, two: string): boolean {
    if (one === two || !(hasPlaceholders(one) || hasPlaceholders(two))) {
        return one === two;
    }
    const [a, b] = withoutCommonEnds(one.match(parts) ?? [], two.match(parts) ?? []);
    if (a.length === 0 || b.length === 0 || differ(a[0], b[0]) || differ(a.at(-1), b.at(-1))) {
        return false;
    }
    const plain = [a, b].find(each => !each.some(isPlaceholder));
    return plain === undefined || patternOf(plain === a ? b : a).test(plain.join(""));
}

function hasPlaceholders(text: string): boolean {
    return placeholdersIn(text).some(name => Object.hasOwn(patterns, name));
}

function isPlaceholder(part: string | undefined): boolean {
    return part !== undefined && part.length > 1;
}

/** Two different characters. */
function differ(one: string | undefined, two: string | undefined): boolean {
    return one !== two && !isPlaceholder(one) && !isPlaceholder(two);
}

function withoutCommonEnds(
    one: readonly string[],
    two: readonly string[],
): readonly [readonly string[], readonly string[]] {
    const shorter = Math.min(one.length, two.length);
    let start = 0;
    while (start < shorter && one[start] === two[start]) {
        start += 1;
    }
    let end = 0;
    while (end < shorter - start && one.at(-1 - end) === two.at(-1 - end)) {
        end += 1;
    }
    return [one.slice(start, one.length - end), two.slice(start, two.length - end)];
}

/** A placeholder that is repeated has the same value. */
function patternOf(text: readonly string[]): RegExp {
    const seen = new Set<string>();
    const source = text.map(part => {
        if (!isPlaceholder(part)) {
            return part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
        }
        const name = part.slice(1, -1);
        const pattern = seen.has(name) ? `\\k<${name}>` : `(?<${name}>${patterns[name] ?? ""})`;
        seen.add(name);
        return pattern;
    });
    return new RegExp(`^${source.join("")}$`);
}
