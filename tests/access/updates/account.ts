/** The roles and associations of an account, changed by calls. */
import type { PolicyDocument } from "../../../components/access/policyDocument";
import type { Registration } from "../../components/capture";
import { types } from "../../components/capture";
import { addonNamespaces } from "../proof/scenario";
import type { Call } from "./calls";

export interface RoleState {
    readonly trust: PolicyDocument;
    readonly boundary: string | undefined;
    /** By name. */
    readonly inline: ReadonlyMap<string, PolicyDocument>;
    /** By ARN. */
    readonly managed: ReadonlySet<string>;
}

export interface AssociationState {
    readonly roleArn: string;
    readonly targetRoleArn: string | undefined;
}

export interface Account {
    /** By name. */
    readonly roles: ReadonlyMap<string, RoleState>;
    /** Managed policies created here, by ARN. */
    readonly policies: ReadonlyMap<string, PolicyDocument>;
    /** By subject. */
    readonly associations: ReadonlyMap<string, AssociationState>;
}

export const emptyAccount: Account = { roles: new Map(), policies: new Map(), associations: new Map() };

export function after(account: Account, { kind, resource }: Call): Account {
    const { inputs, outputs, type } = resource;
    const onRole = (key: "role" | "roleName", change: (role: RoleState) => RoleState): Account => {
        const name = String(inputs[key]);
        const role = account.roles.get(name);
        return role === undefined ? account : { ...account, roles: put(account.roles, name, change(role)) };
    };
    const policies = inputs.policyArns as readonly string[] | undefined;
    const names = inputs.policyNames as readonly string[] | undefined;
    const isPut = kind === "put";
    switch (type) {
        case types.role: {
            const name = String(outputs.name);
            const { inline = new Map<string, PolicyDocument>(), managed = new Set<string>() } =
                account.roles.get(name) ?? {};
            const boundary = inputs.permissionsBoundary as string | undefined;
            const role = { trust: document(inputs.assumeRolePolicy), boundary, inline, managed };
            return { ...account, roles: isPut ? put(account.roles, name, role) : without(account.roles, name) };
        }
        case types.rolePolicy:
            return onRole("role", role => {
                const name = String(inputs.name);
                const inline = isPut ? put(role.inline, name, document(inputs.policy)) : without(role.inline, name);
                return { ...role, inline };
            });
        case types.attachment:
            return onRole("role", role => {
                const managed = new Set(role.managed);
                managed[isPut ? "add" : "delete"](String(inputs.policyArn));
                return { ...role, managed };
            });
        // Deleting one of these neither removes nor restores access.
        case types.attachmentsExclusive:
            return isPut ? onRole("roleName", role => ({ ...role, managed: new Set(policies) })) : account;
        case types.policiesExclusive:
            return isPut
                ? onRole("roleName", role => ({
                      ...role,
                      inline: new Map([...role.inline].filter(([name]) => names?.includes(name))),
                  }))
                : account;
        case types.policy: {
            const arn = String(outputs.arn);
            const made = account.policies;
            return { ...account, policies: isPut ? put(made, arn, document(inputs.policy)) : without(made, arn) };
        }
        case types.association: {
            const subject = `${String(inputs.namespace)}/${String(inputs.serviceAccount)}`;
            const state = {
                roleArn: String(inputs.roleArn),
                targetRoleArn: inputs.targetRoleArn as string | undefined,
            };
            const { associations } = account;
            return {
                ...account,
                associations: isPut ? put(associations, subject, state) : without(associations, subject),
            };
        }
        case types.addon:
            return { ...account, associations: withAddon(account.associations, resource, isPut) };
        default:
            throw new Error(`A call for ${type} is not modelled`);
    }
}

/** An add-on has exactly the associations that it names. */
function withAddon(
    associations: Account["associations"],
    { inputs }: Registration,
    isPut: boolean,
): Account["associations"] {
    const { namespace } = (inputs.namespaceConfig ?? {}) as { namespace?: string };
    const where = namespace ?? addonNamespaces[String(inputs.addonName)] ?? "";
    const owned = (inputs.podIdentityAssociations ?? []) as { serviceAccount: string; roleArn: string }[];
    const others = [...associations].filter(([subject]) => !subject.startsWith(`${where}/`));
    return new Map([
        ...others,
        ...(isPut ? owned : []).map(({ serviceAccount, roleArn }): [string, AssociationState] => [
            `${where}/${serviceAccount}`,
            { roleArn, targetRoleArn: undefined },
        ]),
    ]);
}

function put<T>(map: ReadonlyMap<string, T>, key: string, value: T): ReadonlyMap<string, T> {
    return new Map([...map, [key, value]]);
}

function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
    return new Map([...map].filter(([name]) => name !== key));
}

function document(text: unknown): PolicyDocument {
    return JSON.parse(String(text)) as PolicyDocument;
}
