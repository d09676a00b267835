/** The features of a scenario that the proof must cover. */
import { rolesMeant } from "./meaning";
import { isPutTogether } from "./mutants";
import type { Registered } from "./registered";
import type { Scenario } from "./scenario";

export const features = [
    ...[
        "scope namespace",
        "scope cluster",
        "scope account",
        "clusters",
        "organization",
        "sourceArn",
        "trust.statements",
    ],
    ...[
        "irsa",
        "without session tags",
        "session policy",
        "target role",
        "target role of several",
        "add-on",
        "shared role",
    ],
    ...[
        "add-on with a shared role",
        "add-on with an existing role",
        "existing role",
        "existing role with a target role",
    ],
    ...[
        "document",
        "split",
        "exclusive",
        "preset",
        "ABAC",
        "Deny",
        "trust with Deny",
        "alone",
        "alone with target roles",
    ],
    ...["Outputs"],
];

/** Visible only in the policies: a trust policy that is too long, with grouped subjects. */
export const registeredFeatures = ["namespaces put together", "service accounts put together"];

export function registeredFeaturesOf({ roles }: Registered): string[] {
    const together = [...roles.values()].flatMap(({ trust }) => trust.Statement.filter(isPutTogether));
    const hasList = (key: string): boolean =>
        together.some(({ Condition }) => Array.isArray(Condition?.StringEquals?.[`aws:RequestTag/kubernetes-${key}`]));
    return [
        ...some("namespaces put together", hasList("namespace")),
        ...some("service accounts put together", hasList("service-account")),
    ];
}

export function featuresOf(scenario: Scenario): string[] {
    const meanings = rolesMeant(scenario);
    const associations = Object.values(scenario.args.associations ?? {});
    const addons = Object.values(scenario.args.eksAddons ?? {}).flatMap(addon =>
        Object.values(addon.associations ?? {}),
    );
    return [
        ...meanings.flatMap(({ role, sessionTags }) => [
            ...some(`scope ${role.trust?.scope ?? ""}`, true),
            ...some("clusters", role.trust?.clusters !== undefined),
            ...some("organization", role.trust?.organization === true),
            ...some("sourceArn", role.trust?.sourceArn === true),
            ...some("trust.statements", role.trust?.statements !== undefined),
            ...some("irsa", role.irsa !== undefined),
            ...some("without session tags", !sessionTags),
            ...some("document", role.document !== undefined),
            ...some("split", (role.statements ?? []).length > 20),
            ...some("exclusive", role.exclusive === true),
            ...some("preset", role.presets !== undefined),
            ...some(
                "Deny",
                (role.statements ?? []).some(({ effect }) => effect === "Deny"),
            ),
            ...some(
                "trust with Deny",
                (role.trust?.statements ?? []).some(({ effect }) => effect === "Deny"),
            ),
            ...some("ABAC", JSON.stringify(role.statements ?? []).includes("aws:PrincipalTag/")),
        ]),
        ...some(
            "shared role",
            meanings.some(({ subjects, what }) => subjects.length > 1 && what.includes("shared")),
        ),
        ...some(
            "session policy",
            associations.some(({ sessionPolicy }) => sessionPolicy !== undefined),
        ),
        ...some(
            "existing role",
            associations.some(({ roleArn }) => roleArn !== undefined),
        ),
        ...some(
            "existing role with a target role",
            associations.some(({ roleArn, targetRoleArn }) => roleArn !== undefined && targetRoleArn !== undefined),
        ),
        ...some("target role", scenario.targets.length > 0),
        ...some(
            "target role of several",
            scenario.targets.some(({ args }) => args.sources.length > 1),
        ),
        ...some("add-on", addons.length > 0),
        ...some(
            "add-on with a shared role",
            addons.some(({ roleRef }) => roleRef !== undefined),
        ),
        ...some(
            "add-on with an existing role",
            addons.some(({ roleArn }) => roleArn !== undefined),
        ),
        ...some("alone with target roles", scenario.alone?.targetRoleArns !== undefined),
        ...some("Outputs", scenario.outputs.length > 0),
        ...some("alone", scenario.alone !== undefined),
    ];
}

function some(feature: string, holds: boolean): string[] {
    return holds ? [feature] : [];
}
