/** Who has which access, as a tree: subject → role → permissions. */
import { listOf } from "../../components/access/evaluation/statement";
import type { Statement } from "../../components/access/policyDocument";
import { statementOrigin } from "../model";
import type { Inventory, InventoryAssociation, InventoryPolicy, InventoryRole } from "../model";
import { principalsOf } from "../principals";
import { quotasUsed } from "../quotas";
import { accessText, serviceAccess } from "../summary";
import { positionText } from "./diffText";
import { unknownLines } from "./unknowns";

export interface ShowOptions {
    /** Every statement instead of a summary. */
    readonly statements: boolean;
}

/** A line of the tree and what is below it. */
export interface Branch {
    readonly text: string;
    readonly children: readonly Branch[];
}

export function inventoryTree(inventory: Inventory, options: ShowOptions): Branch[] {
    return inventory.associations.map(association => ({
        text: `${association.subject}${clusterText(association)}${positionText(association.origin)}`,
        children: associationBranches(inventory, association, options),
    }));
}

function clusterText({ cluster, addon }: InventoryAssociation): string {
    return ` on ${cluster ?? "a cluster that is not known yet"}${addon === undefined ? "" : `, through the add-on ${addon}`}`;
}

function associationBranches(
    { roles }: Inventory,
    { role, targetRoleArn, sessionTags, sessionPolicy }: InventoryAssociation,
    options: ShowOptions,
): Branch[] {
    const own = roles.find(({ id }) => id === role);
    const target = roles.find(({ arn }) => arn !== undefined && arn === targetRoleArn);
    return [
        ...(sessionTags ? [] : [leaf("session tags are off")]),
        ...(own === undefined ? [] : [roleBranch(own, options)]),
        ...(targetRoleArn === undefined
            ? []
            : [
                  target === undefined
                      ? leaf(`then the role ${targetRoleArn}: not in this source, so its permissions are not known`)
                      : { ...roleBranch(target, options), text: `then the role ${target.label}` },
              ]),
        ...(sessionPolicy
            ? [{ text: "limited by a session policy", children: policyBranches(sessionPolicy, options) }]
            : []),
    ];
}

function roleBranch(
    { label, arn, isExternal, policies, boundary, trust }: InventoryRole,
    options: ShowOptions,
): Branch {
    return isExternal
        ? leaf(`role ${label}: not in this source, so its permissions are not known`)
        : {
              text: `role ${label}${arn === undefined || arn === label ? "" : ` (${arn})`}`,
              children: [
                  ...(options.statements && trust
                      ? [{ text: "trust policy", children: policyBranches(trust, options) }]
                      : []),
                  ...policies.map(policy => ({
                      text: `${policy.kind === "managed" ? "managed policy" : "inline policy"} ${policy.name}`,
                      children: policyBranches(policy, options),
                  })),
                  ...(policies.length === 0 ? [leaf("no permissions")] : []),
                  ...(boundary
                      ? [
                            {
                                text: `limited by the permissions boundary ${boundary.name}`,
                                children: policyBranches(boundary, options),
                            },
                        ]
                      : []),
              ],
          };
}

function policyBranches(policy: InventoryPolicy, { statements }: ShowOptions): Branch[] {
    const { document, unknown } = policy;
    if (document === undefined) {
        return [leaf(`not known: ${unknown ?? ""}`)];
    }
    return document.Statement.flatMap((statement, index) =>
        statements
            ? [leaf(`${statementText(statement)}${positionText(statementOrigin(policy, index))}`)]
            : serviceAccess(statement).map(access => leaf(accessText(access))),
    );
}

/** A statement on one line, in the order in which IAM's own documentation has it. */
export function statementText(statement: Statement): string {
    const { Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
    const { principal, isComplement } = principalsOf(statement);
    const actions = Action === undefined ? `everything but ${texts(NotAction)}` : texts(Action);
    const resources =
        Resource === undefined
            ? NotResource === undefined
                ? ""
                : ` on everything but ${texts(NotResource)}`
            : ` on ${texts(Resource)}`;
    return (
        `${Effect} ${actions}${resources}` +
        (principal === undefined ? "" : ` to ${isComplement ? "everyone but " : ""}${JSON.stringify(principal)}`) +
        (Condition === undefined ? "" : ` if ${JSON.stringify(Condition)}`)
    );
}

function texts(values: string | readonly string[] | undefined): string {
    return listOf(values ?? []).join(", ");
}

function leaf(text: string): Branch {
    return { text, children: [] };
}

/** The tree as lines, with the rules that `tree` draws. */
export function treeLines(branches: readonly Branch[], indent = "", isTop = true): string[] {
    return branches.flatMap(({ text, children }, index) => {
        const isLast = index === branches.length - 1;
        const [rule, below] = isTop ? ["", ""] : isLast ? ["└─ ", "   "] : ["├─ ", "│  "];
        return [`${indent}${rule}${text}`, ...treeLines(children, `${indent}${below}`, false)];
    });
}

/** One line about the whole: what is used of quotas, what is assumed and what is not known. */
export function inventoryNotes(inventory: Inventory): string[] {
    const quotas = quotasUsed(inventory).map(({ what, used, quota }) => `${used} of ${quota} ${what}`);
    return [
        ...inventory.assumptions,
        ...unknownLines(inventory),
        ...(quotas.length === 0 ? [] : [`Quotas: ${quotas.join("; ")}.`]),
    ];
}
