import type * as pulumi from "@pulumi/pulumi";
import { permissionsPolicy } from "../access/permissions";
import { policyText } from "../access/policyDocument";
import { resolvedIn } from "./resolve";
import type { Place } from "./resolve";
import { presetPlace } from "../presets/place";
import { inlinePolicies, managedPoliciesOf } from "../presets/policies";
import type { Presets } from "../presets/presets";
import { knownPart, samplePlace } from "../presets/sample";

/** The inline policies to register for a role's presets: which there are is known before any value is. */
export function presetRegistrations(
    presets: Presets,
    place: Place,
): { readonly policyName: string; readonly policy: pulumi.Output<string> }[] {
    return inlinePolicies(knownPart(presets), samplePlace).map(({ preset, name }) => ({
        policyName: name,
        policy: resolvedIn({ [preset]: presets[preset] }, place, (known, cluster) =>
            policyText(
                permissionsPolicy(
                    inlinePolicies(known as Presets, presetPlace(cluster)).find(policy => policy.name === name)
                        ?.statements ?? [],
                ),
            ),
        ),
    }));
}

/** The managed policies to attach for a role's presets. No value decides on them, only switches. */
export function presetAttachments(presets: Presets): string[] {
    return Object.keys(presets).length === 0 ? [] : managedPoliciesOf(knownPart(presets), samplePlace);
}
