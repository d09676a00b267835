/** What an inventory does not know, a line for each cause: a boundary can be that of a thousand roles. */
import type { Inventory } from "../model";

const namedRoles = 3;

export function unknownLines({ unknowns }: Pick<Inventory, "unknowns">): string[] {
    const byCause = new Map<string, string[]>();
    for (const text of unknowns) {
        const [role = "", cause] = text.split(/: (.*)/s);
        const roles = byCause.get(cause ?? text) ?? [];
        byCause.set(cause ?? text, cause === undefined ? roles : [...roles, role]);
    }
    return [...byCause].map(([cause, roles]) => `Not known: ${[...namesOf(roles), cause].join(": ")}`);
}

function namesOf(roles: readonly string[]): string[] {
    const more = roles.length - namedRoles;
    const named = roles.slice(0, namedRoles).join(", ");
    return roles.length === 0 ? [] : [more > 0 ? `${named} and ${String(more)} more` : named];
}
