import type * as pulumi from "@pulumi/pulumi";
import type { RolePermissions, RoleSettings } from "./role";

/**
 * The role at the other end of an association's `targetRoleArn`. Its `name` has to be given: the other account names the role
 * by its ARN.
 */
export interface TargetRole extends RoleSettings, RolePermissions {
    /**
     * Physical name of the role: 1–64 letters, digits and `+=,.@_-`, unique in the account whatever the case. It cannot be left
     * out, as the other account names the role by its ARN. Placeholders such as `{namespace}` are filled in.
     */
    readonly name: pulumi.Input<string>;
    /**
     * The associations whose pods get this role's credentials, at least one. Where there is one, placeholders such as
     * `{cluster}` and `{namespace}` stand for its cluster and subject.
     */
    readonly sources: TargetRoleSource[];
}

/** An association, usually of another account's cluster, whose pods get the credentials of a target role. */
export interface TargetRoleSource {
    /** ARN of the EKS cluster of the association. */
    readonly cluster: pulumi.Input<string>;
    /** The subject of the association, `namespace/serviceAccount`. */
    readonly subject: string;
    /** ARN of the role of the association. It may not exist yet, so either side can be deployed first. */
    readonly roleArn: pulumi.Input<string>;
    /**
     * The association disables session tags: the subject is then told by the external ID that EKS sends, instead of by
     * session tags. It has to be the same on both sides. @default false
     */
    readonly disableSessionTags?: boolean;
}
