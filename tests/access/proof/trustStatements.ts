/** Additional statements of a trust policy, and the principals that they admit. */
import * as fc from "fast-check";
import type { TrustStatement } from "../../../components";
import { filledIn, partnerAccount } from "./place";
import type { Cluster } from "./place";
import { assume, pods, tag } from "./requests";
import type { Request } from "./requests";

interface Extra {
    readonly statement: TrustStatement;
    readonly means: (request: Request, cluster: Cluster) => boolean;
    /** Whether it requires session tags. */
    readonly readsTags?: true;
}

export const deployRole = "arn:{partition}:iam::{account}:role/deploy";
const partner = `arn:{partition}:iam::${partnerAccount}:root`;
export const partnerExternalId = "partner-2026";

const extras: Readonly<Record<string, Extra>> = {
    deploy: {
        statement: { sid: "deploy", principals: { AWS: [deployRole] }, actions: [assume] },
        means: ({ principal, action }, cluster) => principal === filledIn(deployRole, cluster) && action === assume,
    },
    ec2: {
        statement: { sid: "ec2", principals: { Service: ["ec2.amazonaws.com"] }, actions: [assume, tag] },
        means: ({ principal, action }) => principal === "ec2.amazonaws.com" && [assume, tag].includes(action),
    },
    partner: {
        statement: {
            sid: "partner",
            principals: { AWS: [partner] },
            actions: [assume],
            conditions: { StringEquals: { "sts:ExternalId": [partnerExternalId] } },
        },
        means: ({ principal, action, externalId }, cluster) =>
            principal.startsWith(`arn:${cluster.partition}:iam::${partnerAccount}:`) &&
            action === assume &&
            externalId === partnerExternalId,
    },
    notDefault: {
        statement: {
            sid: "notDefault",
            effect: "Deny",
            principals: { Service: [pods] },
            actions: [assume, tag],
            conditions: { StringEquals: { "aws:RequestTag/kubernetes-namespace": ["default"] } },
        },
        means: ({ principal, tags }) => principal === pods && tags?.namespace === "default",
        readsTags: true,
    },
};

/** One statement by name. */
export function extraStatement(name: string): TrustStatement {
    const { statement } = extras[name] ?? {};
    if (statement === undefined) {
        throw new Error(`There is no extra trust statement "${name}"`);
    }
    return statement;
}

export function extraStatements(untagged: boolean): fc.Arbitrary<TrustStatement[]> {
    const legal = Object.values(extras).filter(({ readsTags }) => !untagged || !readsTags);
    return fc.uniqueArray(fc.constantFrom(...legal.map(({ statement }) => statement)), { minLength: 1, maxLength: 2 });
}

/** The decision of these statements on the request. A deny overrides. */
export function extrasSay(
    statements: readonly TrustStatement[],
    request: Request,
    cluster: Cluster,
): "Allow" | "Deny" | undefined {
    const effects = statements
        .filter(({ sid = "" }) => extras[sid]?.means(request, cluster))
        .map(({ effect = "Allow" }) => effect);
    return effects.includes("Deny") ? "Deny" : effects[0];
}
