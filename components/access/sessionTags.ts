/**
 * The six session tags of EKS Pod Identity, as condition keys and policy variables for permissions (ABAC). They
 * identify the pod, cannot be set by others, and are absent if session tags are disabled.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 *
 * ```ts
 * { actions: ["s3:GetObject"], resources: [`arn:aws:s3:::tenants/\${${PrincipalTag.KubernetesNamespace}}/*`] }
 * ```
 */
export const PrincipalTag = {
    /** ARN of the cluster. */
    EksClusterArn: "aws:PrincipalTag/eks-cluster-arn",
    /** Name of the cluster. Unique only in its account and Region. */
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

/** The names of the tags. */
export const sessionTagNames: readonly string[] = Object.values(PrincipalTag).map(key =>
    key.slice(key.indexOf("/") + 1),
);

/** The principal's session tags that a policy text uses, in the order of the list. Keys are not case-sensitive. */
export function principalTagsIn(text: string): string[] {
    const lower = text.toLowerCase();
    return sessionTagNames.filter(name => lower.includes(`aws:principaltag/${name}`));
}

/** The request's session tags that a trust policy text uses. */
export function requestTagsIn(text: string): string[] {
    const lower = text.toLowerCase();
    return sessionTagNames.filter(name => lower.includes(`aws:requesttag/${name}`));
}
