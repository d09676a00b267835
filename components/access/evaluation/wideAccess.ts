/**
 * Whether permissions allow everything, everything of one service, or passing any role. Patterns are compared by their
 * matches: a request with characters that no policy can contain matches only wildcards. `iam:*`, `iam:?*` and `IAM:**`
 * give the same result.
 */
import type { Statement } from "../policyDocument";
import { contains, readPolicy } from "./statement";
import type { ReadStatement } from "./statement";

/** Access without a condition, on every resource. */
export interface WideAccess {
    readonly kind: "everything" | "service" | "passRole";
    /** For "service": its prefix in actions, such as `iam`. */
    readonly service?: string;
}

interface Request {
    readonly action: string;
    readonly resource: string;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
export function wideAccess(statements: readonly Statement[]): WideAccess[] {
    // Conditions are not evaluated, so a statement with one neither allows nor denies here.
    const certain = statements.filter(({ Condition }) => Condition === undefined || isEmpty(Condition));
    if (!certain.some(mayBeWide)) {
        return [];
    }
    const read = readPolicy({ Version: "2012-10-17", Statement: certain }, new Map(), () => undefined);
    const isAllowed = (request: Request): boolean =>
        read.some(statement => statement.effect === "Allow" && applies(statement, request)) &&
        !read.some(statement => statement.effect === "Deny" && applies(statement, request));
    const accounts = accountsIn(certain);
    const partitions = partitionsIn(certain);
    const isWide = (action: string, form: ResourceForm): boolean =>
        accounts.some(account =>
            partitions.some(partition => isAllowed({ action, resource: form(partition, account) })),
        );

    if (spellings(any => `${any}:${any}`).some(each => each.every(action => isWide(action, anyResource)))) {
        return [{ kind: "everything" }];
    }
    const services = servicesIn(certain).filter(service =>
        spellings(any => `${service}:${any}`).some(each => each.every(action => isWide(action, resourceOf(service)))),
    );
    return [
        ...services.map(service => ({ kind: "service" as const, service })),
        ...(isWide("iam:PassRole", anyRole) && !services.includes("iam") ? [{ kind: "passRole" as const }] : []),
    ];
}

/** Reading the patterns takes most of the time of a check, and few statements have wildcards in their actions. */
function mayBeWide({ Effect, Action, NotAction, Resource, NotResource }: Statement): boolean {
    const isWideAction = (action: string): boolean => /[*?]/.test(action) || action.toLowerCase() === "iam:passrole";
    return (
        Effect === "Allow" &&
        (NotAction !== undefined || Action?.some(isWideAction) === true) &&
        (NotResource !== undefined || Resource?.some(resource => /[*?]/.test(resource)) !== false)
    );
}

function isEmpty(condition: object): boolean {
    return Object.keys(condition).length === 0;
}

/** A private use character, which IAM accepts in no policy. */
const unmatched = "\uE000".repeat(40);
const letters = Array.from("abcdefghijklmnopqrstuvwxyz");

/** Two ways to allow every name: patterns that match any name, or patterns for each first letter. */
function spellings(form: (any: string) => string): string[][] {
    return [[form(unmatched)], letters.map(letter => form(letter + unmatched))];
}

type ResourceForm = (partition: string, account: string) => string;

const anyResource: ResourceForm = (partition, account) =>
    `arn:${partition}:${unmatched}:${unmatched}:${account}:${unmatched}`;
const anyRole: ResourceForm = (partition, account) => `arn:${partition}:iam::${account}:role/${unmatched}`;

/** ARNs of S3 buckets have neither Region nor account; those of IAM have no Region. */
function resourceOf(service: string): ResourceForm {
    switch (service) {
        case "iam":
            return (partition, account) => `arn:${partition}:iam::${account}:${unmatched}`;
        case "s3":
            return partition => `arn:${partition}:s3:::${unmatched}`;
        default:
            return (partition, account) => `arn:${partition}:${service}:${unmatched}:${account}:${unmatched}`;
    }
}

/** The accounts in the resources, and one that is in none. */
function accountsIn(statements: readonly Statement[]): string[] {
    return [...new Set(partsOfResources(statements, /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/)), unmatched];
}

function partitionsIn(statements: readonly Statement[]): string[] {
    return [...new Set(["aws", ...partsOfResources(statements, /^arn:(aws-[a-z-]+):/)])];
}

function partsOfResources(statements: readonly Statement[], part: RegExp): string[] {
    return statements
        .flatMap(({ Resource = [], NotResource = [] }) => [...Resource, ...NotResource])
        .flatMap(resource => part.exec(resource)?.[1] ?? []);
}

/** The services in patterns with wildcards, and IAM, which patterns such as `*:*` include. */
function servicesIn(statements: readonly Statement[]): string[] {
    const named = statements
        .flatMap(({ Effect, Action = [], NotAction = [] }) => (Effect === "Allow" ? Action : NotAction))
        .flatMap(action => /^([a-z0-9-]+):[^:]*[*?]/i.exec(action)?.[1]?.toLowerCase() ?? []);
    return [...new Set(["iam", ...named])];
}

function applies({ actions, resources }: ReadStatement<undefined>, { action, resource }: Request): boolean {
    return contains(actions, action.toLowerCase()) && contains(resources, resource);
}
