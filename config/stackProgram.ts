/**
 * The program of a project with stack files: one `PodIdentityStack`, and target roles where the config has any. Its exports are
 * the outputs of the stack. The npm package has it as `eks-pod-identity/program`.
 */
import { configuredStack } from "./configuredStack";
import { registered } from "./program";

const { stack: identity, targetRoles: madeTargetRoles } = registered(configuredStack());

/** The cluster that this stack gives its pods' permissions on. */
export const clusterName = identity?.clusterName;

/** The EKS Pod Identity Agent; empty where it is built in. */
export const agent = identity && { addonArn: identity.agentArn, addonVersion: identity.agentVersion };

/** By subject: the ID of the association, the ARN of its role, and the external ID where EKS passes one. */
export const associations =
    identity &&
    Object.fromEntries(
        Object.entries(identity.associationIds).map(([subject, associationId]) => [
            subject,
            { associationId, roleArn: identity.roleArns[subject], externalId: identity.externalIds[subject] },
        ]),
    );

/** By key: the ARN of each target role, which the association in the other account names as its `targetRoleArn`. */
export const targetRoles = Object.fromEntries(
    Object.entries(madeTargetRoles).map(([key, { roleArn }]) => [key, roleArn]),
);
