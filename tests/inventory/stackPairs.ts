/** Random stack files in two versions, legal by construction. */
import * as path from "node:path";
import * as fc from "fast-check";
import type { PodIdentityStackArgs } from "../../components";
import { offlineStackOf } from "../../config/offline";
import { ownAccount } from "../access/proof/place";
import { scenarios } from "../access/proof/scenario";
import type { Scenario } from "../access/proof/scenario";
import { region, stackFileText } from "../program/stackFile";

/** The texts of a stack file before and after a change. */
export interface StackPair {
    readonly before: string;
    readonly after: string;
}

/** Roles that the stacks use and do not make. */
export const existingRoles = [
    ...["0", "1", "2", "3", "4", "aws-ebs-csi-driver", "adot", "home-made"].map(name => `existing-${name}`),
    "deploy",
].map(name => `arn:aws:iam::${ownAccount}:role/${name}`);

export function clusterOfPair(index: number): string {
    return `pair-${index}`;
}

type Choice = "before" | "other" | "both";

/** The later stack takes some parts from the earlier one, and others from a stack of its own. */
const drafts = fc.record({
    before: scenarios,
    other: scenarios,
    choices: fc.array(fc.constantFrom<Choice>("before", "before", "other", "both"), { minLength: 40, maxLength: 40 }),
});

/** The pairs are for one AWS account: clusters, and roles with a name, have the number of their pair in their names. */
export function stackPairs(count: number, seed: number): StackPair[] {
    const pairs: StackPair[] = [];
    for (let more = 0; pairs.length < count; more += 1) {
        for (const { before, other, choices } of fc.sample(drafts, { numRuns: 100, seed: seed + more })) {
            const pair = {
                before: stackFile(before, pairs.length),
                after: stackFile(mixed(before, other, choices), pairs.length),
            };
            if (pairs.length < count && isLegal(pair.before) && isLegal(pair.after)) {
                pairs.push(pair);
            }
        }
    }
    return pairs;
}

type Parts = Pick<Scenario, "args" | "targets">;

function mixed(before: Parts, other: Parts, choices: readonly Choice[]): Parts {
    const rest = [...choices];
    const mixedMap = <T>(
        a: Readonly<Record<string, T>> = {},
        b: Readonly<Record<string, T>> = {},
    ): Record<string, T> => {
        const entries = [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key): [string, T][] => {
            const choice = rest.pop() ?? "before";
            const value = choice === "before" ? a[key] : choice === "other" ? b[key] : (b[key] ?? a[key]);
            return value === undefined ? [] : [[key, value]];
        });
        return Object.fromEntries(entries);
    };
    const [from, to] = [before.args, other.args];
    const { defaults } = rest.pop() === "other" ? to : from;
    const args: PodIdentityStackArgs = {
        clusterName: from.clusterName,
        associations: mixedMap(from.associations, to.associations),
        eksAddons: mixedMap(from.eksAddons, to.eksAddons),
        roles: mixedMap(from.roles, to.roles),
        ...(defaults && { defaults }),
    };
    return { args, targets: rest.pop() === "other" ? other.targets : before.targets };
}

function stackFile({ args, targets }: Parts, index: number): string {
    const own = targets.filter(({ account }) => account === ownAccount);
    const config = {
        ...args,
        ...(own.length > 0 && { targetRoles: Object.fromEntries(own.map(({ name, args: role }) => [name, role])) }),
        // Nothing waits for new associations here.
        propagationSeconds: 0,
    };
    const text = stackFileText("eks-pod-identity", config, { aliasDuplicateObjects: false });
    const cluster = clusterOfPair(index);
    return (
        text
            .replaceAll(/arn:aws[\w-]*:/g, "arn:aws:")
            .replaceAll(
                /(eu-west-1|cn-north-1|us-gov-west-1):(\d{12}):cluster\/(dev|Prod-2_x)\b/g,
                `${region}:$2:cluster/${cluster}`,
            )
            .replaceAll(/clusterName: (dev|Prod-2_x)$/gm, `clusterName: ${cluster}`)
            // EKS refuses add-ons that do not exist.
            .replaceAll(/^( +)home-made:/gm, "$1amazon-cloudwatch-observability:")
            .replaceAll(/\b(own-\d)-(dev|Prod-2_x)\b/g, `$1-${cluster}`)
            .replaceAll(/\b(shared|target)-(\d)\b/g, `$1-$2-${cluster}`)
    );
}

function isLegal(text: string): boolean {
    const folder = __dirname;
    const project = { folder, name: "eks-pod-identity", stackFolder: folder };
    return offlineStackOf(text, path.join(folder, "Pulumi.pair.yaml"), project, file => file).problems.length === 0;
}
