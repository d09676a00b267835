/** Whether a registration gives a service account a new role. Pure: hooks call it. */
import { isDeepStrictEqual } from "node:util";

type Inputs = Readonly<Record<string, unknown>>;

/** The inputs that decide the credentials of pods. Changed tags need no wait. */
const decisive = ["roleArn", "targetRoleArn", "policy", "disableSessionTags"];

/** `before` is absent if the association is created. */
export function associationChanges(before: Inputs | undefined, after: Inputs): boolean {
    return before === undefined || decisive.some(key => !isDeepStrictEqual(before[key], after[key]));
}

/** Whether an add-on gets an association, or one with another role. */
export function addonGainsAssociations(before: Inputs | undefined, after: Inputs): boolean {
    const known = associationsOf(before);
    return associationsOf(after).some(association => !known.some(old => isDeepStrictEqual(old, association)));
}

function associationsOf(inputs: Inputs | undefined): readonly unknown[] {
    const associations = inputs?.podIdentityAssociations;
    return Array.isArray(associations) ? associations : [];
}
