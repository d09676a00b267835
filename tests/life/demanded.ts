/** What a deployment may create, delete and replace after an edit of the config. */
import { sharedRoleName } from "../../components/decisions/names";
import { programName } from "../../config/program";
import type { Changes } from "../program/engineStack";
import { demandedBy } from "./config";
import type { LifeConfig } from "./config";
import type { What } from "./edit";

export interface Edited {
    readonly before: LifeConfig;
    readonly after: LifeConfig;
    /** What an edit of this kind replaces, if it has one of `names`. */
    readonly replaces: readonly What[];
    readonly names: readonly string[];
}

const replacements: ReadonlySet<string> = new Set([
    ...["replace", "create-replacement", "delete-replaced", "discard-replaced", "read-replacement"],
]);

/** The changes that the edit does not demand: `replace role identity/shop/orders`. Updates are always allowed. */
export function undemanded({ before, after, replaces, names }: Edited, changes: Changes): string[] {
    const wanted = demandedBy(after);
    const had = new Set([...demandedBy(before)].map(owner => renamed(owner, after)));
    const isNew = (owner: string): boolean => wanted.has(owner) && !had.has(owner);
    const isGone = (owner: string): boolean => had.has(owner) && !wanted.has(owner);
    const isAllowed = (operation: string, what: What, name: string): boolean => {
        if (what === "policies" && (isNew(`role ${name}`) || isGone(`role ${name}`))) return true;
        const mayReplace = names.includes(name) && replaces.includes(what);
        if (replacements.has(operation)) return mayReplace;
        if (what === "policies") return names.includes(name);
        return operation === "create" ? isNew(`${what} ${name}`) : isGone(`${what} ${name}`);
    };
    return Object.entries(changes)
        .filter(([operation]) => replacements.has(operation) || ["create", "delete"].includes(operation))
        .flatMap(([operation, resources]) =>
            resources
                .map(ownerOf)
                .filter(({ what, name }) => !isAllowed(operation, what, name))
                .map(({ what, name }) => `${operation} ${what} ${name}`),
        );
}

/** With `formerly`, a role stays the same resource. */
function renamed(owner: string, { roles }: LifeConfig): string {
    const [key] =
        Object.entries(roles).find(([, { formerly = [] }]) =>
            formerly.some(former => owner === `role ${sharedRoleName(programName, former)}`),
        ) ?? [];
    return key === undefined ? owner : `role ${sharedRoleName(programName, key)}`;
}

/** `RolePolicy identity/shop/orders/inline:statements`: the policies of the role identity/shop/orders. */
function ownerOf(resource: string): { readonly what: What; readonly name: string } {
    const [type, ...rest] = resource.split(" ");
    const name = rest.join(" ");
    if (type === "PodIdentityAssociation") return { what: "association", name };
    if (type === "Role") return { what: "role", name };
    if (type === "Addon") return { what: "add-on", name };
    return { what: "policies", name: name.slice(0, name.lastIndexOf("/")) };
}
