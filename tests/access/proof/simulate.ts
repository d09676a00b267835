/** IAM's evaluation of policies, by an implementation that is not ours. */
import { runSimulation } from "@cloud-copilot/iam-simulate"; // AGPL: a test's oracle, never part of what is published
import type { PolicyDocument } from "../../../components/access/policyDocument";
import { assumeWithIdentity } from "./requests";

export interface Simulated {
    readonly principal: string;
    readonly action: string;
    readonly resource: string;
    readonly account: string;
    readonly context: Readonly<Record<string, string | string[]>>;
    readonly identity?: readonly PolicyDocument[];
    readonly session?: PolicyDocument | undefined;
    readonly boundary?: PolicyDocument | undefined;
    readonly trust?: PolicyDocument;
}

/** The permissions of a principal about which nothing is known: only the other side can keep it out. */
export const everything: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["*"], Resource: ["*"] }],
};

/** Whether IAM would allow it. Throws where a policy is none. */
export async function isAllowed(asked: Simulated): Promise<boolean> {
    const { principal, action, resource, account, identity = [], session, boundary } = asked;
    const [trust, context] =
        action === assumeWithIdentity ? withKnownIssuers([asked.trust, asked.context]) : [asked.trust, asked.context];
    const result = await runSimulation(
        {
            request: {
                principal,
                action,
                resource: { resource, accountId: account },
                contextVariables: context,
            },
            identityPolicies: identity.map((policy, index) => ({ name: `policy-${index}`, policy })),
            serviceControlPolicies: [],
            resourceControlPolicies: [],
            ...(session && { sessionPolicy: session }),
            ...(boundary && { permissionBoundaryPolicies: [{ name: "boundary", policy: boundary }] }),
            ...(trust && { resourcePolicy: trust }),
        },
        {},
    );
    if (result.resultType === "error") {
        throw new Error(`The simulation says: ${JSON.stringify(result.errors)} ${JSON.stringify(asked)}`);
    }
    return result.overallResult === "Allowed";
}

/** Issuers whose tokens say `sub` and `aud` and which the simulator knows; it knows none of EKS. */
const knownIssuers = ["cognito-identity.amazonaws.com", "accounts.google.com"];

/** Each OIDC issuer of EKS under the name of one that the simulator knows, the same in all `values`. */
function withKnownIssuers<T extends readonly unknown[]>(values: T): T {
    const key = /"(oidc\.eks\.[^":]+):(sub|aud)":/g;
    const text = JSON.stringify(values);
    const issuers = [...new Set([...text.matchAll(key)].map(([, issuer = ""]) => issuer))];
    if (issuers.length > knownIssuers.length) {
        throw new Error(`The simulator has names for two issuers only: ${issuers.join()}`);
    }
    return JSON.parse(
        text.replace(
            key,
            (_all, issuer: string, claim: string) => `"${knownIssuers[issuers.indexOf(issuer)] ?? ""}:${claim}":`,
        ),
    ) as T;
}
