/** What the pods of an association may do, ready for evaluation. */
import { PrincipalTag } from "../components/access/sessionTags";
import type { Layer, Session } from "../components/access/evaluation/session";
import { readPolicy } from "../components/access/evaluation/statement";
import type { Inventory, InventoryAssociation, InventoryPolicy, InventoryRole } from "./model";
import { unknownPart } from "./resources";

/** A statement of a policy of the inventory. */
export interface StatementOrigin {
    readonly policy: InventoryPolicy;
    readonly role: InventoryRole | undefined;
    readonly index: number;
}

export interface PodSession {
    /** The role that EKS assumes first. */
    readonly source: InventoryRole | undefined;
    /** The role whose permissions the pods have in the end: the target role, where there is one. */
    readonly role: InventoryRole | undefined;
    /** Without a permissions boundary or session policy that is not known. */
    readonly session: Session<StatementOrigin>;
    /** Why the session may have more or less than this; empty where all is known. */
    readonly unknowns: readonly string[];
    /** Those of them that can only take access away: the boundary and the session policy. */
    readonly unknownLimits: readonly string[];
}

/** The session of the pods of one association. */
export function podSession(inventory: Inventory, association: InventoryAssociation): PodSession {
    const source = inventory.roles.find(({ id }) => id === association.role);
    const target =
        association.targetRoleArn === undefined
            ? undefined
            : inventory.roles.find(({ arn }) => arn === association.targetRoleArn);
    const role = association.targetRoleArn === undefined ? source : target;
    const variables = principalTags(association);
    const policies = role?.policies ?? [];
    const limits = [
        ...(role?.boundary ? [{ kind: "boundary" as const, policy: role.boundary }] : []),
        ...(association.sessionPolicy ? [{ kind: "session policy" as const, policy: association.sessionPolicy }] : []),
    ];
    const unknownLimits = limits.flatMap(({ policy }) => unknownOf(policy));
    const layers: Layer<StatementOrigin>[] = [
        layerOf("permissions", policies, role, variables),
        ...limits
            .filter(({ policy }) => policy.document !== undefined)
            .map(({ kind, policy }) => layerOf(kind, [policy], role, variables)),
    ];
    return {
        source,
        role,
        session: { layers, context: new Map([...variables].map(([key, value]) => [key, [value]])) },
        unknowns: [
            ...(role === undefined || role.isExternal
                ? [
                      `the permissions of ${association.targetRoleArn ?? role?.label ?? "the role"} are not in this source`,
                  ]
                : []),
            ...policies.flatMap(unknownOf),
            ...unknownLimits,
        ],
        unknownLimits,
    };
}

function unknownOf({ name, unknown }: InventoryPolicy): string[] {
    return unknown === undefined ? [] : [`${name}: ${unknown}`];
}

function layerOf(
    kind: Layer<StatementOrigin>["kind"],
    policies: readonly InventoryPolicy[],
    role: InventoryRole | undefined,
    variables: ReadonlyMap<string, string>,
): Layer<StatementOrigin> {
    return {
        kind,
        statements: policies.flatMap(policy =>
            policy.document === undefined
                ? []
                : readPolicy(policy.document, variables, (_statement, index) => ({ policy, role, index })),
        ),
    };
}

/**
 * The session tags whose values are known from the association, by lower-case condition key. The name and UID of a pod
 * differ from pod to pod.
 */
export function principalTags({ sessionTags, subject, cluster }: InventoryAssociation): Map<string, string> {
    const [namespace = "", serviceAccount = ""] = subject.split("/");
    const tags = sessionTags
        ? [
              [PrincipalTag.KubernetesNamespace, namespace],
              [PrincipalTag.KubernetesServiceAccount, serviceAccount],
              ...(cluster === undefined ? [] : [[PrincipalTag.EksClusterName, cluster]]),
          ]
        : [];
    const known = tags.filter(([, value]) => value !== unknownPart);
    return new Map(known.map(([key = "", value = ""]) => [key.toLowerCase(), value]));
}
