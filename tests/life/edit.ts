/** An edit of the config of one stack. */
import type { LifeConfig } from "./config";
import type { Dice } from "./dice";

/** Kinds of AWS resources. A role's inline policies, managed policies and attachments are its policies. */
export type What = "association" | "role" | "policies" | "add-on";

export interface Edit {
    /** What is edited, as in the config. */
    readonly of: string;
    /** The logical names of what is edited. */
    readonly names: readonly string[];
    readonly config: LifeConfig;
}

export interface EditKind {
    /** What AWS, or its provider, can change only by replacing it. */
    readonly replaces: readonly What[];
    /** A random edit of this kind; `undefined` if the config has nothing for it. It may break rules. */
    readonly draft: (config: LifeConfig, dice: Dice) => Edit | undefined;
}
