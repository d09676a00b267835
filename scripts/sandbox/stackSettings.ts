/** The settings of the stacks of a project that the sandbox needs, and what they expect in AWS. */
import * as fs from "node:fs";
import * as path from "node:path";
import { stackNames } from "../../cli/stackFiles";
import { findProject, stackFileOf } from "../../config/findStackFile";
import type { ProjectFile } from "../../config/findStackFile";
import { withIncludes } from "../../config/includes";
import { plain } from "../../config/yaml/located";
import { readStackFile } from "../../config/stackFile";
import { defaultAccount } from "../../sandbox/environment";
import { accountOf, decoded } from "../../sandbox/provider/configuration";
import { partitionOf } from "../../sandbox/provider/partition";
import { isRecord, optionalText as text } from "../../sandbox/provider/values";
import type { ClusterSeed, Seed, StackSettings } from "../../sandbox/seedData";

/** All stacks of the project in `folder`, with the files that their stack files include. */
export function settingsOfProject(folder: string): Promise<readonly StackSettings[]> {
    const project = findProject(folder);
    const stacks = project === undefined ? [] : stackNames(project);
    const settings = stacks.flatMap(stack => {
        const file = project && stackFileOf(project, stack);
        return file === undefined ? [] : [settingsIn(fs.readFileSync(file, "utf8"), stack, file, project)];
    });
    return Promise.resolve(settings);
}

/** The settings in the text of a stack file. It ignores errors in the file: the program reports them. */
export function settingsIn(
    source: string,
    stack = "dev",
    file = `Pulumi.${stack}.yaml`,
    project: Pick<ProjectFile, "folder" | "name"> = { folder: path.dirname(path.resolve(file)), name: undefined },
): StackSettings {
    const { config, provider, hasEnvironment } = readStackFile(source, file, project.name);
    const { node } = withIncludes(config, { folder: project.folder, shown: name => name }, hasEnvironment).config;
    const own = decoded(plain(node) as Readonly<Record<string, unknown>>);
    const aws = decoded(
        Object.fromEntries([...provider].map(([key, entry]) => [key.replace(/^aws:/, ""), plain(entry.node)])),
    );
    const account = accountOf(aws, { AWS_ACCESS_KEY_ID: defaultAccount });
    const region = text(own.region) ?? text(aws.region);
    return {
        stack,
        account,
        endpoints: listed(aws.endpoints).filter(isRecord).flatMap(Object.values).filter(isText),
        seed: region === undefined ? undefined : seedOf(own, account, region),
    };
}

const isText = (value: unknown): value is string => typeof value === "string";

function listed(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

function seedOf(own: Readonly<Record<string, unknown>>, account: string, region: string): Seed {
    const cluster = text(own.clusterName);
    const placeholders = { account, region, partition: partitionOf(region).id, cluster: cluster ?? "{cluster}" };
    const named = namedArns(own, placeholders);
    return {
        account,
        region,
        clusters: cluster === undefined ? [] : [clusterSeed(cluster, own.agent)],
        roles: [...named.roles].sort(),
        policies: [...named.policies].sort(),
    };
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

/**
 * The ARNs of existing roles, principals of trust policies included, and of customer managed policies anywhere in a config,
 * placeholders filled in.
 */
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
        const values = key === "managedPolicyArns" && isRecord(nested) ? Object.values(nested) : listed(nested);
        const arns = values.filter(isText).map(item => filledIn(item, placeholders));
        if ((key === "roleArn" && rolesExist) || key === "AWS")
            arns.filter(arn => existingRole.test(arn)).forEach(arn => found.roles.add(arn));
        if (["permissionsBoundary", "managedPolicies", "managedPolicyArns"].includes(key)) {
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
