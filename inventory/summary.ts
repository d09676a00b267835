/** Permissions in few words: services, access levels, resources. */
import { matches, patternOf } from "../components/access/evaluation/pattern";
import { listOf } from "../components/access/evaluation/statement";
import type { Statement } from "../components/access/policyDocument";
import { accessLevel, actionsOf, services } from "../data/actions";
import type { AccessLevel } from "../data/actions";

/** What one statement gives in one service. */
export interface ServiceAccess {
    readonly effect: Statement["Effect"];
    /** `s3`, or `every service`. */
    readonly service: string;
    /** In the order of AWS's own summaries; "Full access" where all actions are given. */
    readonly levels: readonly (AccessLevel | "Full access")[];
    readonly resources: readonly string[];
    readonly isConditional: boolean;
}

const order: readonly AccessLevel[] = ["List", "Read", "Write", "Tagging", "Permissions management"];

export function serviceAccess(statement: Statement): ServiceAccess[] {
    const rest = {
        effect: statement.Effect,
        resources:
            statement.NotResource === undefined
                ? listOf(statement.Resource ?? [])
                : [`everything but ${listOf(statement.NotResource).join(", ")}`],
        isConditional: Object.keys(statement.Condition ?? {}).length > 0,
    };
    if (statement.NotAction !== undefined) {
        const service = `every service, except ${listOf(statement.NotAction).join(", ")}`;
        return [{ ...rest, service, levels: ["Full access"] }];
    }
    const byService = new Map<string, string[]>();
    for (const action of listOf(statement.Action ?? [])) {
        const [service = "", name] = action.toLowerCase().split(":");
        const key = name === undefined ? "every service" : service;
        byService.set(key, [...(byService.get(key) ?? []), name ?? "*"]);
    }
    return [...byService].map(([service, names]) => ({ ...rest, service, levels: levelsOf(service, names) }));
}

function levelsOf(service: string, names: readonly string[]): ServiceAccess["levels"] {
    if (names.includes("*")) {
        return ["Full access"];
    }
    const patterns = names.map(name => patternOf(name, undefined).pattern);
    const matching = servicesLike(service).flatMap(each =>
        actionsOf(each)
            .filter(name => patterns.some(pattern => matches(pattern, name.toLowerCase())))
            .flatMap(name => accessLevel(`${each}:${name}`) ?? []),
    );
    return order.filter(level => matching.includes(level));
}

/** "Read, Write", in the order of AWS's own summaries. */
export function levelsText(levels: ServiceAccess["levels"]): string {
    const inOrder = levels.includes("Full access") ? ["Full access"] : order.filter(level => levels.includes(level));
    return inOrder.length === 0 ? "unknown actions" : inOrder.join(", ");
}

function servicesLike(text: string): readonly string[] {
    const { pattern } = patternOf(text, undefined);
    return /[*?]/.test(text) ? services().filter(service => matches(pattern, service)) : [text];
}

/** "s3: List, Read on arn:aws:s3:::orders/*" */
export function accessText({ effect, service, levels, resources, isConditional }: ServiceAccess): string {
    return `${effect === "Deny" ? "denied: " : ""}${service}: ${levelsText(levels)} on ${resources.join(", ")}${isConditional ? ", with conditions" : ""}`;
}
