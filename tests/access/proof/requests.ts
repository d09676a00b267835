/** Requests to STS for a role. */
import { ownAccount, ownOrganization } from "./place";
import type { Cluster } from "./place";

export const assume = "sts:AssumeRole";
export const tag = "sts:TagSession";
export const assumeWithIdentity = "sts:AssumeRoleWithWebIdentity";

export const pods = "pods.eks.amazonaws.com";

/** The session tags of a pod. The rest of the six follows from these. */
export interface Tags {
    readonly clusterArn: string;
    readonly namespace: string;
    readonly serviceAccount: string;
}

/** The caller, and its attributes in STS. */
export interface Request {
    /** For messages. */
    readonly what: string;
    readonly principal: string;
    readonly action: string;
    readonly tags?: Tags | undefined;
    readonly sourceAccount?: string | undefined;
    readonly sourceArn?: string | undefined;
    readonly sourceOrganization?: string | undefined;
    readonly externalId?: string | undefined;
    /** The issuer and the token's claims of a web identity. */
    readonly identity?: { readonly issuer: string; readonly sub: string; readonly aud: string | undefined } | undefined;
}

export type Context = Readonly<Record<string, string>>;

/** The condition keys that STS sets. `prefix` distinguishes tags of the request and of a session. */
export function contextOf(request: Omit<Request, "what" | "action">, prefix = "aws:RequestTag"): Context {
    const { principal, tags, sourceAccount, sourceArn, sourceOrganization, externalId, identity } = request;
    return {
        "aws:ResourceAccount": ownAccount,
        "aws:ResourceOrgID": ownOrganization,
        ...(principal.startsWith("arn:") && !identity && { "aws:PrincipalArn": principal }),
        ...(tags && tagContext(tags, prefix)),
        ...(sourceAccount && { "aws:SourceAccount": sourceAccount }),
        ...(sourceArn && { "aws:SourceArn": sourceArn }),
        ...(sourceOrganization && { "aws:SourceOrgID": sourceOrganization }),
        ...(externalId && { "sts:ExternalId": externalId }),
        ...(identity && {
            [`${identity.issuer}:sub`]: identity.sub,
            ...(identity.aud && { [`${identity.issuer}:aud`]: identity.aud }),
        }),
    };
}

/** The six tags as condition keys. */
export function tagContext({ clusterArn, namespace, serviceAccount }: Tags, prefix: string): Context {
    return {
        [`${prefix}/eks-cluster-arn`]: clusterArn,
        [`${prefix}/eks-cluster-name`]: clusterArn.split("/").at(-1) ?? "",
        [`${prefix}/kubernetes-namespace`]: namespace,
        [`${prefix}/kubernetes-service-account`]: serviceAccount,
        [`${prefix}/kubernetes-pod-name`]: "pod-0",
        [`${prefix}/kubernetes-pod-uid`]: "00000000-0000-0000-0000-000000000000",
    };
}

/** EKS for a pod of this cluster, with or without session tags. */
export function podRequest(
    what: string,
    action: string,
    cluster: Cluster,
    subject: string | undefined,
    organization: string | undefined = ownOrganization,
): Request {
    const [namespace = "", serviceAccount = ""] = (subject ?? "").split("/");
    return {
        what: `${what}: ${subject ?? "any pod, untagged,"} on ${cluster.arn}`,
        principal: pods,
        action,
        tags: subject === undefined ? undefined : { clusterArn: cluster.arn, namespace, serviceAccount },
        sourceAccount: cluster.account,
        sourceArn: cluster.arn,
        sourceOrganization: organization,
    };
}
