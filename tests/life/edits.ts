/** Random sound edits of one stack, in sequence. */
import { stringify } from "yaml";
import { addonEdits } from "./addonEdits";
import { empty, stackConfigOf } from "./config";
import type { LifeConfig } from "./config";
import { diceOf } from "./dice";
import type { Dice } from "./dice";
import type { Edit, EditKind } from "./edit";
import { roleEdits } from "./roleEdits";
import { settingEdits } from "./settingEdits";
import { sharedEdits } from "./sharedEdits";
import { subjectEdits } from "./subjectEdits";
import { ownAccount } from "../access/proof/place";
import { sourceOf } from "../inventory/manyStackFiles";
import type { InventorySource } from "../../inventory/inventoryOf";
import { region } from "../program/stackFile";

export const kinds: Readonly<Record<string, EditKind>> = {
    ...subjectEdits,
    ...sharedEdits,
    ...roleEdits,
    ...addonEdits,
    ...settingEdits,
};

/** An edit after which the stack file has no problem, and what the stack file then registers. */
export interface SoundEdit extends Edit {
    readonly kind: string;
    readonly before: LifeConfig;
    readonly text: string;
    readonly desired: InventorySource;
}

/** The drafts of each edit; most of those that are refused break a rule about session tags. */
const attempts = 500;

/** The edits by number, without end. The first ones add subjects, so that there is something to edit. */
export async function* soundEdits(seed: number): AsyncGenerator<SoundEdit> {
    const dice = diceOf(seed);
    const start = ["a shared role is added", "a subject is added", "a subject is added", "a subject is added"];
    let config = empty;
    for (let number = 0; ; number++) {
        const edit = await soundEdit(config, dice, start[number]);
        yield edit;
        config = edit.config;
    }
}

async function soundEdit(before: LifeConfig, dice: Dice, only: string | undefined): Promise<SoundEdit> {
    for (let attempt = 0; attempt < attempts; attempt++) {
        const kind = only ?? dice.pick(Object.keys(kinds)) ?? "";
        const edit = kinds[kind]?.draft(before, dice);
        if (edit === undefined || JSON.stringify(edit.config) === JSON.stringify(before)) continue;
        const text = stackFileOf(edit.config);
        const desired = await registeredBy(text);
        if (desired !== undefined) return { ...edit, kind, before, text, desired };
    }
    throw new Error(`None of ${attempts} random edits is sound`);
}

export function stackFileOf(config: LifeConfig): string {
    const keys = Object.entries(stackConfigOf(config)).map(([key, value]) => [`eks-pod-identity:${key}`, value]);
    const provider = { "aws:region": region, "aws:allowedAccountIds": [ownAccount] };
    return stringify(
        { config: { ...provider, ...(Object.fromEntries(keys) as object) } },
        { aliasDuplicateObjects: false },
    );
}

/** `undefined` if the checks of the package refuse it: those of the file, or those of the components. */
async function registeredBy(text: string): Promise<InventorySource | undefined> {
    try {
        return await sourceOf({ name: "life", text, folder: __dirname });
    } catch {
        return undefined;
    }
}
