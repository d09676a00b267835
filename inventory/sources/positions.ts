/** The positions in a stack file, and in the files that it includes, that ask for a resource and for a statement. */
import { findNodeAtLocation, parseTree } from "jsonc-parser"; // see components/rules/documents.ts
import { targetRoleName } from "../../components/decisions/names";
import type { DecidedRole } from "../../components/decisions/roles";
import type { SessionPolicy } from "../../components/args/sessionPolicy";
import type { OfflineStack } from "../../config/offline";
import { programName } from "../../config/program";
import { nodeOf, placeOf } from "../../config/yaml/located";
import type { Entry, LocatedScalar, Place, Segment } from "../../config/yaml/located";
import type { Origin } from "../model";
import type { Positions } from "../policies";
import { resourceTypes } from "../resources";
import type { RegisteredResource } from "../resources";

type Path = readonly Segment[];
type Config = Pick<OfflineStack, "decisions" | "decidedTargetRoles" | "config">;

/** What the config asks for under one logical name. An association and its own role have the same. */
interface Owner {
    /** Of the association or the add-on. */
    readonly path?: Path;
    readonly role?: DecidedRole;
    readonly sessionPolicy?: SessionPolicy | undefined;
}

export function positionsIn(stack: Config): Positions {
    const owners = ownersIn(stack);
    return (resource, statement) => {
        const { urn, name } = resource;
        const known = prefixes(name).find(prefix => owners.has(prefix));
        const owner = known === undefined ? undefined : owners.get(known);
        if (known === undefined || owner === undefined) {
            return { urn };
        }
        const place = placeOfStatement(stack.config, pathOf(resource, known, owner, statement));
        return { urn, ...(place && { file: place.file, line: place.line, column: place.column }) } satisfies Origin;
    };
}

/** The name and what it derives from, the longest first: `a/b/inline:c`, `a/b`, `a`. */
function prefixes(name: string): string[] {
    const parts = name.split("/");
    return parts.map((_part, index) => parts.slice(0, parts.length - index).join("/"));
}

function placeOfStatement(config: Entry, path: Path): Place | undefined {
    const list = nodeOf(config, path.slice(0, -1));
    const inDocument = list?.kind === "scalar" ? placeInDocument(list, Number(path.at(-1))) : undefined;
    return inDocument ?? placeOf(config, path);
}

/** A document is one text. Its statement begins with a brace, as in the file. */
function placeInDocument({ value, braces = [] }: LocatedScalar, index: number): Place | undefined {
    const text = String(value);
    const tree = braces.length === 0 ? undefined : parseTree(text);
    const list = tree && findNodeAtLocation(tree, ["Statement"]);
    // IAM also accepts one statement without a list.
    const statement = list?.type === "array" ? list.children?.[index] : list;
    return statement && braces[text.slice(0, statement.offset).split("{").length - 1];
}

function ownersIn({ decisions, decidedTargetRoles }: Config): ReadonlyMap<string, Owner> {
    const owners = new Map<string, Owner>();
    const add = (name: string, owner: Owner): void => {
        owners.set(name, { ...owners.get(name), ...owner });
    };
    // Names of decisions lack that of the component.
    const { roles, associations, addons } = decisions;
    for (const { name, path, sessionPolicy } of associations) {
        add(`${programName}${name}`, { path, sessionPolicy });
    }
    for (const { name, path } of addons) {
        add(`${programName}${name}`, { path });
    }
    for (const role of roles) {
        add(`${programName}${role.name}`, { role });
    }
    for (const role of decidedTargetRoles) {
        add(targetRoleName(programName, role.name), { role });
    }
    return owners;
}

function pathOf(
    { type, name }: RegisteredResource,
    known: string,
    { path = [], role, sessionPolicy }: Owner,
    statement: number | undefined,
): Path {
    if (type === resourceTypes.association) {
        const kind = sessionPolicy?.document === undefined ? "statements" : "document";
        return statement === undefined ? path : [...path, "sessionPolicy", kind, statement];
    }
    return type === resourceTypes.addon || role === undefined
        ? path
        : rolePath(role, name.slice(known.length + 1), statement);
}

/** `rest` is what the name of a resource has beyond that of its role. */
function rolePath({ path, policies }: DecidedRole, rest: string, statement: number | undefined): Path {
    const preset = /^inline:preset-([A-Za-z]+)/.exec(rest)?.[1];
    const written = /^inline:(statements|document)$/.exec(rest)?.[1];
    const part = /^policy:statements-(\d+)$/.exec(rest)?.[1];
    if (rest === "") {
        return path;
    }
    if (preset !== undefined) {
        return [...path, "presets", preset];
    }
    if (part !== undefined) {
        const indexes = (policies.split[Number(part) - 1] ?? []).map(({ index }) => index).sort((a, b) => a - b);
        return [...path, "statements", ...(statement === undefined ? [] : [indexes[statement] ?? 0])];
    }
    if (written !== undefined) {
        return [...path, written, ...(statement === undefined ? [] : [statement])];
    }
    return [...path, rest.startsWith("inline:") ? rest.slice("inline:".length) : "managedPolicies"];
}
