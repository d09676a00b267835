/** Explains why EKS refuses a role: its trust policy does not admit EKS Pod Identity. */
import type * as pulumi from "@pulumi/pulumi";
import { admitsPods } from "../access/admitsPods";
import { arnParts } from "../rules/arn";
import { trustPolicy } from "../access/trust";
import { isTrustRefused, namedRoles, roleDoesNotAdmitPods } from "./awsErrors";
import type { FailedResource } from "./awsErrors";
import type { DescribedCluster } from "./cluster";
import type { FindRole } from "./existing";

/** The explanation; `undefined` if EKS may accept the role later, or refuses something else. */
export type ExplainRole = (failed: FailedResource) => Promise<string | undefined> | undefined;

/** Reads the trust policies of the roles of a failed association or add-on. */
export function explainRole(cluster: pulumi.Output<DescribedCluster>, find: FindRole): ExplainRole {
    // EKS has returned the cluster, so it is known.
    const known = (): Promise<DescribedCluster> => new Promise(resolve => cluster.apply(resolve));
    return async failed => {
        if (!isTrustRefused(failed.errors)) {
            return undefined;
        }
        const identity = await known();
        const sessionTags = failed.inputs.disableSessionTags !== true;
        const explanations = await Promise.all(
            namedRoles(failed).map(async ({ roleArn, subject }) => {
                const role = await find(arnParts(roleArn)?.resource.split("/").at(-1) ?? "");
                const [statement] = trustPolicy({ subjects: [subject], clusters: [identity], sessionTags }).Statement;
                return role !== undefined && admitsPods(role.trust) === false
                    ? [roleDoesNotAdmitPods(roleArn, subject, JSON.stringify(statement))]
                    : [];
            }),
        );
        const [first, ...others] = explanations.flat();
        return first && [first, ...others].join("\n");
    };
}
