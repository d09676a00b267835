/** The Pulumi program: what the stack's config says, as one `PodIdentityStack`. */
import { PodIdentityStack } from "./components/index";
import { configuredStack } from "./config/configuredStack";

const identity = new PodIdentityStack("identity", configuredStack());

/** The cluster that this stack gives its pods' permissions on. */
export const clusterName = identity.clusterName;

/** The EKS Pod Identity Agent; empty where it is built in. */
export const agent = { addonArn: identity.agentArn, addonVersion: identity.agentVersion };

/** By subject: the ID of the association, the ARN of its role, and the external ID where EKS passes one. */
export const associations = Object.fromEntries(
    Object.entries(identity.associationIds).map(([subject, associationId]) => [
        subject,
        { associationId, roleArn: identity.roleArns[subject], externalId: identity.externalIds[subject] },
    ]),
);
