import { PartialFailure } from "../definition";
import type { Properties } from "../values";
import { errorText, isNotFound } from "../aws/awsError";

/** Runs a step and puts what the official provider says before AWS's error: `creating IAM Role (orders): …`. */
export async function saying<T>(doing: string, step: () => Promise<T>): Promise<T> {
    try {
        return await step();
    } catch (error) {
        throw new Error(`${doing}: ${errorText(error)}`, { cause: error });
    }
}

/** Deletes, and takes what is gone already for done, as the official provider does. */
export async function deleting(what: string, step: () => Promise<unknown>): Promise<void> {
    try {
        await step();
    } catch (error) {
        if (!isNotFound(error)) {
            throw new Error(`deleting ${what}: ${errorText(error)}`, { cause: error });
        }
    }
}

/** A step after something was made: when it fails, the engine has to know what there is. */
export async function afterMaking<T>(id: string, inputs: Properties, step: () => Promise<T>): Promise<T> {
    try {
        return await step();
    } catch (error) {
        throw new PartialFailure({ id, outputs: inputs }, errorText(error));
    }
}
