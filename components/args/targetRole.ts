import type * as pulumi from "@pulumi/pulumi";
import type { RolePermissions, RoleSettings } from "./role";

/**
 * The role that an association's `targetRoleArn` names, usually in another account. It needs a `name`, because the
 * association refers to it by ARN.
 */
export interface TargetRole extends RoleSettings, RolePermissions {
    /**
     * Physical name of the role: 1–64 letters, digits and `+=,.@_-`, unique in the account regardless of case. The association
     * refers to the role by ARN, so the name cannot be generated. Placeholders such as `{namespace}` are replaced.
     */
    readonly name: pulumi.Input<string>;
    /**
     * The associations whose pods get this role's credentials, at least one. Placeholders such as `{cluster}` and
     * `{namespace}` need exactly one: they are replaced by its cluster and subject.
     */
    readonly sources: TargetRoleSource[];
}

/** An association, usually of a cluster in another account, whose pods get the credentials of a target role. */
export interface TargetRoleSource {
    /** ARN of the association's EKS cluster. */
    readonly cluster: pulumi.Input<string>;
    /** Subject of the association, `namespace/serviceAccount`. */
    readonly subject: string;
    /** ARN of the association's role. It may not exist yet, so either side can be deployed first. */
    readonly roleArn: pulumi.Input<string>;
    /**
     * Whether the association disables session tags. The trust policy then identifies the subject by the external ID that
     * EKS sends. Has to be the same as on the association. @default false
     */
    readonly disableSessionTags?: boolean;
}
