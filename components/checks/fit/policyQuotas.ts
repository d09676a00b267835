/** How much IAM takes in the policies of a role, and how many of them. */
import type { PlaceholderValues } from "../../rules/placeholders";
import { maxInlineSize, maxManagedSize, policySize } from "../../access/split";
import { managedPolicyKey } from "../../decisions/names";
import {
    otherInlinePolicies,
    partsOf,
    presetPolicies,
    statementsBound,
    statementSizes,
    totalSize,
} from "../../decisions/sizes";
import type { SizedPolicy } from "../../decisions/sizes";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { isMap } from "../../rules/shapes";

/** IAM's default quota on managed policies of one role, and what it can be raised to. */
const managedPolicyQuota = 10;
const managedPolicyMaximum = 25;

type Fields = Readonly<Record<string, unknown>>;

/**
 * The policies of a role fit into IAM's quotas. Statements that do not fit inline become managed policies, of which each
 * statement has to fit into one; documents and presets are always inline.
 */
export function policiesFit(role: unknown, path: Path, place: PlaceholderValues): Problem[] {
    if (!isMap(role)) {
        return [];
    }
    const { others, sizes, parts } = splitOf(role, place);
    const total = totalSize(others);
    const advice = others.some(({ name }) => name.startsWith("preset-"))
        ? "give each controller a service account and a role of its own, or name less in its parameters"
        : "write statements, which are split into several policies, or use managed policies";
    return [
        ...(total > maxInlineSize
            ? [
                  {
                      path,
                      problem: `has inline policies of ${total} characters (${others.map(({ name, size }) => `${name} ${size}`).join(", ")})`,
                      remedy: `IAM takes ${maxInlineSize} in all inline policies of a role together: ${advice}`,
                  },
              ]
            : []),
        ...statementsFit(sizes, parts, at(path, "statements")),
        ...(canExceed(managedPolicyMaximum, role, parts.length)
            ? managedPoliciesFit(attachments(role, parts.length), path)
            : []),
    ];
}

function statementsFit(sizes: readonly number[], parts: Parts, path: Path): Problem[] {
    return parts.flat().flatMap(index =>
        policySize([sizes[index] ?? 0]) > maxManagedSize
            ? [
                  {
                      path: at(path, index),
                      problem: `can become ${sizes[index] ?? 0} characters long`,
                      remedy: `a managed policy takes ${maxManagedSize}: split the statement`,
                  },
              ]
            : [],
    );
}

type Parts = readonly (readonly number[])[];

/** What of a role becomes managed policies, and how many. */
interface Attachments {
    readonly total: number;
    readonly text: string;
}

/** Whether there can be more; cheap, because it is asked of thousands of roles of which almost none has so many. */
function canExceed(limit: number, { managedPolicies, managedPolicyArns, presets }: Fields, parts: number): boolean {
    const named = Array.isArray(managedPolicies) ? managedPolicies.length : 0;
    return isMap(presets) || isMap(managedPolicyArns) || named + parts > limit;
}

/** A policy that a preset needs and the user names too is attached once. */
function attachments(role: Fields, parts: number): Attachments {
    const named: readonly unknown[] = Array.isArray(role.managedPolicies) ? role.managedPolicies : [];
    const names = new Set(named.map(policy => (typeof policy === "string" ? managedPolicyKey(policy) : policy)));
    const counts = Object.entries({
        managedPolicies: names.size,
        managedPolicyArns: isMap(role.managedPolicyArns) ? Object.keys(role.managedPolicyArns).length : 0,
        presets: presetPolicies(role.presets).filter(name => !names.has(name)).length,
        statements: parts,
    }).filter(([, count]) => count > 0);
    return {
        total: counts.reduce((sum, [, count]) => sum + count, 0),
        text: counts.map(([key, count]) => `${key} ${count}`).join(", "),
    };
}

function managedPoliciesFit({ total, text }: Attachments, path: Path): Problem[] {
    return total > managedPolicyMaximum
        ? [
              {
                  path,
                  problem: `has ${total} managed policies (${text})`,
                  remedy: `IAM takes ${managedPolicyMaximum} on one role at most: use wildcards, or several roles`,
              },
          ]
        : [];
}

/** A role with more managed policies than an account takes by itself. */
export function managedPolicyWarnings(role: Fields, path: Path, place: PlaceholderValues): Problem[] {
    // There are no more parts than statements.
    const statements = Array.isArray(role.statements) ? role.statements.length : 0;
    if (!canExceed(managedPolicyQuota, role, statements)) {
        return [];
    }
    const { total, text } = attachments(role, splitOf(role, place).parts.length);
    return total > managedPolicyQuota && total <= managedPolicyMaximum
        ? [
              {
                  path,
                  problem: `has ${total} managed policies (${text})`,
                  remedy: `an account takes ${managedPolicyQuota} on one role unless the quota was raised`,
              },
          ]
        : [];
}

/** The statements that do not fit inline beside the role's other policies, in as many policies as they need. */
function splitOf(role: Fields, place: PlaceholderValues): Split {
    const others = otherInlinePolicies(role, place);
    if (others.length === 0 && statementsBound(role.statements) <= maxInlineSize) {
        return { others, sizes: [], parts: [] };
    }
    const sizes = statementSizes(role.statements, place);
    return { others, sizes, parts: partsOf(role.statements, sizes, totalSize(others)) ?? [] };
}

interface Split {
    readonly others: readonly SizedPolicy[];
    readonly sizes: readonly number[];
    readonly parts: Parts;
}
