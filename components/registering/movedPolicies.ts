/**
 * Managed policies that a role keeps under another logical name. Pulumi attaches the policy under the new name, which
 * changes nothing in AWS, and then detaches it under the old one: the role loses it, and the state still has it.
 */
import { managedPolicyKey } from "../decisions/names";
import { attachmentName } from "../decisions/policies";
import type { DecidedRole } from "../decisions/roles";

type Inputs = Readonly<Record<string, unknown>>;
/** The decided roles of a component with these inputs. */
type RolesOf = (inputs: Inputs) => readonly DecidedRole[];

/** An error for each. */
export function movedPolicies(rolesOf: RolesOf, before: Inputs, after: Inputs): string[] {
    const earlier = new Map(rolesIn(rolesOf, before).map(role => [role.name, role]));
    return rolesIn(rolesOf, after).flatMap(role => {
        const old = [role.name, ...role.formerNames].flatMap(name => earlier.get(name) ?? [])[0];
        return old === undefined ? [] : movesOf(old, role).map(errorOf);
    });
}

interface Move {
    readonly policy: string;
    /** Logical names of the attachment. */
    readonly from: string;
    readonly to: string;
}

/** None for inputs in the state that another version of this package wrote, if they have a shape that is not known here. */
function rolesIn(rolesOf: RolesOf, inputs: Inputs): readonly DecidedRole[] {
    try {
        return rolesOf(inputs);
    } catch {
        return [];
    }
}

function movesOf(before: DecidedRole, after: DecidedRole): Move[] {
    const [had, has] = [attachmentsOf(before), attachmentsOf(after)];
    return [...has].flatMap(([end, policy]) => {
        const [from] = [...had].find(([other, same]) => same === policy && has.get(other) !== policy) ?? [];
        return from === undefined || had.get(end) === policy
            ? []
            : [{ policy, from: before.name + from, to: after.name + end }];
    });
}

/** The end of the logical name after that of the role → identity of the policy. ARNs that are not known are left out. */
function attachmentsOf({ name, role, policies }: DecidedRole): Map<string, string> {
    return new Map(
        policies.attached.flatMap((attached): [string, string][] => {
            const policy: unknown =
                attached.from === "managedPolicyArns" ? role.managedPolicyArns?.[attached.key] : attached.policy;
            const end = attachmentName(name, attached).slice(name.length);
            return typeof policy === "string" ? [[end, managedPolicyKey(policy)]] : [];
        }),
    );
}

function errorOf({ policy, from, to }: Move): string {
    const [name = ""] = policy.split(":").slice(-1);
    return [
        `${to}: the role has the policy ${name} already, as ${from}. Pulumi would attach it and then detach it, and the role would lose it.`,
        "Keep its key, or its place in managedPolicies. To change it, deploy without the policy first, and add it in the next deployment.",
    ].join("\n");
}
