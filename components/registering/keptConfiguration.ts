/** Add-ons whose configuration is removed from the args: AWS's provider omits it from the request, and AWS keeps it. */
import { AgentMode } from "../args/agent";
import { agentAddonName } from "../rules/addons";
import { isAbsent, isMap } from "../rules/shapes";

type Inputs = Readonly<Record<string, unknown>>;

/** What a stack's change leaves configured in AWS, a sentence for each add-on. */
export function keptConfigurations(before: Inputs, after: Inputs): string[] {
    const [old, now] = [addonsOf(before), addonsOf(after)];
    return [...old].flatMap(([key, { name, addon }]) => {
        const later = now.get(key)?.addon;
        return later === undefined ? [] : keptConfiguration(`${key}.`, name, addon, later);
    });
}

/** The same for the add-on called `name`. `prefix` is before its properties. */
export function keptConfiguration(prefix: string, name: string, before: Inputs, after: Inputs): string[] {
    return isReset(before.configuration) || !isAbsent(after.configuration) || !isInstalled(after)
        ? []
        : [
              `${prefix}configuration was removed, but the add-on "${name}" keeps its last configuration: AWS's provider cannot remove it. Set configuration: {} to reset it.`,
          ];
}

/** AWS keeps an empty configuration, too, which is that of no configuration. */
function isReset(configuration: unknown): boolean {
    return isAbsent(configuration) || (isMap(configuration) && Object.keys(configuration).length === 0);
}

interface Addon {
    readonly name: string;
    readonly addon: Inputs;
}

/** By property. A stack without `agent` installs it. */
function addonsOf({ agent: given, eksAddons }: Inputs): Map<string, Addon> {
    const agent = given ?? {};
    const addons = Object.entries(isMap(eksAddons) ? eksAddons : {}).flatMap(([name, addon]): [string, Addon][] =>
        isMap(addon) ? [[`eksAddons["${name}"]`, { name, addon }]] : [],
    );
    return new Map([...(isMap(agent) ? [["agent", { name: agentAddonName, addon: agent }] as const] : []), ...addons]);
}

/** An agent that something else installs has no configuration here. */
function isInstalled({ mode }: Inputs): boolean {
    return isAbsent(mode) || mode === AgentMode.Install;
}
