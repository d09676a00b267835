import { PartialFailure } from "../definition";
import type { Properties } from "../values";
import { errorText, isNotFound } from "../aws/awsError";

/** Runs a step and adds the official provider's words before AWS's error: `creating IAM Role (orders): …`. */
export async function saying<T>(doing: string, step: () => Promise<T>): Promise<T> {
    try {
        return await step();
    } catch (error) {
        throw new Error(`${doing}: ${errorText(error)}`, { cause: error });
    }
}

/** Deletes; like the official provider, it succeeds if the resource does not exist. */
export async function deleting(what: string, step: () => Promise<unknown>): Promise<void> {
    try {
        await step();
    } catch (error) {
        if (!isNotFound(error)) {
            throw new Error(`deleting ${what}: ${errorText(error)}`, { cause: error });
        }
    }
}

/** A step after a creation: if it fails, the error has what was created, for the engine's state. */
export async function afterMaking<T>(id: string, inputs: Properties, step: () => Promise<T>): Promise<T> {
    try {
        return await step();
    } catch (error) {
        throw new PartialFailure({ id, outputs: inputs }, errorText(error));
    }
}
