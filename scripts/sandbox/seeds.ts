/** What the stack files of a project expect in AWS before they are deployed: the sandbox is handed it, and reads none of them. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { stackNames } from "../../cli/stackFiles";
import { findProject, stackFileOf } from "../../config/findStackFile";
import type { ProjectFile } from "../../config/findStackFile";
import { withIncludes } from "../../config/includes";
import { plain } from "../../config/yaml/located";
import { readStackFile } from "../../config/stackFile";
import { accountOf, listed, parsed, partitionOf, text } from "../../sandbox/seedData";
import type { ClusterSeed, Seed } from "../../sandbox/seedData";
import { configOf, isRecord } from "../../sandbox/stackFile";

/** Seeds of all stack files of the project in `folder`, with the files that they include. */
export async function seedsOfProject(folder: string): Promise<readonly Seed[]> {
    const project = findProject(folder);
    const files = project === undefined ? [] : stackNames(project).flatMap(stack => stackFileOf(project, stack) ?? []);
    const texts = await Promise.all(files.map(file => fs.readFile(file, "utf8")));
    return texts
        .map((source, index) => seedOfStackFile(source, files[index] ?? "", project))
        .filter(seed => seed !== undefined);
}

/**
 * The seed of one stack file; undefined when it names neither a region nor anything to be there. Mistakes in the file are for
 * the program to report: what can be read of it counts.
 */
export function seedOfStackFile(
    source: string,
    file = "Pulumi.dev.yaml",
    project: Pick<ProjectFile, "folder" | "name"> = { folder: path.dirname(path.resolve(file)), name: undefined },
): Seed | undefined {
    const { config, hasEnvironment } = readStackFile(source, file, project.name);
    const { node } = withIncludes(config, { folder: project.folder, shown: name => name }, hasEnvironment).config;
    const own = plain(node);
    return seedOfConfig(configOf(source), isRecord(own) ? own : {});
}

/** `config`: all keys of the stack file; `own`: those of this package, without their prefix. */
function seedOfConfig(
    config: Readonly<Record<string, unknown>>,
    written: Readonly<Record<string, unknown>>,
): Seed | undefined {
    const own = Object.fromEntries(Object.entries(written).map(([key, value]) => [key, parsed(value)]));
    const clusterName = text(own.clusterName);
    const region = text(own.region) ?? text(config["aws:region"]);
    if (region === undefined) return undefined;
    const account = accountOf(config);
    const named = namedArns(own, {
        account,
        region,
        partition: partitionOf(region),
        cluster: clusterName ?? "{cluster}",
    });
    const seed = {
        account,
        region,
        clusters: clusterName === undefined ? [] : [clusterSeed(clusterName, own.agent)],
    };
    return { ...seed, roles: [...named.roles].sort(), policies: [...named.policies].sort() };
}

function clusterSeed(name: string, agent: unknown): ClusterSeed {
    const mode = isRecord(agent) ? agent.mode : undefined;
    return { name, autoMode: mode === "builtIn", addons: mode === "existing" ? ["eks-pod-identity-agent"] : [] };
}

interface Placeholders {
    readonly account: string;
    readonly region: string;
    readonly partition: string;
    readonly cluster: string;
    readonly namespace?: string;
    readonly serviceAccount?: string;
}

interface NamedArns {
    readonly roles: Set<string>;
    readonly policies: Set<string>;
}

const customerPolicy = /^arn:[^:]+:iam::\d{12}:policy\/[^{}]+$/;
const existingRole = /^arn:[^:]+:iam::\d{12}:role\/[^{}]+$/;

/** The ARNs of existing roles and customer managed policies anywhere in a config, placeholders filled in. */
function namedArns(own: Readonly<Record<string, unknown>>, placeholders: Placeholders): NamedArns {
    const found: NamedArns = { roles: new Set(), policies: new Set() };
    for (const [key, value] of Object.entries(own)) {
        // The sources of a target role are roles of other stacks, which may come later.
        collect(value, placeholders, found, key !== "targetRoles");
    }
    return found;
}

function collect(value: unknown, placeholders: Placeholders, found: NamedArns, rolesExist: boolean): void {
    if (Array.isArray(value)) {
        for (const item of value) collect(item, placeholders, found, rolesExist);
        return;
    }
    if (!isRecord(value)) return;
    for (const [key, nested] of Object.entries(value)) {
        const arns = listed(nested)
            .filter(item => typeof item === "string")
            .map(item => filledIn(item, placeholders));
        if (key === "roleArn" && rolesExist)
            arns.filter(arn => existingRole.test(arn)).forEach(arn => found.roles.add(arn));
        if (key === "permissionsBoundary" || key === "managedPolicies") {
            arns.filter(arn => customerPolicy.test(arn)).forEach(arn => found.policies.add(arn));
        }
        const [, namespace, serviceAccount] = /^([^/]+)\/([^/]+)$/.exec(key) ?? [];
        const inside = namespace && serviceAccount ? { ...placeholders, namespace, serviceAccount } : placeholders;
        collect(nested, inside, found, rolesExist);
    }
}

function filledIn(arn: string, placeholders: Placeholders): string {
    return arn.replace(
        /\{(\w+)\}/g,
        (whole, name: string) => (placeholders as unknown as Record<string, string>)[name] ?? whole,
    );
}
