/** The IAM roles of a program, with all that is attached to them. */
import { isMap } from "../components/rules/shapes";
import type { InventoryPolicy, InventoryRole } from "./model";
import { documentIn, linkedResources, madePolicy, managedPolicy } from "./policies";
import type { Program } from "./policies";
import { isHidden, resourceTypes, textOf, valueOf } from "./resources";
import type { RegisteredResource } from "./resources";

/** Every role of the program, by URN. */
export function rolesOf(program: Program): Map<string, InventoryRole> {
    const roles = program.resources.filter(({ type }) => type === resourceTypes.role);
    const attached = new Map(roles.map(({ urn }) => [urn, [] as InventoryPolicy[]]));
    const add = (resource: RegisteredResource, property: string, policies: readonly InventoryPolicy[]): void => {
        for (const role of rolesNamed(program, roles, resource, property)) {
            attached.get(role.urn)?.push(...policies);
        }
    };
    for (const resource of inOrder(program.resources)) {
        switch (resource.type) {
            case resourceTypes.rolePolicy:
                add(resource, "role", [
                    {
                        kind: "inline",
                        name: textOf(valueOf(resource, "name")) ?? resource.name,
                        ...documentIn(program, resource, "policy"),
                        origin: program.positions(resource),
                    },
                ]);
                break;
            case resourceTypes.attachment:
                add(resource, "role", [
                    managedPolicy(program, valueOf(resource, "policyArn"), { resource, property: "policyArn" }),
                ]);
                break;
            case resourceTypes.policyAttachment:
                add(resource, "roles", [
                    managedPolicy(program, valueOf(resource, "policyArn"), { resource, property: "policyArn" }),
                ]);
                break;
            case resourceTypes.attachmentsExclusive:
                add(resource, "roleName", listedPolicies(program, resource, "policyArns"));
                break;
        }
    }
    return new Map(roles.map(role => [role.urn, roleOf(program, role, attached.get(role.urn) ?? [])]));
}

/** Inline policies first, then attachments, by name: the order in which a program registers them means nothing. */
function inOrder(resources: readonly RegisteredResource[]): RegisteredResource[] {
    const rank = ({ type }: RegisteredResource): number =>
        type === resourceTypes.rolePolicy ? 0 : type === resourceTypes.attachment ? 1 : 2;
    return [...resources].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function roleOf(program: Program, role: RegisteredResource, attached: readonly InventoryPolicy[]): InventoryRole {
    const arn = textOf(valueOf(role, "arn")) ?? expectedArn(program, role);
    const boundary = valueOf(role, "permissionsBoundary");
    return {
        id: role.urn,
        label: role.name,
        ...(arn !== undefined && { arn }),
        trust: {
            kind: "trust",
            name: "trust policy",
            ...documentIn(program, role, "assumeRolePolicy"),
            origin: program.positions(role),
        },
        policies: unique([
            ...attached,
            ...inlineIn(program, role),
            ...listedPolicies(program, role, "managedPolicyArns"),
            ...unreadPolicies(program, role),
        ]),
        ...(boundary !== undefined &&
            boundary !== "" &&
            boundary !== null && {
                boundary: managedPolicy(
                    program,
                    boundary,
                    { resource: role, property: "permissionsBoundary" },
                    "boundary",
                ),
            }),
        isExternal: false,
        origin: program.positions(role),
    };
}

/** What may be attached to a role that the program only reads, where the provider does not list it. */
function unreadPolicies(program: Program, role: RegisteredResource): InventoryPolicy[] {
    const isListed = ["inlinePolicies", "managedPolicyArns"].every(property => Array.isArray(role.inputs[property]));
    return role.isRead !== true || isListed
        ? []
        : [
              {
                  kind: "managed",
                  name: "other policies",
                  unknown: "the role is read and not made by the program",
                  origin: program.positions(role),
              },
          ];
}

/** A role that is not deployed yet has the ARN that follows from its name, where the account is certain. */
function expectedArn({ account }: Program, role: RegisteredResource): string | undefined {
    const name = textOf(role.inputs.name);
    const path = role.inputs.path ?? "/";
    return account === undefined || name === undefined || typeof path !== "string"
        ? undefined
        : `arn:${account.partition}:iam::${account.id}:role${path}${name}`;
}

/** `managedPolicyArns` of a role, or the whole list of an exclusive resource. */
function listedPolicies(program: Program, resource: RegisteredResource, property: string): InventoryPolicy[] {
    // What AWS has attached is computed into the outputs; only what the program says counts here.
    const arns = resource.inputs[property];
    if (isHidden(arns)) {
        return [managedPolicy(program, arns, { resource, property })];
    }
    const listed: readonly unknown[] = Array.isArray(arns) ? arns : [];
    const known = listed.filter(arn => textOf(arn) !== undefined);
    const made = linkedResources(program, resource.propertyDependencies[property], resourceTypes.policy).filter(
        policy => textOf(valueOf(policy, "arn")) === undefined,
    );
    const isEachLinked = made.length === listed.length - known.length;
    return isEachLinked
        ? [
              ...known.map(arn => managedPolicy(program, arn, { resource, property })),
              ...made.map(policy => madePolicy(program, policy, program.positions(resource))),
          ]
        : listed.map(arn => managedPolicy(program, arn, { resource, property }));
}

/** `inlinePolicies` of a role. */
function inlineIn(program: Program, role: RegisteredResource): InventoryPolicy[] {
    return [role.inputs.inlinePolicies].flat().flatMap((inline): InventoryPolicy[] => {
        const inputs = isMap(inline) ? inline : isHidden(inline) ? { policy: inline } : {};
        // The provider has an empty one if the role has no policies.
        return inputs.name === undefined && inputs.policy === undefined
            ? []
            : [
                  {
                      kind: "inline",
                      name: textOf(inputs.name) ?? "inline",
                      ...documentIn(program, { ...role, inputs, outputs: {} }, "policy"),
                      origin: program.positions(role),
                  },
              ];
    });
}

/** The roles that a property names: by name, by the resource it comes from, or all of them in a list. */
function rolesNamed(
    program: Program,
    roles: readonly RegisteredResource[],
    resource: RegisteredResource,
    property: string,
): readonly RegisteredResource[] {
    const linked = linkedResources(program, resource.propertyDependencies[property], resourceTypes.role);
    if (linked.length > 0) {
        return linked;
    }
    const names = [resource.inputs[property]].flat().filter(name => textOf(name) !== undefined);
    return roles.filter(role => names.includes(valueOf(role, "name")) || names.includes(role.outputs.id));
}

/** An exclusive resource lists what attachments say too. */
function unique(policies: readonly InventoryPolicy[]): InventoryPolicy[] {
    const seen = new Set<string>();
    return policies.filter(({ kind, name, unknown }) => {
        const key = `${kind} ${name}`;
        const isNew = unknown !== undefined || !seen.has(key);
        seen.add(key);
        return isNew;
    });
}
