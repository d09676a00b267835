import type { Failure, Property, PropertyTable } from "./properties";
import type { Properties } from "./values";
import type { Session } from "./session";

/** A resource type of the official provider, translated into calls of the AWS API. One a file, under resources/. */
export interface Definition {
    readonly token: string;
    readonly inputs: PropertyTable;
    /** Outputs that are not inputs. */
    readonly outputs: readonly string[];
    /** Outputs that any update makes unknown in a preview. */
    readonly unknownOnUpdate?: readonly string[];
    /** Gets a name when the program gives none; longest name allowed. */
    readonly autoname?: { readonly maxLength: number };
    readonly deleteBeforeReplace?: boolean;
    readonly problems?: (inputs: Properties) => Failure[];
    /** Called with inputs that are complete and known. */
    readonly create: (session: Session, inputs: Properties) => Promise<Made>;
    /** `state` is empty on an import. Nothing: it is gone. */
    readonly read: (session: Session, id: string, state: Properties) => Promise<Made | undefined>;
    readonly update: (session: Session, change: Change) => Promise<Properties>;
    readonly delete: (session: Session, id: string, state: Properties) => Promise<void>;
}

export interface Made {
    readonly id: string;
    readonly outputs: Properties;
}

export interface Change {
    readonly id: string;
    readonly old: Properties;
    readonly inputs: Properties;
    /** Names of the inputs that differ from the state. */
    readonly changed: ReadonlySet<string>;
}

/** Made, but a later step failed: the engine has to keep what exists. */
export class PartialFailure extends Error {
    public constructor(
        public readonly made: Made,
        public readonly reason: string,
    ) {
        super(reason);
    }
}

/** A function of the official provider (a data source). One a file, under functions/. */
export interface FunctionDefinition {
    readonly token: string;
    readonly inputs: PropertyTable;
    readonly invoke: (session: Session, args: Properties) => Promise<Properties>;
}

export const tagged: Readonly<Record<"tags", Property>> = { tags: { kind: "tags" } };
export const regional: Readonly<Record<"region", Property>> = {
    region: { kind: "string", replaces: true, computed: true },
};
