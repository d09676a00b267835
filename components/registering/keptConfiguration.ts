/** Add-ons whose configuration is removed from the args: AWS's provider omits it from the request, and AWS keeps it. */
import { agentAddonName } from "../rules/addons";
import { isMap } from "../rules/shapes";

type Inputs = Readonly<Record<string, unknown>>;

/** What a stack's change leaves configured in AWS, a sentence for each add-on. */
export function keptConfigurations(before: Inputs = {}, after: Inputs = {}): string[] {
    const [old, now] = [addonsOf(before), addonsOf(after)];
    return [...old].flatMap(([key, { name, addon }]) => {
        const later = now.get(key)?.addon;
        return later === undefined || isReset(addon.configuration) || later.configuration !== undefined
            ? []
            : [
                  `${key}.configuration was removed, but the add-on "${name}" keeps its last configuration: AWS's provider cannot remove it. Set configuration: {} to reset it.`,
              ];
    });
}

/** AWS keeps an empty configuration, too, which is that of no configuration. */
function isReset(configuration: unknown): boolean {
    return configuration === undefined || (isMap(configuration) && Object.keys(configuration).length === 0);
}

interface Addon {
    readonly name: string;
    readonly addon: Inputs;
}

/** By property. An agent that is not installed here has no add-on. */
function addonsOf({ agent, eksAddons }: Inputs): Map<string, Addon> {
    const installed = isMap(agent) && (agent.mode ?? "install") === "install" ? agent : undefined;
    const addons = Object.entries(isMap(eksAddons) ? eksAddons : {}).flatMap(([name, addon]): [string, Addon][] =>
        isMap(addon) ? [[`eksAddons["${name}"]`, { name, addon }]] : [],
    );
    const isWithoutAgent = agent !== undefined && installed === undefined;
    return new Map([
        ...(isWithoutAgent ? [] : [["agent", { name: agentAddonName, addon: installed ?? {} }] as const]),
        ...addons,
    ]);
}
