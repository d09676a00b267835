/** All that the command finds beside what the library does. */
import { placeOf } from "../../config/yaml/located";
import type { OfflineStack } from "../../config/offline";
import type { LocatedProblem } from "../../config/yaml/located";
import type { Environment, Finding } from "./finding";
import { unknownRegion } from "./region";
import { sharedNames } from "./sharedNames";
import { longTrust } from "./trustLength";
import { unknownActions } from "./unknownActions";

/** Nothing for a stack with problems: its args may not be what they seem. `all` are the stacks of the project. */
export function commandFindings(
    stack: OfflineStack,
    all: readonly OfflineStack[],
    environment: Environment,
): (Finding & LocatedProblem)[] {
    if (stack.problems.length > 0) {
        return [];
    }
    const sound = all.filter(({ problems }) => problems.length === 0);
    return [
        ...unknownRegion(stack, environment),
        ...sharedNames(stack, sound),
        ...unknownActions(stack),
        ...longTrust(stack),
    ].map(finding => ({ ...finding, place: placeOf(stack.config, finding.path) }));
}
