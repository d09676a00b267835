import type * as pulumi from "@pulumi/pulumi";

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
