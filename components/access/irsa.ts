import type { Subject } from "../rules/subject";
import { arnParts } from "../rules/arn";
import type { Statement } from "./policyDocument";

/** The issuer of an IAM OIDC provider: host and path without a scheme, as in condition keys. */
export function oidcIssuer(oidcProviderArn: string): string | undefined {
    const arn = arnParts(oidcProviderArn);
    return arn?.service === "iam" && /^\d{12}$/.test(arn.account)
        ? /^oidc-provider\/([\w.-]+(?:\/[\w./-]+)?)$/.exec(arn.resource)?.[1]
        : undefined;
}

/** The statement that lets exactly `subjects` use a role through IRSA. */
export function irsaStatement(subjects: readonly Subject[], oidcProviderArn: string): Statement {
    const issuer = oidcIssuer(oidcProviderArn) ?? "";
    const subs = subjects.map(
        ({ namespace, serviceAccount }) => `system:serviceaccount:${namespace}:${serviceAccount}`,
    );
    return {
        Effect: "Allow",
        Principal: { Federated: oidcProviderArn },
        Action: ["sts:AssumeRoleWithWebIdentity"],
        Condition: {
            StringEquals: { [`${issuer}:sub`]: [...new Set(subs)].sort(), [`${issuer}:aud`]: "sts.amazonaws.com" },
        },
    };
}
