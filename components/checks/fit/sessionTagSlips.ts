import { sessionTagNames } from "../../access/sessionTags";
import type { AccessArgs } from "../../decisions/stack";
import { stackRoles } from "./decidedRoles";
import { nearestOf, withSuggestion } from "../../rules/nearest";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { isAbsent, isMap, mapsIn } from "../../rules/shapes";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Condition keys and policy variables that look like a session tag of EKS and are none: no session has such a tag, so an
 * Allow never applies and a Deny never protects. The tags of a role are tags of its sessions as well.
 */
export function sessionTagSlipsOf(args: AccessArgs): Problem[] {
    const defaultTags: unknown = args.defaults?.role?.tags;
    return [
        ...stackRoles(args).flatMap(({ role, path }) => roleSlips(role, knownTags([role.tags, defaultTags]), path)),
        ...mapsIn(args.associations).flatMap(([subject, { sessionPolicy, role, roleRef }]) => {
            const shared: unknown = typeof roleRef === "string" ? args.roles?.[roleRef] : undefined;
            const tags = [role, shared].map(each => (isMap(each) ? each.tags : undefined));
            return slipsIn(sessionPolicy, knownTags([...tags, defaultTags]), [
                "associations",
                subject,
                "sessionPolicy",
            ]);
        }),
    ];
}

/** Those of one role, with no other tags than its own. */
export function sessionTagSlipsIn(role: Fields, path: Path): Problem[] {
    return roleSlips(role, knownTags([role.tags]), path);
}

function roleSlips(role: Fields, known: ReadonlySet<string>, path: Path): Problem[] {
    const { trust } = role;
    return [
        ...["statements", "document", "presets"].flatMap(key => slipsIn(role[key], known, at(path, key))),
        ...(isMap(trust) ? slipsIn(trust.statements, known, at(path, "trust", "statements")) : []),
    ];
}

function knownTags(tags: readonly unknown[]): ReadonlySet<string> {
    const own = tags.flatMap(each => (isMap(each) ? Object.keys(each) : []));
    return new Set([...sessionTagNames, ...own].map(tag => tag.toLowerCase()));
}

function slipsIn(value: unknown, known: ReadonlySet<string>, path: Path): Problem[] {
    if (typeof value === "string") {
        return slipsOf(value, known, path);
    }
    if (Array.isArray(value)) {
        return value.flatMap((item: unknown, index) => slipsIn(item, known, at(path, index)));
    }
    return isMap(value)
        ? Object.entries(value).flatMap(([key, item]) =>
              isAbsent(item) ? [] : [...slipsOf(key, known, at(path, key)), ...slipsIn(item, known, at(path, key))],
          )
        : [];
}

function slipsOf(text: string, known: ReadonlySet<string>, path: Path): Problem[] {
    const tags = [...text.matchAll(/aws:(?:Principal|Request)Tag\/([\w.:=+@-]+)/gi)].map(([, tag = ""]) => tag);
    return [...new Set(tags)].flatMap(tag => {
        if (known.has(tag.toLowerCase()) || !looksLikeOne(tag)) {
            return [];
        }
        const remedy = withSuggestion(meantTag(tag), `the session tags are ${sessionTagNames.join(", ")}`);
        return [{ path, problem: `"${tag}" is not a session tag of EKS`, remedy }];
    });
}

/** A tag of the user's own may have any name. */
function looksLikeOne(tag: string): boolean {
    return /^(kubernetes|k8s|eks)[-_:]/i.test(tag) || nearestOf(tag, sessionTagNames) !== undefined;
}

/** The nearest name, or the only one that ends the same: `kubernetes-sa`, `eks:namespace`. */
function meantTag(tag: string): string | undefined {
    const last = tag.split(/[-_:]/).at(-1)?.toLowerCase() ?? "";
    const ends: Readonly<Record<string, string>> = {
        sa: "service-account",
        account: "service-account",
        ns: "namespace",
    };
    const end = Object.hasOwn(ends, last) ? (ends[last] ?? last) : last;
    return nearestOf(tag, sessionTagNames) ?? sessionTagNames.find(name => end !== "" && name.endsWith(`-${end}`));
}
