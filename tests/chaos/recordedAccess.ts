/** The roles and associations of an account as the recorded calls of a deployment change them. */
import type { PolicyDocument } from "../../components/access/policyDocument";
import type { Call } from "../../sandbox/provider/callLog";
import { usualPlace } from "../access/proof/place";
import { accessOf } from "../access/updates/access";
import { emptyAccount } from "../access/updates/account";
import type { Account, RoleState } from "../access/updates/account";

/** The account after `calls`, and the subject of each association by its ID. */
export interface Recorded {
    readonly account: Account;
    readonly subjects: ReadonlyMap<string, string>;
}

export const nothing: Recorded = { account: emptyAccount, subjects: new Map() };

type Input = Readonly<Record<string, string | undefined>>;

/** Refused calls change nothing. */
export function afterCall(state: Recorded, { operation, input, error, id }: Call): Recorded {
    if (error !== undefined) return state;
    const given = input as Input;
    const { account } = state;
    const role = (change: (role: RoleState) => RoleState): Recorded => {
        const name = given.RoleName ?? "";
        const was = account.roles.get(name);
        return was ? { ...state, account: { ...account, roles: put(account.roles, name, change(was)) } } : state;
    };
    switch (operation) {
        case "CreateRole": {
            const created = {
                trust: document(given.AssumeRolePolicyDocument),
                boundary: given.PermissionsBoundary,
                inline: new Map(),
                managed: new Set<string>(),
            };
            return { ...state, account: { ...account, roles: put(account.roles, given.RoleName ?? "", created) } };
        }
        case "DeleteRole":
            return { ...state, account: { ...account, roles: without(account.roles, given.RoleName ?? "") } };
        case "UpdateAssumeRolePolicy":
            return role(was => ({ ...was, trust: document(given.PolicyDocument) }));
        case "PutRolePolicy":
            return role(was => ({
                ...was,
                inline: put(was.inline, given.PolicyName ?? "", document(given.PolicyDocument)),
            }));
        case "DeleteRolePolicy":
            return role(was => ({ ...was, inline: without(was.inline, given.PolicyName ?? "") }));
        case "AttachRolePolicy":
            return role(was => ({ ...was, managed: new Set([...was.managed, given.PolicyArn ?? ""]) }));
        case "DetachRolePolicy":
            return role(was => ({ ...was, managed: new Set([...was.managed].filter(arn => arn !== given.PolicyArn)) }));
        case "CreatePodIdentityAssociation":
            return associated(state, `${given.namespace ?? ""}/${given.serviceAccount ?? ""}`, given, id ?? "");
        case "UpdatePodIdentityAssociation":
            return associated(state, state.subjects.get(given.associationId ?? "") ?? "", given, "");
        case "DeletePodIdentityAssociation": {
            const subject = state.subjects.get(given.associationId ?? "") ?? "";
            return { ...state, account: { ...account, associations: without(account.associations, subject) } };
        }
        default:
            return state;
    }
}

function associated({ account, subjects }: Recorded, subject: string, given: Input, id: string): Recorded {
    const { roleArn = account.associations.get(subject)?.roleArn ?? "", targetRoleArn } = given;
    return {
        account: { ...account, associations: put(account.associations, subject, { roleArn, targetRoleArn }) },
        subjects: id === "" ? subjects : put(subjects, id, subject),
    };
}

/** What each subject of the account can do. */
export async function accessIn({ account }: Recorded): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const subjects = [...account.associations.keys()];
    const access = subjects.map(
        async subject => [subject, await accessOf(account, subject, usualPlace.cluster)] as const,
    );
    return new Map(await Promise.all(access));
}

/**
 * What a subject could do after one of `calls` that it can do neither before them nor after the deployment, `end`: the promise
 * of docs/access.md, "Access during an update".
 */
export async function surplusIn(start: Recorded, calls: readonly Call[], end: Recorded): Promise<string[]> {
    const [first, last] = [await accessIn(start), await accessIn(end)];
    const found = new Set<string>();
    let state = start;
    for (const call of calls) {
        state = afterCall(state, call);
        for (const [subject, access] of await accessIn(state)) {
            const surplus = [...access].filter(what => !first.get(subject)?.has(what) && !last.get(subject)?.has(what));
            if (surplus.length > 0) found.add(`${subject}, after ${call.operation}: ${surplus.join(", ")}`);
        }
    }
    return [...found];
}

function put<T>(map: ReadonlyMap<string, T>, key: string, value: T): ReadonlyMap<string, T> {
    return new Map([...map, [key, value]]);
}

function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
    return new Map([...map].filter(([name]) => name !== key));
}

function document(text: string | undefined): PolicyDocument {
    return JSON.parse(text ?? "{}") as PolicyDocument;
}
