/** The principals of trust policies: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
import { partitionPattern } from "./arn";
import { rule } from "./textRule";

export const servicePrincipalIsLegal = rule(
    /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
    "is not a service principal",
    "write one such as ec2.amazonaws.com",
);

const identity = `arn:${partitionPattern}:(iam::\\d{12}:(root|(role|user)/[^*?$]+)|sts::\\d{12}:(assumed-role|federated-user)/[^*?$]+)`;
const identityProvider = `arn:${partitionPattern}:iam::\\d{12}:(oidc|saml)-provider/[^*?$]+`;

/** IAM accepts no wildcards here except "*" itself. */
export const awsPrincipalIsLegal = rule(
    new RegExp(`^(\\*|\\d{12}|${identity})$`),
    "is not a principal of AWS",
    'write the ARN of a role, a user or an account without wildcards, the 12 digits of an account, or "*"',
);

export const federatedPrincipalIsLegal = rule(
    new RegExp(`^(${identityProvider}|[a-z0-9-]+(\\.[a-z0-9-]+)+)$`),
    "is not a federated principal",
    "write the ARN of an OIDC or SAML provider of IAM, or a domain such as cognito-identity.amazonaws.com",
);
