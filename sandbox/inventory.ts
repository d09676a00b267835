import {
    DescribeAddonCommand,
    DescribeClusterCommand,
    DescribePodIdentityAssociationCommand,
    type EKSClient,
    paginateListAddons,
    paginateListClusters,
    paginateListPodIdentityAssociations,
} from "@aws-sdk/client-eks";
import {
    type IAMClient,
    paginateListAttachedRolePolicies,
    paginateListPolicies,
    paginateListRolePolicies,
    paginateListRoles,
} from "@aws-sdk/client-iam";

/** The resources in an AWS that are of the kinds this package creates or refers to. */
export interface Inventory {
    readonly clusters: readonly ClusterFound[];
    readonly roles: readonly RoleFound[];
    readonly policies: readonly PolicyFound[];
}

export interface ClusterFound {
    readonly account: string;
    readonly region: string;
    readonly name: string;
    readonly addons: readonly { readonly name: string; readonly version: string; readonly status: string }[];
    readonly associations: readonly AssociationFound[];
}

export interface AssociationFound {
    readonly subject: string;
    readonly roleArn: string;
    readonly targetRoleArn?: string;
    readonly id: string;
}

export interface RoleFound {
    readonly account: string;
    readonly path: string;
    readonly name: string;
    readonly attached: readonly string[];
    readonly inline: readonly string[];
}

export interface PolicyFound {
    readonly account: string;
    readonly arn: string;
}

export async function clustersIn(eks: EKSClient, account: string, region: string): Promise<ClusterFound[]> {
    const found: ClusterFound[] = [];
    for await (const { clusters = [] } of paginateListClusters({ client: eks }, {})) {
        for (const name of clusters) {
            await eks.send(new DescribeClusterCommand({ name }));
            found.push({
                account,
                region,
                name,
                addons: await addonsOf(eks, name),
                associations: await associationsOf(eks, name),
            });
        }
    }
    return found.sort(by(cluster => cluster.name));
}

async function addonsOf(eks: EKSClient, clusterName: string): Promise<ClusterFound["addons"]> {
    const found = [];
    for await (const { addons = [] } of paginateListAddons({ client: eks }, { clusterName })) {
        for (const addonName of addons) {
            const { addon } = await eks.send(new DescribeAddonCommand({ clusterName, addonName }));
            found.push({ name: addonName, version: addon?.addonVersion ?? "", status: addon?.status ?? "" });
        }
    }
    return found.sort(by(addon => addon.name));
}

async function associationsOf(eks: EKSClient, clusterName: string): Promise<AssociationFound[]> {
    const found: AssociationFound[] = [];
    for await (const { associations = [] } of paginateListPodIdentityAssociations({ client: eks }, { clusterName })) {
        for (const { associationId } of associations) {
            const { association } = await eks.send(
                new DescribePodIdentityAssociationCommand({ clusterName, associationId }),
            );
            if (!association) continue;
            const { namespace = "", serviceAccount = "", roleArn = "", targetRoleArn } = association;
            found.push({
                subject: `${namespace}/${serviceAccount}`,
                roleArn,
                ...(targetRoleArn ? { targetRoleArn } : {}),
                id: associationId ?? "",
            });
        }
    }
    return found.sort(by(association => association.subject));
}

export async function rolesIn(iam: IAMClient, account: string): Promise<RoleFound[]> {
    const found: RoleFound[] = [];
    for await (const { Roles = [] } of paginateListRoles({ client: iam }, {})) {
        for (const { RoleName = "", Path = "/" } of Roles) {
            const attached: string[] = [];
            for await (const page of paginateListAttachedRolePolicies({ client: iam }, { RoleName })) {
                attached.push(...(page.AttachedPolicies ?? []).map(policy => policy.PolicyArn ?? ""));
            }
            const inline: string[] = [];
            for await (const page of paginateListRolePolicies({ client: iam }, { RoleName }))
                inline.push(...(page.PolicyNames ?? []));
            found.push({ account, path: Path, name: RoleName, attached: attached.sort(), inline: inline.sort() });
        }
    }
    return found.sort(by(role => role.path + role.name));
}

export async function policiesIn(iam: IAMClient, account: string): Promise<PolicyFound[]> {
    const found: PolicyFound[] = [];
    for await (const { Policies = [] } of paginateListPolicies({ client: iam }, { Scope: "Local" })) {
        found.push(...Policies.map(policy => ({ account, arn: policy.Arn ?? "" })));
    }
    return found.filter(({ arn }) => arn.includes(`:${account}:`)).sort(by(policy => policy.arn));
}

function by<T>(key: (item: T) => string): (a: T, b: T) => number {
    return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}
