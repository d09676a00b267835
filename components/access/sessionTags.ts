/**
 * The six session tags of EKS Pod Identity, as the condition keys and policy variables that permissions use (ABAC). They
 * tell the pod that asks, cannot be set by anybody else, and are absent where session tags are disabled.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 *
 * ```ts
 * { actions: ["s3:GetObject"], resources: [`arn:aws:s3:::tenants/\${${PrincipalTag.KubernetesNamespace}}/*`] }
 * ```
 */
export const PrincipalTag = {
    /** ARN of the cluster. */
    EksClusterArn: "aws:PrincipalTag/eks-cluster-arn",
    /** Name of the cluster: unique in its account and Region only. */
    EksClusterName: "aws:PrincipalTag/eks-cluster-name",
    /** Namespace of the pod. */
    KubernetesNamespace: "aws:PrincipalTag/kubernetes-namespace",
    /** Service account of the pod. */
    KubernetesServiceAccount: "aws:PrincipalTag/kubernetes-service-account",
    /** Name of the pod. */
    KubernetesPodName: "aws:PrincipalTag/kubernetes-pod-name",
    /** UID of the pod. */
    KubernetesPodUid: "aws:PrincipalTag/kubernetes-pod-uid",
} as const;

/** The names of the tags themselves. */
export const sessionTagNames: readonly string[] = Object.values(PrincipalTag).map(key =>
    key.slice(key.indexOf("/") + 1),
);

/** The session tags that a text of a policy asks the principal for, in the order of the list. Keys are not case-sensitive. */
export function principalTagsIn(text: string): string[] {
    const lower = text.toLowerCase();
    return sessionTagNames.filter(name => lower.includes(`aws:principaltag/${name}`));
}

/** The session tags that a text of a trust policy asks the request for. */
export function requestTagsIn(text: string): string[] {
    const lower = text.toLowerCase();
    return sessionTagNames.filter(name => lower.includes(`aws:requesttag/${name}`));
}
