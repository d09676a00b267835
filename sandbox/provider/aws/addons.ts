import {
    type Addon,
    type AddonPodIdentityAssociations,
    CreateAddonCommand,
    type CreateAddonCommandInput,
    DeleteAddonCommand,
    DescribeAddonCommand,
    type PodIdentityAssociation,
    UpdateAddonCommand,
    type UpdateAddonCommandInput,
} from "@aws-sdk/client-eks";
import { forEmulator, inPartition } from "../partition";
import type { Session } from "../session";
import { addonNamespace, addonVersions, defaultAddonVersion, knowsAddon } from "./addonVersions";
import { AwsError, isNotFound, refusal } from "./awsError";
import {
    associationId,
    createAssociation,
    deleteAssociation,
    findAssociation,
    updateAssociation,
} from "./associations";
import { findCluster } from "./clusters";
import { hidden, visibleTags } from "./hidden";
import { asOneCall } from "./kill";
import { eksTags, replaceEksTags } from "./tags";

/** An add-on, with the associations it owns. */
export interface OwnedAddon {
    readonly addon: Addon;
    readonly namespace: string;
    readonly associations: readonly PodIdentityAssociation[];
}

/** Add-ons as EKS keeps them: the emulator's, plus refusals, default versions, namespaces and owned associations. */
export function createAddon(session: Session, input: CreateAddonCommandInput): Promise<void> {
    return asOneCall(session, "CreateAddon", input, () => create(session, input));
}

async function create(session: Session, input: CreateAddonCommandInput): Promise<void> {
    const operation = "CreateAddon";
    const clusterName = input.clusterName ?? "";
    const addonName = input.addonName ?? "";
    const addonVersion = await checkedVersion(session, operation, clusterName, addonName, input.addonVersion);
    const namespace = input.namespaceConfig?.namespace ?? addonNamespace(addonName);
    const { podIdentityAssociations = [], namespaceConfig, ...request } = input;
    await refuseTakeOver(session, operation, clusterName, namespace, podIdentityAssociations);
    const tags = { ...input.tags, ...(namespaceConfig === undefined ? {} : { [hidden.namespace]: namespace }) };
    let arn: string | undefined;
    try {
        const { addon } = await session.eks.send(
            new CreateAddonCommand({ ...request, addonVersion, ...(Object.keys(tags).length === 0 ? {} : { tags }) }),
        );
        arn = addon?.addonArn;
    } catch (error) {
        if (error instanceof AwsError && error.code === "ResourceInUseException") {
            throw new AwsError("EKS", operation, error.code, "Addon already exists.", error.status, error.requestId);
        }
        throw error;
    }
    try {
        await replaceOwned(session, { clusterName, arn: arn ?? "", namespace }, podIdentityAssociations);
    } catch (error) {
        // EKS refuses the whole call when it refuses a role.
        await deleteAddon(session, clusterName, addonName, false);
        throw error instanceof AwsError ? refusal("EKS", operation, error.code, error.awsMessage) : error;
    }
}

export function updateAddon(session: Session, input: UpdateAddonCommandInput): Promise<void> {
    return asOneCall(session, "UpdateAddon", input, () => update(session, input));
}

async function update(session: Session, input: UpdateAddonCommandInput): Promise<void> {
    const operation = "UpdateAddon";
    const clusterName = input.clusterName ?? "";
    const addonName = input.addonName ?? "";
    const { podIdentityAssociations, ...request } = input;
    if (input.addonVersion !== undefined) {
        await checkedVersion(session, operation, clusterName, addonName, input.addonVersion);
    }
    const now = await findAddon(session, clusterName, addonName);
    if (podIdentityAssociations !== undefined && now !== undefined) {
        const foreign = podIdentityAssociations.filter(
            wanted => !now.associations.some(owned => owned.serviceAccount === wanted.serviceAccount),
        );
        await refuseTakeOver(session, operation, clusterName, now.namespace, foreign);
        const arn = now.addon.addonArn ?? "";
        await replaceOwned(
            session,
            { clusterName, arn, namespace: now.namespace },
            podIdentityAssociations,
            now.associations,
        );
    }
    await session.eks.send(new UpdateAddonCommand(request));
}

export async function findAddon(
    session: Session,
    clusterName: string,
    addonName: string,
): Promise<OwnedAddon | undefined> {
    try {
        const { addon } = await session.eks.send(new DescribeAddonCommand({ clusterName, addonName }));
        if (addon?.addonArn === undefined) {
            return undefined;
        }
        const tags = await eksTags(session, addon.addonArn);
        const ids = (tags[hidden.associations] ?? "").split(" ").filter(id => id !== "");
        const found = await Promise.all(ids.map(id => findAssociation(session, clusterName, id)));
        return {
            addon: { ...addon, addonArn: inPartition(addon.addonArn, session.partition), tags: visibleTags(tags) },
            namespace: tags[hidden.namespace] ?? addonNamespace(addonName),
            associations: found.filter(association => association !== undefined),
        };
    } catch (error) {
        if (isNotFound(error)) {
            return undefined;
        }
        throw error;
    }
}

export async function deleteAddon(
    session: Session,
    clusterName: string,
    addonName: string,
    preserve: boolean,
): Promise<void> {
    const now = await findAddon(session, clusterName, addonName);
    const input = { clusterName, addonName, ...(preserve ? { preserve } : {}) };
    await asOneCall(session, "DeleteAddon", input, async () => {
        await session.eks.send(new DeleteAddonCommand(input));
        for (const owned of preserve ? [] : (now?.associations ?? [])) {
            await deleteAssociation(session, clusterName, owned.associationId ?? "");
        }
    });
}

async function checkedVersion(
    session: Session,
    operation: string,
    clusterName: string,
    addonName: string,
    version: string | undefined,
): Promise<string> {
    const cluster = await findCluster(session, clusterName);
    if (cluster === undefined) {
        throw refusal("EKS", operation, "ResourceNotFoundException", `No cluster found for name: ${clusterName}.`);
    }
    if (!knowsAddon(addonName)) {
        throw refusal("EKS", operation, "InvalidParameterException", `Addon ${addonName} specified is not supported`);
    }
    const kubernetesVersion = cluster.version ?? "";
    const chosen = version ?? defaultAddonVersion(addonName, kubernetesVersion);
    if (chosen === undefined || !addonVersions(addonName, kubernetesVersion).includes(chosen)) {
        throw refusal(
            "EKS",
            operation,
            "InvalidParameterException",
            `Addon version specified is not supported: ${addonName} ${chosen ?? ""} (the sandbox has ` +
                `${addonVersions(addonName, kubernetesVersion).join(", ")} for Kubernetes ${kubernetesVersion})`,
        );
    }
    return chosen;
}

/** An add-on cannot take over an association that is there. */
async function refuseTakeOver(
    session: Session,
    operation: string,
    clusterName: string,
    namespace: string,
    wanted: readonly AddonPodIdentityAssociations[],
): Promise<void> {
    for (const { serviceAccount } of wanted) {
        const id = await associationId(session, clusterName, namespace, serviceAccount ?? "");
        if (id !== undefined) {
            throw refusal("EKS", operation, "ResourceInUseException", `Association already exists: ${id}`);
        }
    }
}

/** The whole list is replaced; a service account that stays keeps its association. */
async function replaceOwned(
    session: Session,
    addon: { readonly clusterName: string; readonly arn: string; readonly namespace: string },
    wanted: readonly AddonPodIdentityAssociations[],
    owned: readonly PodIdentityAssociation[] = [],
): Promise<void> {
    const { clusterName, namespace } = addon;
    const ids: string[] = [];
    for (const association of owned) {
        if (!wanted.some(({ serviceAccount }) => serviceAccount === association.serviceAccount)) {
            await deleteAssociation(session, clusterName, association.associationId ?? "");
        }
    }
    for (const { serviceAccount, roleArn } of wanted) {
        const now = owned.find(association => association.serviceAccount === serviceAccount);
        if (now?.associationId === undefined) {
            const request = { clusterName, namespace, serviceAccount: serviceAccount ?? "", roleArn: roleArn ?? "" };
            ids.push((await createAssociation(session, request, addon.arn)).associationId ?? "");
            await rememberOwned(session, addon.arn, ids);
        } else {
            ids.push(now.associationId);
            if (now.roleArn !== roleArn) {
                await updateAssociation(session, { clusterName, associationId: now.associationId, roleArn });
            }
        }
    }
    if (owned.length > 0 || wanted.length > 0) {
        await rememberOwned(session, addon.arn, ids);
    }
}

async function rememberOwned(session: Session, arn: string, ids: readonly string[]): Promise<void> {
    await replaceEksTags(session, forEmulator(arn), {}, { [hidden.associations]: ids.join(" ") });
}
