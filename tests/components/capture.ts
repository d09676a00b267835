/** Runs components under the published mocks, in the world that a test of this repository needs. */
import { record } from "../../testing";
import type { RecordedResource, RecordOptions } from "../../testing";

export { resourceTypes as types, valueOf } from "../../testing";

export interface Registration extends RecordedResource {
    readonly onError: readonly string[];
    /** Hooks that run once it is created. */
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
    /** A preview knows keys but no values that AWS gives. */
    readonly preview?: boolean;
    readonly autoMode?: boolean;
    readonly clusters?: readonly string[];
    /** Clusters that have the add-ons that a program reads. */
    readonly addons?: readonly string[];
    /** Paths of the roles that exist, by name. */
    readonly rolePaths?: Readonly<Record<string, string>>;
    readonly account?: string;
    readonly region?: string;
    readonly partition?: string;
}

/** Runs `program` as a stack and waits for all it registers. Rejects as the program would fail. */
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
