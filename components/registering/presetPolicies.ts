import type * as pulumi from "@pulumi/pulumi";
import { permissionsPolicy } from "../access/permissions";
import { policyText } from "../access/policyDocument";
import type { InlinePolicy } from "../decisions/policies";
import { presetPlace } from "../presets/place";
import { inlinePolicies } from "../presets/policies";
import type { Presets } from "../presets/presets";
import type { Place } from "./resolve";

/** The text of one policy of a role's presets, as soon as all values are known. */
export function presetPolicy(presets: Presets, { name, preset }: InlinePolicy, place: Place): pulumi.Output<string> {
    return place.resolvedIn(preset === undefined ? {} : { [preset]: presets[preset] }, (known, cluster) => {
        const policies = inlinePolicies(known, presetPlace(cluster));
        return policyText(permissionsPolicy(policies.find(policy => policy.name === name)?.statements ?? []));
    });
}
