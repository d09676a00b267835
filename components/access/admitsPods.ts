/** Whether EKS accepts a role for an association. */
import { podIdentityActions, podIdentityPrincipal } from "./trust";

/**
 * Whether the trust policy `text` allows EKS Pod Identity both actions. Conditions do not count: EKS checks them only when a
 * pod assumes the role. Undefined if the text is not a policy.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function admitsPods(text: string): boolean | undefined {
    const statements = statementsIn(text);
    if (statements === undefined) {
        return undefined;
    }
    const allowing = statements.filter(({ Effect, Principal }) => Effect === "Allow" && namesPods(Principal));
    return podIdentityActions.every(action =>
        allowing.some(({ Action, NotAction }) =>
            NotAction === undefined
                ? listOf(Action).some(pattern => matchesAction(pattern, action))
                : !listOf(NotAction).some(pattern => matchesAction(pattern, action)),
        ),
    );
}

interface TrustStatement {
    readonly Effect?: unknown;
    readonly Principal?: unknown;
    readonly Action?: unknown;
    readonly NotAction?: unknown;
}

function statementsIn(text: string): readonly TrustStatement[] | undefined {
    try {
        const policy = JSON.parse(text) as { readonly Statement?: unknown } | null;
        const statement = policy?.Statement;
        return statement === undefined ? undefined : ([statement].flat() as TrustStatement[]);
    } catch {
        return undefined;
    }
}

function namesPods(principal: unknown): boolean {
    if (principal === "*") {
        return true;
    }
    const service =
        typeof principal === "object" && principal !== null ? (principal as { Service?: unknown }).Service : [];
    return listOf(service).some(name => name === podIdentityPrincipal || name === "*");
}

function listOf(value: unknown): readonly string[] {
    return [value].flat().filter(item => typeof item === "string");
}

function matchesAction(pattern: string, action: string): boolean {
    const source = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replace(/\*/g, ".*")
        .replace(/\?/g, ".");
    return new RegExp(`^${source}$`, "i").test(action);
}
