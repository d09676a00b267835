import type { ClusterIdentity } from "./arn";
import type { Subject } from "./subject";

/** Placeholders in ARNs, names, tags and documents: `{cluster}` …, and for exactly one subject `{namespace}` … */
export const clusterPlaceholders = ["cluster", "account", "region", "partition"] as const;
export const subjectPlaceholders = ["namespace", "serviceAccount"] as const;

type Placeholder = (typeof clusterPlaceholders)[number] | (typeof subjectPlaceholders)[number];

/** The value of each placeholder. Those of a subject need exactly one subject. */
export type PlaceholderValues = Readonly<Partial<Record<Placeholder, string>>>;

// A word in braces, but not IAM's own ${aws:…} variables. A JSON object does not match, because a quote follows its
// brace.
const placeholder = /(?<!\$)\{([A-Za-z]+)\}/g;

/** The names in braces in a text, valid or not. */
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

/** `text` with placeholders replaced. Unknown ones do not change: the checks reject them. */
export function resolvePlaceholders(text: string, values: PlaceholderValues): string {
    // Most texts have none, and a search for a brace is cheaper than the expression.
    return !text.includes("{")
        ? text
        : text.replace(placeholder, (whole, name: string) =>
              // Not {constructor} and other names that every object inherits.
              Object.hasOwn(values, name) ? (values[name as Placeholder] ?? whole) : whole,
          );
}

/** `value` with the placeholders of all its texts replaced, including keys of maps (condition keys). */
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
