/** Finds presets that should be compared with their sources again. */
import { catalogue, presetKeys } from "../../components/presets/catalogue";
import type { PresetKey } from "../../components/presets/catalogue";
import type { AwsPolicy } from "./awsData";
import { awsPolicies, unknownActions } from "./awsData";
import { renderedPresets } from "./rendered";
import { shortVersion } from "./sourceVersion";

export interface Finding {
    readonly preset: PresetKey;
    readonly text: string;
}

/** After this number of days, a preset should be compared again. */
const maxAgeInDays = 180;

export async function staleness(
    today: Date,
    policies: ReadonlyMap<string, AwsPolicy> = awsPolicies(),
): Promise<Finding[]> {
    const rendered = renderedPresets();
    const findings = presetKeys.map(async (preset): Promise<Finding[]> => {
        const { checked, source } = catalogue[preset];
        const { most } = rendered[preset] ?? { most: { managedPolicies: [], policies: {} } };
        const actions = Object.values(most.policies)
            .flat()
            .flatMap(({ Action = [] }) => Action);
        const gone = (await unknownActions(new Set(actions))).map(action => `AWS has no action ${action} any more`);
        const changed = most.managedPolicies.flatMap(name => {
            const policy = policies.get(name);
            if (policy === undefined) {
                return [`AWS has no managed policy ${name} any more`];
            }
            const updated = policy.lastUpdatedDate.slice(0, 10);
            return updated > checked
                ? [`AWS changed ${name} on ${updated}, after the preset was compared on ${checked}`]
                : [];
        });
        const age = daysSince(checked, today);
        const old = age > maxAgeInDays ? [`compared ${String(age)} days ago: compare it with ${source}`] : [];
        return [...gone, ...changed, ...old].map(text => ({ preset, text }));
    });
    return (await Promise.all(findings)).flat();
}

/** One line for each preset: source, compared commit or date, and age of the comparison. */
export function sourceLines(today: Date): ReadonlyMap<PresetKey, string> {
    return new Map(
        presetKeys.map(key => {
            const { source, sourceVersion, checked } = catalogue[key];
            const age = `compared on ${checked}, ${String(daysSince(checked, today))} days ago`;
            return [key, `${key}: ${source} (${shortVersion(sourceVersion)}), ${age}`];
        }),
    );
}

function daysSince(date: string, today: Date): number {
    return Math.floor((today.getTime() - Date.parse(date)) / 86_400_000);
}
