/** Who asks STS for a role, and with what. */
import { ownAccount, ownOrganization } from "./place";
import type { Cluster } from "./place";

export const assume = "sts:AssumeRole";
export const tag = "sts:TagSession";
export const assumeWithIdentity = "sts:AssumeRoleWithWebIdentity";

export const pods = "pods.eks.amazonaws.com";

/** What EKS tells of a pod in the tags of its session; the rest of the six follows. */
export interface Tags {
    readonly clusterArn: string;
    readonly namespace: string;
    readonly serviceAccount: string;
}

/** What asks, and what STS knows of it. */
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
    /** Of a web identity: the issuer, and what its token says. */
    readonly identity?: { readonly issuer: string; readonly sub: string; readonly aud: string | undefined } | undefined;
}

export type Context = Readonly<Record<string, string>>;

/** The condition keys that STS sets; `prefix` is how the tags are seen: those of the request, or of a session that has them. */
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

/** The six tags as conditions see them. */
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

/** EKS on behalf of a pod of this cluster, with session tags or without. */
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
