import { isRecord } from "../values";
import { policyDocument, statementsOf, textsOf } from "./policies";

const podIdentity = "pods.eks.amazonaws.com";

/** Whether EKS takes a role with this trust: both actions allowed to its service. It does not look at conditions. */
export function trustsPodIdentity(document: string): boolean {
    const allowed = statementsOf(policyDocument(document)).flatMap(statement =>
        isRecord(statement) && statement.Effect === "Allow" && servicesOf(statement).includes(podIdentity)
            ? textsOf(statement.Action)
            : [],
    );
    return ["sts:AssumeRole", "sts:TagSession"].every(action =>
        allowed.some(pattern => matchesAction(pattern, action)),
    );
}

function servicesOf(statement: Readonly<Record<string, unknown>>): readonly string[] {
    const principal = statement.Principal;
    return isRecord(principal) ? textsOf(principal.Service) : [];
}

function matchesAction(pattern: string, action: string): boolean {
    const source = pattern
        .split("*")
        .map(part => part.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\?/g, "."))
        .join(".*");
    return new RegExp(`^${source}$`, "i").test(action);
}

/** IAM's message about a trust policy that it refuses; `undefined` if it accepts the policy. */
export function malformation(document: string): string | undefined {
    const policy = policyDocument(document);
    if (policy === undefined) {
        return "This policy contains invalid Json";
    }
    const statements = statementsOf(policy);
    if (statements.length === 0) {
        return "Syntax errors in policy.";
    }
    return statements.map(statementMalformation).find(problem => problem !== undefined);
}

function statementMalformation(statement: unknown): string | undefined {
    if (!isRecord(statement)) {
        return "Syntax errors in policy.";
    }
    if (statement.Effect !== "Allow" && statement.Effect !== "Deny") {
        return statement.Effect === undefined ? "Missing required field Effect" : "Invalid effect in policy.";
    }
    if (statement.Action === undefined && statement.NotAction === undefined) {
        return "Missing required field Action";
    }
    if (statement.Principal === undefined && statement.NotPrincipal === undefined) {
        return "Missing required field Principal";
    }
    if (statement.Resource !== undefined || statement.NotResource !== undefined) {
        return "Has prohibited field Resource";
    }
    const foreign = textsOf(statement.Action).find(action => !/^(\*|sts:.*)$/i.test(action));
    return foreign === undefined ? undefined : `AssumeRole policy may only specify STS AssumeRole actions.`;
}

/** The roles that are principals of a trust policy. */
export function trustedRoleArns(document: string): readonly string[] {
    return statementsOf(policyDocument(document)).flatMap(statement => {
        const principal = isRecord(statement) ? statement.Principal : undefined;
        return isRecord(principal)
            ? textsOf(principal.AWS).filter(arn => /^arn:aws[\w-]*:iam::\d{12}:role\//.test(arn))
            : [];
    });
}
