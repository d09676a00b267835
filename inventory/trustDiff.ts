/** Whom a role's trust policy admits, compared by meaning: principals take the place of resources. */
import { gainedAccess } from "../components/access/evaluation/compare";
import type { Languages } from "../components/access/evaluation/languages";
import type { Session } from "../components/access/evaluation/session";
import { listOf, readPolicy } from "../components/access/evaluation/statement";
import type { PolicyDocument, Statement } from "../components/access/policyDocument";
import { podIdentityPrincipal } from "../components/access/trust";
import type { Inventory, InventoryPolicy, InventoryRole, Origin } from "./model";
import { principalsOf, principalTexts } from "./principals";

export interface TrustChange {
    readonly role: string;
    readonly change: "widened" | "narrowed" | "undecided";
    /** Who is admitted, or no longer: principals as the trust policy writes them. */
    readonly principals: readonly string[];
    /** The conditions they have to meet. */
    readonly conditions: readonly string[];
    readonly cause?: string;
    readonly origin: Origin;
}

/** Changes of roles that both inventories have, and whom the new roles of subjects admit in addition to pods. */
export function trustChanges(before: Inventory, after: Inventory, languages: Languages): TrustChange[] {
    const earlier = new Map(before.roles.map(role => [identity(role), role]));
    const used = new Set(after.associations.map(({ role }) => role));
    return after.roles.flatMap(role => {
        const old = earlier.get(identity(role));
        return old !== undefined
            ? changesOf(old, role, languages)
            : used.has(role.id) && !admitsOnlyPods(role)
              ? changesOf({ ...role, trust: onlyPods }, role, languages).filter(({ change }) => change !== "narrowed")
              : [];
    });
}

/** Without a comparison: most roles of pods have one statement, for them. */
function admitsOnlyPods({ trust }: InventoryRole): boolean {
    const [statement, ...others] = trust?.document?.Statement ?? [];
    return others.length === 0 && statement !== undefined && principalTexts(statement).join() === podsText;
}

const podsText = `Service: ${podIdentityPrincipal}`;

const onlyPods: InventoryPolicy = {
    kind: "trust",
    name: "trust policy",
    document: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: [podIdentityPrincipal] }, Action: ["*"] }],
    },
    origin: {},
};

/** URNs of a stack file and of the engine differ; the logical name is the same. */
function identity({ label, arn, isExternal }: InventoryRole): string {
    return isExternal ? (arn ?? label) : label;
}

function changesOf(before: InventoryRole, after: InventoryRole, languages: Languages): TrustChange[] {
    if (before.isExternal || after.isExternal) {
        return [];
    }
    const [old, now] = [before.trust?.document, after.trust?.document];
    if (old === undefined || now === undefined) {
        const cause = after.trust?.unknown ?? before.trust?.unknown;
        const isSame = before.trust?.unknown === after.trust?.unknown;
        return isSame || cause === undefined
            ? []
            : [{ role: after.label, change: "undecided", principals: [], conditions: [], cause, origin: after.origin }];
    }
    const [from, to] = [admissions(old), admissions(now)];
    const [widened, narrowed] = [admitted(from, to, languages), admitted(to, from, languages)];
    return [
        ...widened.map(found => ({ ...found, role: after.label, change: kindOf(found, "widened") })),
        ...narrowed.map(found => ({ ...found, role: after.label, change: kindOf(found, "narrowed") })),
    ].map(({ undecided: _undecided, ...change }) => ({ ...change, origin: after.origin }));
}

interface Admitted {
    readonly principals: readonly string[];
    readonly conditions: readonly string[];
    readonly undecided: boolean;
    readonly cause?: string;
}

function kindOf({ undecided }: Admitted, decided: "widened" | "narrowed"): TrustChange["change"] {
    return undecided ? "undecided" : decided;
}

function admitted(from: Session<number>, to: Session<number>, languages: Languages): Admitted[] {
    const found = new Map<string, Admitted>();
    for (const { verdict, statements, cause } of gainedAccess(from, to, [], languages)) {
        const statement = statements[0];
        if (statement !== undefined) {
            const conditions = (statement.clauses ?? []).map(({ text }) => text);
            const { Resource = [], NotResource = [] } = statement.statement;
            const names = [...Resource, ...NotResource].map(writtenPrincipal);
            const principals = NotResource.length > 0 ? [`everyone but ${names.join(", ")}`] : names;
            const admission = { principals, conditions, undecided: verdict === "undecided", ...(cause && { cause }) };
            found.set(JSON.stringify(admission), admission);
        }
    }
    // By name: the order in which the search finds them means nothing.
    return [...found.values()].sort((a, b) => (a.principals.join() < b.principals.join() ? -1 : 1));
}

function admissions(document: PolicyDocument): Session<number> {
    const Statement = document.Statement.map((statement): Statement => {
        const { principal, isComplement } = principalsOf(statement);
        return { ...statement, [isComplement ? "NotResource" : "Resource"]: principalsIn(principal) };
    });
    return {
        layers: [
            {
                kind: "permissions",
                statements: readPolicy({ ...document, Statement }, new Map(), (_statement, index) => index),
            },
        ],
        context: new Map(),
    };
}

/** The form in which a principal takes the place of a resource. */
const principalPrefix = "arn:principal:";

/** A principal as the trust policy writes it, such as `pods.eks.amazonaws.com`. */
function writtenPrincipal(resource: string): string {
    return resource
        .slice(principalPrefix.length)
        .replace(/^[A-Za-z]+:::/, "")
        .replace(/^arn:\*:\*::(\d{12}):\*$/, "account $1");
}

function principalsIn(principal: unknown): string[] {
    if (typeof principal !== "object" || principal === null) {
        return principal === "*" ? [`${principalPrefix}*`] : [];
    }
    return Object.entries(principal).flatMap(([kind, names]) =>
        listOf(names as string | readonly string[]).map(name => `${principalPrefix}${kind}:::${accountPattern(name)}`),
    );
}

/** An account admits everyone in it whose own policies allow assuming the role. */
function accountPattern(name: string): string {
    const account = /^\d{12}$/.exec(name)?.[0] ?? /^arn:[^:]+:iam::(\d{12}):root$/.exec(name)?.[1];
    return account === undefined ? name : `arn:*:*::${account}:*`;
}
