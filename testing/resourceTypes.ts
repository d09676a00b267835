/** Types of the resources that the components register, as Pulumi spells them. */
export const resourceTypes = {
    addon: "aws:eks/addon:Addon",
    association: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    role: "aws:iam/role:Role",
    rolePolicy: "aws:iam/rolePolicy:RolePolicy",
    attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    policy: "aws:iam/policy:Policy",
    attachmentsExclusive: "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    policiesExclusive: "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive",
    agentComponent: "eks-pod-identity:index:PodIdentityAgent",
    roleComponent: "eks-pod-identity:index:PodIdentityRole",
    stackComponent: "eks-pod-identity:index:PodIdentityStack",
    addonComponent: "eks-pod-identity:index:PodIdentityAddon",
    targetRoleComponent: "eks-pod-identity:index:PodIdentityTargetRole",
} as const;
