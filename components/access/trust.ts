import type { ClusterIdentity } from "./arn";
import type { Subject } from "../subject";
import { policyDocument } from "./policyDocument";
import type { PolicyDocument, Statement } from "./policyDocument";

/** The service principal of EKS Pod Identity; the same in every partition. */
export const podIdentityPrincipal = "pods.eks.amazonaws.com";

/** Both are needed: without `sts:TagSession` EKS refuses the association. */
export const podIdentityActions = ["sts:AssumeRole", "sts:TagSession"] as const;

/**
 * The trust policy that lets exactly `subjects` on `cluster` use a role: one statement per subject, never lists, whose
 * cross product would let in subjects nobody named. Statements are in subject order, so the text never churns.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function trustPolicy(subjects: readonly Subject[], cluster: ClusterIdentity): PolicyDocument {
    return policyDocument([...subjects].sort(bySpelling).map(subject => subjectStatement(subject, cluster)));
}

function subjectStatement(subject: Subject, cluster: ClusterIdentity): Statement {
    return {
        Effect: "Allow",
        Principal: { Service: podIdentityPrincipal },
        Action: podIdentityActions,
        Condition: {
            StringEquals: {
                "aws:SourceAccount": cluster.account,
                "aws:RequestTag/eks-cluster-arn": cluster.arn,
                "aws:RequestTag/kubernetes-namespace": subject.namespace,
                "aws:RequestTag/kubernetes-service-account": subject.serviceAccount,
            },
        },
    };
}

function bySpelling(a: Subject, b: Subject): number {
    return compare(a.namespace, b.namespace) || compare(a.serviceAccount, b.serviceAccount);
}

/** By code unit: the order must not depend on the locale of the machine that deploys. */
function compare(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}
