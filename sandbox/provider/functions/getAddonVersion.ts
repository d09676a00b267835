import { addonVersions, defaultAddonVersion } from "../aws/addonVersions";
import type { FunctionDefinition } from "../definition";
import { text } from "../values";

export const getAddonVersion: FunctionDefinition = {
    token: "aws:eks/getAddonVersion:getAddonVersion",
    inputs: {
        addonName: { kind: "string", required: true },
        kubernetesVersion: { kind: "string", required: true },
        mostRecent: { kind: "boolean" },
        region: { kind: "string" },
    },
    invoke: (session, args) => {
        const [addonName, kubernetesVersion] = [text(args.addonName), text(args.kubernetesVersion)];
        const version =
            args.mostRecent === true
                ? addonVersions(addonName, kubernetesVersion)[0]
                : defaultAddonVersion(addonName, kubernetesVersion);
        if (version === undefined) {
            throw new Error(`reading EKS Add-On version info (${addonName}, ${kubernetesVersion}): empty result`);
        }
        return Promise.resolve({
            id: addonName,
            addonName,
            kubernetesVersion,
            mostRecent: args.mostRecent,
            region: session.region,
            version,
        });
    },
};
