/** The behaviour of AWS and EKS with the registered resources: the actual session of a subject's pods. */
import type { PolicyDocument } from "../../../components/access/policyDocument";
import type { Use } from "./meaning";
import type { Cluster } from "./place";
import type { Registered, RegisteredAssociation, RegisteredRole } from "./registered";
import { assume, pods, podRequest, tag } from "./requests";
import type { Request, Tags } from "./requests";
import { everything } from "./simulate";

export interface World {
    readonly cluster: Cluster;
    readonly uses: readonly Use[];
    /** By ARN: registered and existing roles. */
    readonly roles: ReadonlyMap<string, RegisteredRole>;
    /** The associations of a subject's pods in EKS. */
    readonly associationOf: (use: Use) => RegisteredAssociation | undefined;
    /** Unintended associations. */
    readonly strays: readonly RegisteredAssociation[];
}

export function worldOf(cluster: Cluster, uses: readonly Use[], registered: Registered): World {
    const existing = uses.flatMap(use =>
        use.role === undefined && use.roleArn !== undefined ? [existingRole(use.roleArn, use)] : [],
    );
    const created = registered.associations.filter(isTaken);
    const isOf =
        ({ subject }: Use) =>
        ({ clusterName, namespace, serviceAccount }: RegisteredAssociation) =>
            clusterName === cluster.name && `${namespace}/${serviceAccount}` === subject;
    return {
        cluster,
        uses,
        roles: new Map([...registered.roles, ...existing.map(role => [role.arn, role] as const)]),
        associationOf: use => (use.role?.isAlone ? byHand(use, cluster, registered.aloneArn) : created.find(isOf(use))),
        strays: created.filter(association => !uses.some(use => use.role?.isAlone !== true && isOf(use)(association))),
    };
}

/** EKS refuses a session policy with session tags. */
function isTaken({ sessionPolicy, disableSessionTags }: RegisteredAssociation): boolean {
    return sessionPolicy === undefined || disableSessionTags;
}

/** The association for a role that is used without a stack. */
function byHand(
    { subject, target, sessionTags }: Use,
    cluster: Cluster,
    roleArn: string | undefined,
): RegisteredAssociation | undefined {
    const [namespace = "", serviceAccount = ""] = subject.split("/");
    return roleArn === undefined
        ? undefined
        : {
              clusterName: cluster.name,
              namespace,
              serviceAccount,
              roleArn,
              targetRoleArn: target,
              disableSessionTags: !sessionTags,
              sessionPolicy: undefined,
          };
}

/** An existing role: it admits its pods, and allows everything. */
function existingRole(arn: string, { subject, sessionTags }: Use): RegisteredRole {
    const [namespace = "", serviceAccount = ""] = subject.split("/");
    const trust: PolicyDocument = {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Service: pods },
                Action: [assume, tag],
                Condition: sessionTags
                    ? {
                          StringEquals: {
                              "aws:RequestTag/kubernetes-namespace": namespace,
                              "aws:RequestTag/kubernetes-service-account": serviceAccount,
                          },
                      }
                    : { Null: { "aws:RequestTag/kubernetes-namespace": "true" } },
            },
        ],
    };
    return { arn, trust, policies: [everything] };
}

/** The request of EKS for the role of an association. */
export function requestBy(
    { namespace, serviceAccount, disableSessionTags }: RegisteredAssociation,
    action: string,
    cluster: Cluster,
): Request {
    return podRequest(
        "its association",
        action,
        cluster,
        disableSessionTags ? undefined : `${namespace}/${serviceAccount}`,
    );
}

/** The identification of a session: session tags, or the external ID on the way to a target role. */
export type SentIdentity = Pick<Request, "tags" | "externalId">;

export function identityOf(subject: string, sessionTags: boolean, cluster: Cluster): SentIdentity {
    return sessionTags ? { tags: tagsOf(subject, cluster) } : { externalId: externalIdOf(cluster, subject) };
}

export function identityOfAssociation(
    { namespace, serviceAccount, disableSessionTags }: RegisteredAssociation,
    cluster: Cluster,
): SentIdentity {
    return identityOf(`${namespace}/${serviceAccount}`, !disableSessionTags, cluster);
}

export function tagsOf(subject: string, cluster: Cluster): Tags {
    const [namespace = "", serviceAccount = ""] = subject.split("/");
    return { clusterArn: cluster.arn, namespace, serviceAccount };
}

/** `region/account/cluster/namespace/service-account`, the documented format of AWS. */
export function externalIdOf({ region, account, name }: Cluster, subject: string): string {
    return `${region}/${account}/${name}/${subject}`;
}
