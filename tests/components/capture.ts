/** Runs components under the published mocks, in the AWS account of these tests. */
import { record } from "../../testing";
import type { RecordedResource, RecordOptions } from "../../testing";

export { resourceTypes as types, valueOf } from "../../testing";

export interface Registration extends RecordedResource {
    readonly onError: readonly string[];
    /** Hooks that run after creation. */
    readonly noted: readonly string[];
}

export interface Capture {
    readonly registrations: readonly Registration[];
    readonly warnings: readonly string[];
    readonly hints: readonly string[];
    readonly hooks: readonly string[];
    /** All of one type, by logical name. */
    readonly of: (type: string) => ReadonlyMap<string, Registration>;
}

export interface World {
    /** A preview has the keys of new resources, but no values that AWS returns. */
    readonly preview?: boolean;
    readonly autoMode?: boolean;
    readonly clusters?: readonly string[];
    /** Clusters with the add-ons that a program reads. */
    readonly addons?: readonly string[];
    /** Paths of existing roles, by name. */
    readonly rolePaths?: Readonly<Record<string, string>>;
    readonly account?: string;
    readonly region?: string;
    readonly partition?: string;
}

/** Runs `program` as a stack, and waits for all its registrations. Rejects with the error of the program. */
export async function capture(program: () => unknown, world: World = {}): Promise<Capture> {
    const { preview = false, addons = [], ...aws } = world;
    const { resources, warnings, infos, hooks } = await record(program, {
        preview,
        aws: { ...aws, clustersWithAddons: addons },
        newResource: ({ type, name }) => (preview ? undefined : examples(type, name)),
    });
    const registrations = resources.map(resource => ({
        ...resource,
        onError: resource.hooks.onError,
        noted: resource.hooks.afterCreate,
    }));
    return {
        registrations,
        warnings,
        hints: infos,
        hooks,
        of: type => new Map(registrations.filter(entry => entry.type === type).map(entry => [entry.name, entry])),
    };
}

/** Resources of examples and tests. */
function examples(type: string, name: string): NonNullable<ReturnType<NonNullable<RecordOptions["newResource"]>>> {
    switch (type) {
        case "aws:s3/bucket:Bucket":
            return { arn: `arn:aws:s3:::${name}`, bucket: name };
        case "eks:index:Cluster":
            return { eksCluster: { name: "shop" }, kubeconfig: {}, kubeconfigJson: "{}" };
        default:
            return {};
    }
}
