import { sessionTagNames } from "../../access/sessionTags";
import type { Tags } from "../../decisions/defaults";
import type { DecidedRole } from "../../decisions/roles";
import type { Decisions } from "../../decisions/stack";
import { nearestOf, withSuggestion } from "../../rules/nearest";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { textsIn } from "./textsIn";

/**
 * Condition keys and policy variables similar to a session tag of EKS. No session has such a tag, so that an Allow
 * never applies and a Deny never protects. The tags of a role are also tags of its sessions.
 */
export function sessionTagSlipsOf({ roles, associations, defaults }: Decisions): Problem[] {
    return [
        ...roles.flatMap(role => sessionTagSlipsIn(role, defaults.role?.tags)),
        ...associations.flatMap(({ sessionPolicy, role, path }) =>
            slipsIn(sessionPolicy, knownTags(role?.written.tags, defaults.role?.tags), at(path, "sessionPolicy")),
        ),
    ];
}

/** For one role, with its own tags and those of `defaults`. */
export function sessionTagSlipsIn({ written, role, path }: DecidedRole, defaults?: Tags): Problem[] {
    const known = knownTags(written.tags, defaults);
    return [
        ...slipsIn(role.statements, known, at(path, "statements")),
        ...slipsIn(role.document, known, at(path, "document")),
        ...slipsIn(role.presets, known, at(path, "presets")),
        ...slipsIn(role.trust?.statements, known, at(path, "trust", "statements")),
    ];
}

function knownTags(...tags: readonly (Tags | null | undefined)[]): ReadonlySet<string> {
    const own = tags.flatMap(each => Object.keys(each ?? {}));
    return new Set([...sessionTagNames, ...own].map(tag => tag.toLowerCase()));
}

function slipsIn(value: unknown, known: ReadonlySet<string>, path: Path): Problem[] {
    return textsIn(value, path).flatMap(each => slipsOf(each.text, known, each.path));
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

/** A custom tag can have any name. */
function looksLikeOne(tag: string): boolean {
    return /^(kubernetes|k8s|eks)[-_:]/i.test(tag) || nearestOf(tag, sessionTagNames) !== undefined;
}

/** The nearest name, or the only one with the same ending: `kubernetes-sa`, `eks:namespace`. */
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
