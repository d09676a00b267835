import { findAssociation } from "../aws/associations";
import { tagsFrom } from "../aws/tags";
import type { FunctionDefinition } from "../definition";
import { text, withoutUndefined } from "../values";
import { saying } from "../resources/wording";

/** AWS's Cloud Control API, for associations only. */
export const getResource: FunctionDefinition = {
    token: "aws:cloudcontrol/getResource:getResource",
    inputs: {
        identifier: { kind: "string", required: true },
        typeName: { kind: "string", required: true },
        region: { kind: "string" },
    },
    invoke: async (session, args) => {
        const [identifier, typeName] = [text(args.identifier), text(args.typeName)];
        const what = `reading Cloud Control API (AWS::CloudFormation) Resource (${identifier})`;
        if (typeName !== "AWS::EKS::PodIdentityAssociation") {
            throw new Error(`${what}: the sandbox does not model ${typeName}`);
        }
        const [, clusterName = "", id = ""] = identifier.split("/");
        const found = await saying(what, () => findAssociation(session, clusterName, id));
        if (found?.associationArn !== identifier) {
            throw new Error(`${what}: couldn't find resource`);
        }
        // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eks-podidentityassociation.html
        const properties = withoutUndefined({
            AssociationArn: found.associationArn,
            AssociationId: found.associationId,
            ClusterName: found.clusterName,
            DisableSessionTags: found.disableSessionTags,
            ExternalId: found.externalId,
            Namespace: found.namespace,
            Policy: found.policy,
            RoleArn: found.roleArn,
            ServiceAccount: found.serviceAccount,
            Tags: Object.entries(tagsFrom(found.tags)).map(([Key, Value]) => ({ Key, Value })),
            TargetRoleArn: found.targetRoleArn,
        });
        return { id: identifier, identifier, typeName, properties: JSON.stringify(properties), region: session.region };
    },
};
