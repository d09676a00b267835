/**
 * The program of a project with stack files: one `PodIdentityStack`, and target roles where the config has any. Its exports are
 * the outputs of the stack. The npm package has it as `eks-pod-identity/program`.
 */
import { configuredStack } from "./configuredStack";
import { registered } from "./program";

const { stack: identity, targetRoles: madeTargetRoles } = registered(configuredStack());

/** Name of the cluster. */
export const clusterName = identity?.clusterName;

/** The EKS Pod Identity Agent; empty if it is built in. */
export const agent = identity && {
    /** ARN of the add-on. */
    addonArn: identity.agentArn,
    /** Version of the add-on. */
    addonVersion: identity.agentVersion,
};

/** The associations, by subject, each with `associationId`, `roleArn` and `externalId`. */
export const associations =
    identity &&
    Object.fromEntries(
        Object.entries(identity.associationIds).map(([subject, associationId]) => [
            subject,
            {
                /** ID of the association, `a-…`. */
                associationId,
                /** ARN of its role. */
                roleArn: identity.roleArns[subject],
                /** External ID that EKS sends to the target role; empty if it sends none. */
                externalId: identity.externalIds[subject],
            },
        ]),
    );

/** ARNs of the target roles, by key. The association in the other account names one as its `targetRoleArn`. */
export const targetRoles = Object.fromEntries(
    Object.entries(madeTargetRoles).map(([key, { roleArn }]) => [key, roleArn]),
);
