/** The access graph of an inventory. */
import { listOf } from "../components/access/evaluation/statement";
import type { Statement } from "../components/access/policyDocument";
import { Languages } from "../components/access/evaluation/languages";
import { awsActions } from "./catalogue";
import { graphAccess } from "./graphAccess";
import type { AccessGraph, AccessWay, GraphPolicy, GraphRole, GraphStatement } from "./graphModel";
import type { GraphSubject } from "./graphModel";
import type { Inventory, InventoryAssociation, InventoryPolicy, InventoryRole, Origin } from "./model";
import { principalTexts } from "./principals";
import { unknownLines } from "./reports/unknowns";
import { podSession } from "./sessions";

/** `namespaces`: only the subjects in these, or all if empty. */
export function accessGraph(inventory: Inventory, namespaces: readonly string[] = []): AccessGraph {
    const associations = inventory.associations.filter(
        ({ subject }) => namespaces.length === 0 || namespaces.includes(subject.split("/")[0] ?? ""),
    );
    const roles = new RoleList(inventory);
    return {
        source: inventory.source,
        notes: [...inventory.assumptions, ...unknownLines(inventory)],
        ways: waysOf(associations).map(each => accessWay(inventory, each, roles)),
        roles: roles.roles,
    };
}

/** The roles that ways use, each once. */
class RoleList {
    public readonly roles: GraphRole[] = [];
    /** What the ways of all roles share. */
    public readonly languages = new Languages();
    private readonly indexes = new Map<string, number>();

    constructor(private readonly inventory: Inventory) {}

    /** By the `id` or the ARN of the role. */
    public indexOf(name: string): number {
        const known = this.indexes.get(name);
        if (known !== undefined) {
            return known;
        }
        const role = this.inventory.roles.find(({ id, arn }) => id === name || arn === name);
        const index = this.roles.push(role === undefined ? outsideRole(name) : graphRole(role)) - 1;
        this.indexes.set(name, index);
        return index;
    }
}

/** Associations by role, target role and session policy, in the order of their first subjects. */
function waysOf(associations: readonly InventoryAssociation[]): InventoryAssociation[][] {
    const ways = new Map<string, InventoryAssociation[]>();
    for (const association of associations) {
        const { role, targetRoleArn, sessionPolicy } = association;
        const key = JSON.stringify([role, targetRoleArn, sessionPolicy?.document, sessionPolicy?.unknown]);
        const way = ways.get(key) ?? [];
        way.push(association);
        ways.set(key, way);
    }
    return [...ways.values()];
}

function accessWay(inventory: Inventory, associations: readonly InventoryAssociation[], roles: RoleList): AccessWay {
    const [first] = associations;
    if (first === undefined) {
        throw new Error("A way has at least one association.");
    }
    const sessions = associations.map(association => podSession(inventory, association));
    return {
        subjects: associations.map(graphSubject),
        role: roles.indexOf(first.role),
        ...(first.targetRoleArn !== undefined && { targetRole: roles.indexOf(first.targetRoleArn) }),
        access: graphAccess(sessions, awsActions(), roles.languages),
        unknowns: [...new Set(sessions.flatMap(({ unknowns }) => unknowns))],
    };
}

function graphSubject(association: InventoryAssociation): GraphSubject {
    const { subject, cluster, sessionTags, sessionPolicy, addon, origin } = association;
    return {
        subject,
        ...(cluster !== undefined && { cluster }),
        sessionTags,
        ...(sessionPolicy && { sessionPolicy: graphPolicy(sessionPolicy) }),
        ...(addon !== undefined && { addon }),
        origin: originText(origin),
    };
}

function graphRole({ label, arn, isExternal, origin, trust, policies, boundary }: InventoryRole): GraphRole {
    return {
        label,
        ...(arn !== undefined && { arn }),
        isExternal,
        origin: originText(origin),
        ...(trust && { trust: graphPolicy(trust) }),
        policies: policies.map(graphPolicy),
        ...(boundary && { boundary: graphPolicy(boundary) }),
    };
}

function outsideRole(arn: string): GraphRole {
    return { label: arn, arn, isExternal: true, origin: "", policies: [] };
}

const titles: Readonly<Record<InventoryPolicy["kind"], string>> = {
    trust: "Trust policy",
    inline: "Inline policy",
    managed: "Managed policy",
    "session policy": "Session policy",
    boundary: "Permissions boundary",
};

function graphPolicy({ kind, name, document, unknown }: InventoryPolicy): GraphPolicy {
    return {
        title: kind === "trust" || kind === "session policy" ? titles[kind] : `${titles[kind]} ${name}`,
        statements: document?.Statement.map(graphStatement) ?? [],
        ...(document === undefined && { unknown: unknown ?? "the policy is not in this source" }),
    };
}

function graphStatement(statement: Statement): GraphStatement {
    const { Sid, Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
    return {
        ...(Sid !== undefined && { sid: Sid }),
        effect: Effect,
        principals: principalTexts(statement),
        actions: [...listOf(Action ?? []), ...exceptions(NotAction)],
        resources: [...listOf(Resource ?? []), ...exceptions(NotResource)],
        conditions: Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
            Object.entries(keys).map(([key, values]) => `${operator} ${key}: ${listOf(values).join(", ")}`),
        ),
    };
}

function exceptions(values: string | readonly string[] | undefined): string[] {
    return values === undefined ? [] : [`everything but ${listOf(values).join(", ")}`];
}

function originText({ file, line, urn }: Origin): string {
    return file === undefined ? (urn ?? "") : `${file}${line === undefined ? "" : `:${line}`}`;
}
