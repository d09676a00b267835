/** Federated principals: tokens of a shared identity provider need a condition on the identity. */
import { identityProvider, namesSomebody } from "../../access/identityProviders";
import type { IdentityProvider } from "../../access/identityProviders";
import type { Path, Problem } from "../../rules/problem";
import { areAll, isDemanding } from "./trustConditions";
import type { Term } from "./trustConditions";

/** Problems of trusting `principal` under these conditions. */
export function federatedProblems(principal: string, terms: readonly Term[], path: Path): Problem[] {
    const provider = identityProvider(principal);
    return provider === undefined || terms.some(term => saysWho(provider, term))
        ? []
        : [{ path, ...message(provider) }];
}

function saysWho(provider: IdentityProvider, term: Term): boolean {
    const prefix = `${provider.issuer}:`.toLowerCase();
    return (
        isDemanding(term) &&
        term.key.startsWith(prefix) &&
        areAll(term.values, value => namesSomebody(provider, term.key.slice(prefix.length), value))
    );
}

function message({ kind, issuer, claims }: IdentityProvider): Omit<Problem, "path"> {
    if (kind === "cluster") {
        return {
            problem: "admits every service account of the cluster through IRSA",
            remedy: `write irsa: { oidcProviderArn: … } for the role's subjects, or add a condition: StringEquals: { "${issuer}:sub": ["system:serviceaccount:<namespace>:<service account>"] }`,
        };
    }
    if (claims === undefined) {
        return {
            problem: `admits every user of the identity provider ${issuer}`,
            remedy: `add a condition on who may use the role, in a statement for this provider alone: StringEquals: { "${issuer}:sub": […] }, or its audience if that is yours alone: "${issuer}:aud"`,
        };
    }
    const [claim = "", forms = []] = Object.entries(claims)[0] ?? [];
    const form = forms[0] ?? "";
    return {
        problem: `${issuer} issues tokens to anyone, and no condition identifies who may use the role`,
        remedy: `add one, in a statement for this provider alone: StringLike: { "${issuer}:${claim}": ["${form}${/[:/]$/.test(form) ? "*" : ""}"] }`,
    };
}
