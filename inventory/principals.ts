import { listOf } from "../components/access/evaluation/statement";
import type { Statement } from "../components/access/policyDocument";

/** The principals of a statement of a trust policy that this package did not write. */
export interface Principals {
    readonly principal: unknown;
    /** Whether it is for all others. */
    readonly isComplement: boolean;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html */
export function principalsOf(statement: Statement): Principals {
    const { Principal, NotPrincipal } = statement as { readonly Principal?: unknown; readonly NotPrincipal?: unknown };
    return NotPrincipal === undefined
        ? { principal: Principal, isComplement: false }
        : { principal: NotPrincipal, isComplement: true };
}

/** "Service: pods.eks.amazonaws.com", "everyone but AWS: 111122223333" */
export function principalTexts(statement: Statement): string[] {
    const { principal, isComplement } = principalsOf(statement);
    const texts =
        typeof principal === "string"
            ? [principal]
            : Object.entries(principal ?? {}).map(([kind, names]) => `${kind}: ${listOf(names as unknown).join(", ")}`);
    return isComplement ? [`everyone but ${texts.join(", ")}`] : texts;
}
