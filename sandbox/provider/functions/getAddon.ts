import { findAddon } from "../aws/addons";
import { tagsFrom } from "../aws/tags";
import type { FunctionDefinition } from "../definition";
import { text } from "../values";
import { saying } from "../resources/wording";

export const getAddon: FunctionDefinition = {
    token: "aws:eks/getAddon:getAddon",
    inputs: {
        addonName: { kind: "string", required: true },
        clusterName: { kind: "string", required: true },
        region: { kind: "string" },
        tags: { kind: "tags" },
    },
    invoke: async (session, args) => {
        const [clusterName, addonName] = [text(args.clusterName), text(args.addonName)];
        const id = `${clusterName}:${addonName}`;
        const found = await saying(`reading EKS Add-On (${id})`, () => findAddon(session, clusterName, addonName));
        if (found === undefined) {
            throw new Error(`reading EKS Add-On (${id}): couldn't find resource`);
        }
        const { addon, associations } = found;
        return {
            id,
            addonName,
            clusterName,
            addonVersion: addon.addonVersion ?? "",
            arn: addon.addonArn,
            configurationValues: addon.configurationValues ?? "",
            createdAt: (addon.createdAt ?? new Date(0)).toISOString(),
            modifiedAt: (addon.modifiedAt ?? new Date(0)).toISOString(),
            podIdentityAssociations: associations.map(({ roleArn, serviceAccount }) => ({ roleArn, serviceAccount })),
            region: session.region,
            serviceAccountRoleArn: addon.serviceAccountRoleArn ?? "",
            tags: tagsFrom(addon.tags),
        };
    },
};
