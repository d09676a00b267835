/**
 * Names of our properties in other tools: eksctl's `podIdentityAssociations` and `iam.serviceAccounts`, the Terraform
 * module `terraform-aws-modules/eks-pod-identity`, the resource `aws_eks_pod_identity_association`, CloudFormation and
 * IAM.
 * https://docs.aws.amazon.com/eks/latest/eksctl/pod-identity-associations.html
 * https://registry.terraform.io/modules/terraform-aws-modules/eks-pod-identity/aws/latest
 */
const spellings: Readonly<Record<string, readonly string[]>> = {
    addons: ["eksAddons"],
    addonversion: ["version"],
    additionalpolicyarns: ["managedPolicies", "role.managedPolicies"],
    assumerolepolicy: ["trust", "role.trust"],
    assumerolepolicydocument: ["trust", "role.trust"],
    attachpolicy: ["statements", "role.statements"],
    attachpolicyarns: ["managedPolicies", "role.managedPolicies"],
    attachrolearn: ["roleArn"],
    configurationvalues: ["configuration"],
    iampolicystatements: ["statements", "role.statements"],
    iamrolearn: ["roleArn"],
    inlinepolicy: ["document", "role.document"],
    inlinepolicies: ["statements", "role.statements"],
    managedpolicyarns: ["managedPolicies", "role.managedPolicies"],
    maxsessionduration: ["maxSessionDuration", "role.maxSessionDuration"],
    oidcprovider: ["oidcProviderArn"],
    permissionpolicy: ["statements", "role.statements"],
    permissionpolicyarns: ["managedPolicies", "role.managedPolicies"],
    permissionsboundary: ["permissionsBoundary", "role.permissionsBoundary"],
    permissionsboundaryarn: ["permissionsBoundary", "role.permissionsBoundary"],
    podidentityassociation: ["associations"],
    podidentityassociations: ["associations"],
    // On an association, it is a session policy, which restricts. Permissions must not be suggested for it.
    policy: ["sessionPolicy", "document"],
    policyarns: ["managedPolicies", "role.managedPolicies"],
    policydocument: ["document", "role.document"],
    policystatements: ["statements", "role.statements"],
    preserveondelete: ["preserve"],
    rolename: ["name", "role.name"],
    roledescription: ["description", "role.description"],
    rolepath: ["path", "role.path"],
    rolepermissionsboundaryarn: ["permissionsBoundary", "role.permissionsBoundary"],
    rolepolicyarns: ["managedPolicies", "role.managedPolicies"],
    serviceaccountrolearn: ["associations"],
    serviceaccounts: ["associations"],
    sourcepolicydocuments: ["document", "role.document"],
    targetiamrolearn: ["targetRoleArn"],
    trustpolicy: ["trust", "role.trust"],
    trustpolicyconditions: ["trust", "role.trust"],
    trustpolicystatements: ["trust", "role.trust"],
    wellknownpolicies: ["presets", "role.presets"],
};

/** Keys that identify the subject of an association. Here that is the key of the association. */
const subjectSpellings = ["namespace", "serviceaccount", "serviceaccountname", "serviceaccountnamespace"];

/** The property of `table` for `key` in another case or another tool's name; `role.managedPolicies` if it is nested. */
export function otherSpelling(key: string, table: readonly string[]): string | undefined {
    const plain = plainKey(key);
    const same = table.find(name => plainKey(name) === plain);
    if (same !== undefined) {
        return same;
    }
    const named = Object.hasOwn(spellings, plain) ? (spellings[plain] ?? []) : [];
    return named.find(path => path !== key && table.includes(path.split(".")[0] ?? ""));
}

/** The fix for a property with the namespace or the service account, which the key of an association has. */
export function subjectKeyAdvice(key: string, table: readonly string[]): string | undefined {
    if (!subjectSpellings.includes(plainKey(key)) || !table.includes("roleRef")) {
        return undefined;
    }
    return table.includes("targetRoleArn")
        ? 'the key of an association is its subject, "namespace/serviceAccount": write it there'
        : "the key of an association here is the service account, and the add-on has the namespace: write them there";
}

/** `additional_policy_arns`, `AdditionalPolicyARNs` and `additionalPolicyArns` are equal. */
function plainKey(key: string): string {
    return key.toLowerCase().replace(/[-_]/g, "");
}
