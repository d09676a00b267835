/** IAM's evaluation of policies, by an independent implementation. */
import { runSimulation } from "@cloud-copilot/iam-simulate"; // AGPL: a test oracle, never part of the published package
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

/** The permissions of an unknown principal: only the other side can deny it. */
export const everything: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["*"], Resource: ["*"] }],
};

/** Whether IAM would allow the request. Throws if a policy is invalid. */
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

/** Issuers with `sub` and `aud` claims that the simulator supports. It supports no issuer of EKS. */
const knownIssuers = ["cognito-identity.amazonaws.com", "accounts.google.com"];

/** Replaces each OIDC issuer of EKS with a supported one, consistently in all `values`. */
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
