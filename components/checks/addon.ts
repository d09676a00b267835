import { knownPlace } from "../decisions/knownPlace";
import { decideAddon } from "../decisions/single";
import type { AddonDecisions, SingleAddon } from "../decisions/single";
import { ruleProblems } from "../rules/checkRule";
import type { Problem } from "../rules/problem";
import { needed, text, untypedShape } from "../rules/rule";
import { sampleValues } from "../rules/texts";
import { checkedArgs } from "./checkedArgs";
import type { Checked } from "./checkedArgs";
import { locationIn, locationProblems } from "./fit/location";
import { rolesFit } from "./fit/roles";
import { addonNameIsLegal, addonProperties, namespaceIsKnown, withinAddon } from "./shape/addon";
import { clusterName, region } from "./shape/agent";
import { propagationSeconds } from "./shape/stack";

export const addonArgs = {
    clusterName: needed(clusterName),
    region,
    addonName: needed(text(addonNameIsLegal)),
    propagationSeconds,
    ...addonProperties,
};

const rule = untypedShape("PodIdentityAddonArgs", addonArgs, {
    within: (context, args) => withinAddon(context, args, typeof args.addonName === "string" ? args.addonName : ""),
    also: namespaceIsKnown,
});

/** The args of a `PodIdentityAddon` called `name`. */
export function checkedAddon(name: string, args: unknown): Checked<AddonDecisions> {
    const shapes = ruleProblems(rule, args, [], { values: { ...sampleValues(), ...knownPlace(args) } });
    return checkedArgs<SingleAddon, AddonDecisions>(
        args,
        shapes,
        sound => decideAddon(name, sound),
        decisions => [...locationProblems(decisions, locationIn(decisions.place)), ...rolesFit(decisions)],
    );
}

/** All problems of the args of a `PodIdentityAddon`. */
export function addonProblems(args: unknown): readonly Problem[] {
    return checkedAddon("", args).problems;
}
