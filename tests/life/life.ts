/** Edits of one stack in sequence through the real engine, and what is wrong after each of them. */
import type { InventorySource } from "../../inventory/inventoryOf";
import { jsonSource } from "../../inventory/sources/jsonSource";
import type { Result } from "../../sandbox/sandbox";
import { settingsIn } from "../../scripts/sandbox/stackSettings";
import { ownAccount } from "../access/proof/place";
import { Ground } from "../chaos/ground";
import { errorsOf } from "../chaos/recovery";
import { clusterName } from "../chaos/scenarios";
import { findingsBetween } from "../inventory/comparison";
import { existingRoles } from "../inventory/stackPairs";
import { changesOf } from "../program/engineStack";
import type { Changes } from "../program/engineStack";
import { region, writeStackText } from "../program/stackFile";
import { stepsIn } from "../upgrades/states";
import { contentInAws, contentOf, differences } from "./account";
import type { Content } from "./account";
import { undemanded } from "./demanded";
import { kinds, soundEdits } from "./edits";
import type { SoundEdit } from "./edits";

export interface LifeOptions {
    readonly edits: number;
    readonly seed: number;
    /** After so many edits, the same config is also deployed to an empty account. */
    readonly freshEvery: number;
    readonly print: (text: string) => void;
}

export interface EditOutcome {
    /** 0 for the first deployment. */
    readonly number: number;
    readonly kind: string;
    readonly of: string;
    /** How many resources were created, updated, deleted and replaced. */
    readonly changes: Readonly<Record<string, number>>;
    readonly isFresh: boolean;
    /** What is wrong, if anything: each is a sentence. */
    readonly problems: readonly string[];
}

const freshAccount = "777788889999";

export async function life({ edits, seed, freshEvery, print }: LifeOptions): Promise<EditOutcome[]> {
    const outcomes: EditOutcome[] = [];
    const ground = await Ground.open();
    try {
        let last: SoundEdit | undefined;
        for await (const edit of soundEdits(seed)) {
            const number = outcomes.length;
            if (number > edits) break;
            const isFresh = (number > 0 && number % freshEvery === 0) || number === edits;
            const outcome = await lived(ground, edit, number, isFresh);
            outcomes.push(outcome);
            print(`${number}. ${edit.kind}: ${edit.of}: ${JSON.stringify(outcome.changes)}`);
            for (const problem of outcome.problems) print(`    ${problem}`);
            last = edit;
            // What follows a deployment that failed says nothing about the edits that follow.
            if (outcome.problems.some(problem => problem.startsWith(upFails))) break;
        }
        if (last) print(`The last stack file:\n${last.text}`);
    } finally {
        await ground.close();
    }
    return outcomes;
}

const upFails = "pulumi up fails";

async function lived(ground: Ground, edit: SoundEdit, number: number, isFresh: boolean): Promise<EditOutcome> {
    const { kind, of, before, config, names, text, desired } = edit;
    await seedFor(ground, text, ownAccount);
    await writeStackText(ground.used.project, "life", text);
    const result = await up(ground, "life");
    const changes = changesOf(result);
    const problems = result.code === 0 ? [] : [`${upFails}: ${errorsOf(result).slice(0, 3000)}`];
    if (result.code === 0) {
        const replaces = kinds[kind]?.replaces ?? [];
        const second = await previewed(ground);
        problems.push(
            ...undemanded({ before, after: config, replaces, names }, changes).map(
                change => `the edit does not demand: ${change}`,
            ),
            ...(await equalityProblems(ground, desired, second.state)),
            ...second.steps.map(step => `a second up would ${step}`),
            ...(isFresh ? await freshProblems(ground, text, second.state) : []),
        );
    }
    return { number, kind, of, changes: counted(changes), isFresh, problems };
}

/** The state gives the access of the stack file, and AWS has exactly what the stack file registers. */
async function equalityProblems(ground: Ground, desired: InventorySource, state: InventorySource): Promise<string[]> {
    const access = [...findingsBetween(desired, state), ...findingsBetween(state, desired)];
    return [
        ...access.map(finding => `the access differs from that of the stack file: ${finding}`),
        ...differences(await inAws(ground, state, ownAccount), contentOf(desired.resources, state.resources), "AWS"),
    ];
}

/** The state, and what a second `pulumi up` would do. */
async function previewed(ground: Ground): Promise<{ state: InventorySource; steps: readonly string[] }> {
    const command = ["preview", "--json", "--show-sames", "--show-replacement-steps", "--stack", "life"];
    const { code, stdout, stderr } = await ground.used.pulumi(command);
    if (code !== 0) throw new Error(`A preview fails: ${stdout}${stderr}`);
    const state = jsonSource(stdout, "life").before;
    return { state: state ?? { name: "life", resources: [] }, steps: stepsIn(stdout) };
}

/** The same config in an empty account: AWS has the same then. Afterwards nothing of it is left. */
async function freshProblems(ground: Ground, text: string, life: InventorySource): Promise<string[]> {
    const moved = text.replaceAll(ownAccount, freshAccount);
    await seedFor(ground, moved, freshAccount);
    await writeStackText(ground.used.project, "fresh", moved);
    const result = await up(ground, "fresh");
    if (result.code !== 0) return [`a fresh deployment fails: ${errorsOf(result).slice(0, 3000)}`];
    const fresh = await stateOf(ground, "fresh");
    const found = await inAws(ground, life, ownAccount);
    const wanted = await inAws(ground, fresh, freshAccount);
    const problems = differences(found, ownContent(wanted), "AWS, compared with a fresh deployment,");
    const destroyed = await ground.used.pulumi(["destroy", "--yes", "--skip-preview", "--json", "--stack", "fresh"]);
    if (destroyed.code !== 0) problems.push(`destroy fails: ${errorsOf(destroyed).slice(0, 2000)}`);
    const left = Object.keys(await inAws(ground, { name: "nothing", resources: [] }, freshAccount));
    return [...problems, ...left.map(what => `destroy leaves ${what}`)];
}

function ownContent(content: Content): Content {
    return JSON.parse(JSON.stringify(content).replaceAll(freshAccount, ownAccount)) as Content;
}

function inAws(ground: Ground, { resources }: InventorySource, account: string): Promise<Content> {
    const older = new Set(existingRoles.map(arn => arn.replace(ownAccount, account)));
    const isOlder = (arn: string): boolean => older.has(arn) || seeded.has(arn);
    return contentInAws(ground.used, { account, region, cluster: clusterName }, resources, isOlder);
}

/** Roles and policies that stack files name and do not make. */
const seeded = new Set<string>();

async function seedFor(ground: Ground, text: string, account: string): Promise<void> {
    const { seed } = settingsIn(text, "life", "Pulumi.life.yaml", { folder: __dirname, name: "eks-pod-identity" });
    const roles = existingRoles.map(arn => arn.replace(ownAccount, account));
    const seeds = [...(seed ? [seed] : []), { account, region, clusters: [{ name: clusterName }], roles }];
    for (const { roles: used = [], policies = [] } of seeds) for (const arn of [...used, ...policies]) seeded.add(arn);
    await ground.used.seed(seeds);
}

function up(ground: Ground, stack: string): Promise<Result> {
    return ground.used.pulumi(["up", "--yes", "--skip-preview", "--json", "--stack", stack]);
}

async function stateOf(ground: Ground, stack: string): Promise<InventorySource> {
    const { code, stdout, stderr } = await ground.used.pulumi(["stack", "export", "--stack", stack]);
    if (code !== 0) throw new Error(stderr);
    return jsonSource(stdout, stack).after;
}

function counted(changes: Changes): Record<string, number> {
    return Object.fromEntries(Object.entries(changes).map(([operation, resources]) => [operation, resources.length]));
}
