/** Presets as text. */
import { stringify } from "yaml";
import { statementText } from "../inventory/reports/showText";
import type { PresetInfo, PresetSummary } from "./presetInfo";

/** One line each. */
export function presetListLines(presets: readonly PresetSummary[]): string[] {
    const width = Math.max(...presets.map(({ name }) => name.length));
    return presets.map(
        ({ name, about, usualSubject }) =>
            `${name.padEnd(width)}  ${about}${usualSubject === undefined ? "" : ` (${usualSubject})`}`,
    );
}

export function presetLines(info: PresetInfo): string[] {
    const { name, description, usualSubject, source, sourceVersion, checked, needsSessionTags } = info;
    const { parameters, differences, example } = info;
    const { place } = example;
    return [
        `${name}: ${description}`,
        "",
        `Usual subject: ${usualSubject ?? "the workload's own service account"}`,
        `Source: ${source}, ${sourceVersion === undefined ? "" : `version ${sourceVersion}, `}compared on ${checked}`,
        ...(needsSessionTags === false
            ? []
            : [`Needs session tags${needsSessionTags === true ? "" : ` with ${needsSessionTags}`}.`]),
        "",
        ...(parameters.length === 0 ? ["No parameters: write {}."] : ["Parameters:"]),
        ...parameters.flatMap(parameter => [
            `  ${parameter.name} (${parameter.kind}): ${parameter.value}`,
            `    ${parameter.description}`,
        ]),
        ...(differences.length === 0 ? [] : ["", "Differences from the source:"]),
        ...differences.map(({ actions, reason }) => `  ${actions.join(", ")}: ${reason}`),
        "",
        "Example:",
        ...indented(stringify({ role: { presets: { [name]: example.parameters } } }, { lineWidth: 0 })),
        "",
        `It allows, on the cluster ${place.cluster} in ${place.region} of the account ${place.account}:`,
        ...example.managedPolicies.map(policy => `  managed policy ${policy}`),
        ...example.inlinePolicies.flatMap(policy => [
            `  inline policy ${policy.name}`,
            ...policy.statements.map(statement => `    ${statementText(statement)}`),
        ]),
    ];
}

function indented(text: string): string[] {
    return text
        .trimEnd()
        .split("\n")
        .map(line => `  ${line}`);
}
