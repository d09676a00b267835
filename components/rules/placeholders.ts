import type { ClusterIdentity } from "./arn";
import type { Subject } from "./subject";

/** What may stand in ARNs, names, tags and documents: `{cluster}` … and, where one subject is known, `{namespace}` … */
export const clusterPlaceholders = ["cluster", "account", "region", "partition"] as const;
export const subjectPlaceholders = ["namespace", "serviceAccount"] as const;

type Placeholder = (typeof clusterPlaceholders)[number] | (typeof subjectPlaceholders)[number];

/** The value of each placeholder in one place; the two of a subject only where there is one. */
export type PlaceholderValues = Readonly<Partial<Record<Placeholder, string>>>;

// A word in braces, but not IAM's own ${aws:…} variables. JSON objects do not match: behind their brace stands a quote.
const placeholder = /(?<!\$)\{([A-Za-z]+)\}/g;

/** The names in braces in a text, known or not. */
export function placeholdersIn(text: string): string[] {
    return !text.includes("{") ? [] : [...text.matchAll(placeholder)].map(match => match[1] ?? "");
}

export function placeholderValues(cluster: ClusterIdentity, subject?: Subject): PlaceholderValues {
    return {
        cluster: cluster.name,
        account: cluster.account,
        region: cluster.region,
        partition: cluster.partition,
        ...subject,
    };
}

/** `text` with its placeholders filled in. An unknown one stays as it is; the checks refuse it beforehand. */
export function resolvePlaceholders(text: string, values: PlaceholderValues): string {
    // Most texts have none, and asking for a brace is cheaper than the expression.
    return !text.includes("{")
        ? text
        : text.replace(placeholder, (whole, name: string) =>
              // Not {constructor} and its like, which every object inherits.
              Object.hasOwn(values, name) ? (values[name as Placeholder] ?? whole) : whole,
          );
}

/** `value` with the placeholders of every text in it filled in, however deep; keys of maps included (condition keys). */
export function resolveAll<T>(value: T, values: PlaceholderValues): T {
    if (typeof value === "string") {
        return resolvePlaceholders(value, values) as T;
    }
    if (Array.isArray(value)) {
        return value.map(item => resolveAll<unknown>(item, values)) as T;
    }
    if (typeof value === "object" && value !== null) {
        return Object.fromEntries(
            Object.entries(value).map(([key, item]) => [
                resolvePlaceholders(key, values),
                resolveAll<unknown>(item, values),
            ]),
        ) as T;
    }
    return value;
}
