/** Reads the resources in the sandbox's AWS through its API, not from Pulumi's state. */
import {
    DescribeAddonCommand,
    DescribePodIdentityAssociationCommand,
    ListAddonsCommand,
    ListPodIdentityAssociationsCommand,
} from "@aws-sdk/client-eks";
import {
    GetRoleCommand,
    GetRolePolicyCommand,
    ListAttachedRolePoliciesCommand,
    ListRolePoliciesCommand,
    ListRolesCommand,
    ListRoleTagsCommand,
} from "@aws-sdk/client-iam";
import type { Sandbox } from "../../sandbox/sandbox";

export interface Place {
    readonly account: string;
    readonly region: string;
    readonly cluster: string;
}

export interface RoleInAws {
    readonly name: string;
    readonly arn: string;
    readonly path: string;
    readonly description: string | undefined;
    readonly permissionsBoundary: string | undefined;
    readonly maxSessionDuration: number | undefined;
    readonly tags: Readonly<Record<string, string>>;
    readonly trust: unknown;
    /** `namespace/serviceAccount` of each statement of its trust policy. */
    readonly trusts: readonly string[];
    readonly managedPolicies: readonly string[];
    readonly inlinePolicies: Readonly<Record<string, unknown>>;
}

export async function addonsOf(sandbox: Sandbox, { account, region, cluster }: Place): Promise<readonly string[]> {
    const { addons = [] } = await sandbox
        .eks({ account, region })
        .send(new ListAddonsCommand({ clusterName: cluster }));
    return addons;
}

export async function addonOf(sandbox: Sandbox, { account, region, cluster }: Place, addonName: string) {
    const { addon } = await sandbox
        .eks({ account, region })
        .send(new DescribeAddonCommand({ clusterName: cluster, addonName }));
    return addon;
}

/** Subject → association. */
export async function associationsOf(sandbox: Sandbox, { account, region, cluster }: Place) {
    const eks = sandbox.eks({ account, region });
    const { associations = [] } = await eks.send(new ListPodIdentityAssociationsCommand({ clusterName: cluster }));
    const described = await Promise.all(
        associations.map(async ({ associationId }) => {
            const { association } = await eks.send(
                new DescribePodIdentityAssociationCommand({ clusterName: cluster, associationId }),
            );
            return [`${association?.namespace ?? ""}/${association?.serviceAccount ?? ""}`, association] as const;
        }),
    );
    return Object.fromEntries(described.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The roles under a path, by name. */
export async function rolesOf(sandbox: Sandbox, account: string, pathPrefix = "/pod-identity/"): Promise<RoleInAws[]> {
    const iam = sandbox.iam({ account });
    const { Roles = [] } = await iam.send(new ListRolesCommand({ PathPrefix: pathPrefix, MaxItems: 1000 }));
    const roles = await Promise.all(
        Roles.map(async ({ RoleName = "" }): Promise<RoleInAws> => {
            const role = { RoleName };
            const { Role } = await iam.send(new GetRoleCommand(role));
            const { Tags = [] } = await iam.send(new ListRoleTagsCommand(role));
            const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand(role));
            const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand(role));
            const inline = await Promise.all(
                PolicyNames.map(async PolicyName => {
                    const policy = await iam.send(new GetRolePolicyCommand({ ...role, PolicyName }));
                    return [PolicyName, parsed(policy.PolicyDocument)] as const;
                }),
            );
            const trust = parsed(Role?.AssumeRolePolicyDocument);
            return {
                name: RoleName,
                arn: Role?.Arn ?? "",
                path: Role?.Path ?? "",
                description: Role?.Description,
                permissionsBoundary: Role?.PermissionsBoundary?.PermissionsBoundaryArn,
                maxSessionDuration: Role?.MaxSessionDuration,
                tags: Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value])),
                trust,
                trusts: trustedSubjects(trust),
                managedPolicies: AttachedPolicies.map(({ PolicyArn = "" }) => PolicyArn).sort(),
                inlinePolicies: Object.fromEntries(inline),
            };
        }),
    );
    return roles.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** IAM returns documents URL-encoded. */
function parsed(document: string | undefined): unknown {
    return document === undefined ? undefined : JSON.parse(decodeURIComponent(document));
}

function trustedSubjects(trust: unknown): string[] {
    const { Statement = [] } = (trust ?? {}) as {
        Statement?: { Condition?: { StringEquals?: Record<string, string> } }[];
    };
    return Statement.map(({ Condition }) => {
        const keys = Condition?.StringEquals ?? {};
        const [namespace, serviceAccount] = ["namespace", "service-account"].map(
            key => keys[`aws:RequestTag/kubernetes-${key}`],
        );
        return `${namespace ?? "*"}/${serviceAccount ?? "*"}`;
    });
}
