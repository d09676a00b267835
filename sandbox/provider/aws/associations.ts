import {
    CreatePodIdentityAssociationCommand,
    type CreatePodIdentityAssociationCommandInput,
    DeletePodIdentityAssociationCommand,
    DescribeClusterCommand,
    DescribePodIdentityAssociationCommand,
    ListPodIdentityAssociationsCommand,
    ListTagsForResourceCommand,
    type PodIdentityAssociation,
    TagResourceCommand,
    UpdatePodIdentityAssociationCommand,
    type UpdatePodIdentityAssociationCommandInput,
} from "@aws-sdk/client-eks";
import { logCall } from "../callLog";
import { inPartition } from "../partition";
import type { Session } from "../session";
import { isRecord } from "../values";
import { AwsError, isNotFound, refusal } from "./awsError";
import { hidden, visibleTags } from "./hidden";
import { policyQuota } from "./policies";
import { roleByArn } from "./roles";
import { tagChange, type Tags } from "./tags";
import { trustsPodIdentity } from "./trustPolicy";

const invalid = (operation: string, message: string): AwsError =>
    refusal("EKS", operation, "InvalidParameterException", message);

/** Pod identity associations as EKS keeps them: the emulator's, plus the refusals and fields it lacks. */
export async function createAssociation(
    session: Session,
    input: CreatePodIdentityAssociationCommandInput,
    owner?: string,
): Promise<PodIdentityAssociation> {
    const operation = "CreatePodIdentityAssociation";
    await refuseRole(session, operation, input.roleArn ?? "");
    refusePolicy(operation, input.policy, input.disableSessionTags);
    const tags = { ...input.tags, ...(owner === undefined ? {} : { [hidden.owner]: owner }) };
    try {
        const { association } = await session.eks.send(
            new CreatePodIdentityAssociationCommand({ ...input, ...(Object.keys(tags).length === 0 ? {} : { tags }) }),
        );
        return complete(session, association, undefined);
    } catch (error) {
        if (
            error instanceof AwsError &&
            error.code === "ResourceInUseException" &&
            !error.awsMessage.includes(": a-")
        ) {
            // AWS names the association that is there; the emulator names its subject.
            const id = await associationId(
                session,
                input.clusterName ?? "",
                input.namespace ?? "",
                input.serviceAccount ?? "",
            );
            throw new AwsError(
                "EKS",
                operation,
                error.code,
                `Association already exists: ${id ?? "a-unknown"}`,
                error.status,
                error.requestId,
            );
        }
        throw error;
    }
}

export async function updateAssociation(
    session: Session,
    input: UpdatePodIdentityAssociationCommandInput,
): Promise<PodIdentityAssociation> {
    const operation = "UpdatePodIdentityAssociation";
    const now = await findAssociation(session, input.clusterName ?? "", input.associationId ?? "");
    if (input.roleArn !== undefined) {
        await refuseRole(session, operation, input.roleArn);
    }
    refusePolicy(operation, input.policy ?? now?.policy, input.disableSessionTags ?? now?.disableSessionTags);
    const { association } = await session.eks.send(new UpdatePodIdentityAssociationCommand(input));
    return complete(session, association, now?.tags);
}

/** Checks that EKS makes at once, and the propagation that tests ask for. */
async function refuseRole(session: Session, operation: string, roleArn: string): Promise<void> {
    const match = /^arn:(aws[\w-]*):iam::(\d{12}):role\/.+$/.exec(roleArn);
    if (match?.[2] !== session.account || match[1] !== session.partition) {
        // An empty ARN gets this text too: github.com/eksctl-io/eksctl issue 8718.
        throw invalid(operation, "Cross-account pass role is not allowed");
    }
    const role = session.faults.ofRole("roleInvisibleFor", roleArn) ? undefined : await roleByArn(session, roleArn);
    if (role === undefined) {
        throw invalid(operation, "Role provided in the request does not exist");
    }
    const trust = decodeURIComponent(role.AssumeRolePolicyDocument ?? "");
    if (session.faults.ofRole("trustRefusedFor", roleArn) || !trustsPodIdentity(trust)) {
        throw invalid(operation, "Trust policy of the role provided is invalid");
    }
}

/** AWS's own words for these two are not documented; what it demands is. */
function refusePolicy(operation: string, policy: string | undefined, disableSessionTags: boolean | undefined): void {
    if (policy === undefined || policy === "") {
        return;
    }
    if (disableSessionTags !== true) {
        throw invalid(operation, "A session policy requires disableSessionTags to be true");
    }
    if (policy.length > policyQuota.session) {
        throw invalid(operation, `The session policy is longer than ${policyQuota.session} characters`);
    }
}

export async function findAssociation(
    session: Session,
    clusterName: string,
    id: string,
): Promise<PodIdentityAssociation | undefined> {
    try {
        const { association } = await session.eks.send(
            new DescribePodIdentityAssociationCommand({ clusterName, associationId: id }),
        );
        const changed = await clusterTag(session, clusterName, hidden.tagsOf(id));
        const tags: unknown = changed === undefined ? undefined : JSON.parse(changed);
        return complete(session, association, isRecord(tags) ? (tags as Tags) : undefined);
    } catch (error) {
        if (isNotFound(error)) {
            return undefined;
        }
        throw error;
    }
}

/** Asked for by subject, because the emulator's list ends at 100 without a token. */
export async function associationId(
    session: Session,
    clusterName: string,
    namespace: string,
    serviceAccount: string,
): Promise<string | undefined> {
    const { associations } = await session.eks.send(
        new ListPodIdentityAssociationsCommand({ clusterName, namespace, serviceAccount }),
    );
    return associations?.[0]?.associationId;
}

export async function deleteAssociation(session: Session, clusterName: string, id: string): Promise<void> {
    await session.eks.send(new DeletePodIdentityAssociationCommand({ clusterName, associationId: id }));
}

/** The emulator has no tag calls for associations: a tag of the cluster holds the tags that changed. */
export async function replaceAssociationTags(
    session: Session,
    association: { readonly clusterName: string; readonly id: string; readonly arn: string },
    old: Tags,
    tags: Tags,
): Promise<void> {
    const { added, removed } = tagChange(old, tags);
    const note = (operation: string, input: unknown): void => {
        logCall(session.surroundings.directory, {
            time: new Date().toISOString(),
            account: session.account,
            region: session.region,
            service: "EKS",
            operation,
            input,
        });
    };
    const cluster = await clusterArn(session, association.clusterName);
    await session.eks.send(
        new TagResourceCommand({
            resourceArn: cluster,
            tags: { [hidden.tagsOf(association.id)]: JSON.stringify(tags) },
        }),
    );
    if (removed.length > 0) {
        note("UntagResource", { resourceArn: association.arn, tagKeys: removed });
    }
    if (Object.keys(added).length > 0) {
        note("TagResource", { resourceArn: association.arn, tags: added });
    }
}

async function clusterArn(session: Session, name: string): Promise<string> {
    const { cluster } = await session.eks.send(new DescribeClusterCommand({ name }));
    return cluster?.arn ?? "";
}

async function clusterTag(session: Session, clusterName: string, key: string): Promise<string | undefined> {
    const arn = `arn:aws:eks:${session.region}:${session.account}:cluster/${clusterName}`;
    const { tags } = await session.eks.send(new ListTagsForResourceCommand({ resourceArn: arn }));
    return tags?.[key];
}

/** With AWS's external ID instead of the emulator's random one, and the owner. `tags`: those that changed since creation. */
function complete(
    session: Session,
    association: PodIdentityAssociation | undefined,
    tags: Tags | undefined,
): PodIdentityAssociation {
    if (association?.associationArn === undefined) {
        throw new Error("the emulator returned no association");
    }
    const { clusterName, namespace, serviceAccount } = association;
    const hasExternalId = association.externalId !== undefined || association.targetRoleArn !== undefined;
    const owner = association.tags?.[hidden.owner];
    return {
        ...association,
        associationArn: inPartition(association.associationArn, session.partition),
        tags: tags === undefined ? visibleTags(association.tags) : { ...tags },
        ...(hasExternalId
            ? { externalId: [session.region, session.account, clusterName, namespace, serviceAccount].join("/") }
            : {}),
        ownerArn: owner,
    };
}
