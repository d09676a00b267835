/** Random sound edits of one stack, in sequence. */
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
import { sourceOf } from "../inventory/manyStackFiles";
import type { InventorySource } from "../../inventory/inventoryOf";
import { stackFileText } from "../program/stackFile";

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

/** What there is to edit. */
const start = ["a shared role is added", "a subject is added", "a subject is added", "a subject is added"];

/** The first deployment, and the edits that follow it, without end. */
export async function* soundEdits(seed: number): AsyncGenerator<SoundEdit> {
    const dice = diceOf(seed);
    let config = empty;
    let edit: SoundEdit | undefined;
    for (const kind of start) {
        edit = await soundEdit(config, dice, kind);
        config = edit.config;
    }
    if (edit) yield { ...edit, kind: "the first deployment", of: "all", before: empty };
    for (;;) {
        edit = await soundEdit(config, dice);
        yield edit;
        config = edit.config;
    }
}

async function soundEdit(before: LifeConfig, dice: Dice, only?: string): Promise<SoundEdit> {
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
    return stackFileText("eks-pod-identity", stackConfigOf(config), { aliasDuplicateObjects: false });
}

/** `undefined` if the checks of the package refuse it: those of the file, or those of the components. */
async function registeredBy(text: string): Promise<InventorySource | undefined> {
    try {
        return await sourceOf({ name: "life", text, folder: __dirname });
    } catch {
        return undefined;
    }
}
