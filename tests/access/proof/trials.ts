/**
 * All trials on a scenario: they compare the access of the registered resources with the intended access of the args.
 */
import { entryTrials, strayTrials, trustTrials } from "./entryTrials";
import { forgedTrials } from "./forgedTrials";
import { rolesMeant, usesMeant } from "./meaning";
import { permissionTrials, wayOutTrials } from "./permissionTrials";
import type { Registered } from "./registered";
import type { Scenario } from "./scenario";
import { hopTrials, strangeHopTrials } from "./targetTrials";
import type { Trial } from "./trial";
import { worldOf } from "./world";

export function trialsOf(scenario: Scenario, registered: Registered): Trial[] {
    const roles = rolesMeant(scenario);
    const world = worldOf(scenario.place.cluster, usesMeant(scenario, roles), registered);
    return [
        ...world.uses.flatMap(use => entryTrials(use, world)),
        ...strayTrials(world),
        ...roles.flatMap(meaning => trustTrials(meaning, scenario, world)),
        ...roles.flatMap(meaning => wayOutTrials(meaning, world)),
        ...world.uses.flatMap(use => permissionTrials(use, scenario, world)),
        ...world.uses.flatMap(use => hopTrials(use, scenario, world)),
        ...world.uses.flatMap(use => forgedTrials(use, scenario, world)),
        ...scenario.targets.flatMap(target => strangeHopTrials(target, scenario, world)),
    ];
}
