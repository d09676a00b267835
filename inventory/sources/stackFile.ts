/** A stack file: the real program runs on its config, without Pulumi's engine and without AWS. */
import { withWarningsGiven } from "../../components/registering/warningsGiven";
import { decide } from "../../components/decisions/stack";
import { placeOf } from "../../config/yaml/located";
import type { Segment } from "../../config/yaml/located";
import type { OfflineStack } from "../../config/offline";
import { programName, registered } from "../../config/program";
import type { InventorySource } from "../inventoryOf";
import type { Origin } from "../model";
import type { RegisteredResource } from "../resources";
import type { MockedAws } from "../../testing";
import { record } from "../../testing";

/** The resources that a stack file without problems registers, with their positions in it. */
export async function stackFileSource(stack: OfflineStack, name: string): Promise<InventorySource> {
    const { clusterName, aws, assumptions } = assumedPlace(stack);
    const { args, hasCluster, targetRoles } = stack;
    const { resources } = await record(
        () =>
            registered({
                stack: hasCluster ? withWarningsGiven({ ...args, clusterName }) : undefined,
                targetRoles,
            }),
        { project: "eks-pod-identity", stack: "offline", aws },
    );
    return {
        name,
        resources,
        assumptions: assumptions.map(text => `${name}: ${text}`),
        unknowns: stack.isPartial ? [`${name}: environments of Pulumi ESC may add to it.`] : [],
        positions: positionsIn(stack),
    };
}

/** What config does not say and a policy needs. */
function assumedPlace({ args, account, region, clusterFrom }: OfflineStack): {
    readonly clusterName: string;
    readonly aws: Required<Pick<MockedAws, "account" | "region">>;
    readonly assumptions: readonly string[];
} {
    const clusterName = typeof args.clusterName === "string" ? args.clusterName : "cluster";
    const aws = { account: account ?? "111122223333", region: region ?? "us-east-1" };
    return {
        clusterName,
        aws,
        assumptions: [
            ...(account === undefined ? [`the account is assumed to be ${aws.account}`] : []),
            ...(region === undefined ? [`the Region is assumed to be ${aws.region}`] : []),
            ...(args.clusterName === undefined && clusterFrom !== undefined
                ? [`the cluster, an output of ${clusterFrom.stack}, is assumed to be called "${clusterName}"`]
                : []),
        ],
    };
}

/** Where the config asks for a resource: names derive from keys, so the longest name it starts with tells the key. */
function positionsIn({ args, config }: OfflineStack): (resource: RegisteredResource) => Origin {
    const paths = new Map<string, readonly Segment[]>();
    const { roles, associations, addons } = decide(programName, args);
    for (const { name, path } of associations) {
        paths.set(name, path);
    }
    for (const { name, path, associations: owned } of addons) {
        paths.set(name, path);
        for (const { role, path: where } of owned) {
            paths.set(role?.name ?? "", where);
        }
    }
    for (const { name, path, key } of roles) {
        if (key !== undefined) {
            paths.set(name, path);
        }
    }
    return ({ urn, name, type }) => {
        const known = [...paths.keys()]
            .filter(each => each !== "" && (name === each || name.startsWith(`${each}/`)))
            .sort((a, b) => b.length - a.length)[0];
        const path = known === undefined ? [] : [...(paths.get(known) ?? []), ...within(type, name, known)];
        const place = placeOf(config, path);
        return {
            urn,
            ...(known !== undefined && place && { file: place.file, line: place.line, column: place.column }),
        };
    };
}

/** The part of a role that a policy comes from. */
function within(type: string, name: string, role: string): readonly Segment[] {
    if (type.includes("podIdentityAssociation") || type.includes("addon:")) {
        return [];
    }
    const isOwn = !role.includes("/roles:");
    const rest = name.slice(role.length + 1);
    const part = /^inline:preset-([A-Za-z]+)/.exec(rest)?.[1];
    return [
        ...(isOwn ? ["role"] : []),
        ...(rest === ""
            ? []
            : part !== undefined
              ? ["presets", part]
              : rest.startsWith("inline:")
                ? [rest.slice("inline:".length)]
                : rest.startsWith("policy:statements")
                  ? ["statements"]
                  : ["managedPolicies"]),
    ];
}
