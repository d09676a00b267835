/** Statements of a trust policy that deny the role to all pods. */
import { matchesText } from "../../access/evaluation/pattern";
import type { PlaceholderValues } from "../../rules/placeholders";
import { podIdentityActions, podIdentityPrincipal } from "../../access/trust";
import { Effect } from "../../args/statement";
import type { Role } from "../../args/role";
import { at } from "../../rules/problem";
import { resolvedTexts } from "../shape/trustConditions";
import type { Path, Problem } from "../../rules/problem";

/** Valid, and a quick way to close a role. A Deny with conditions is not checked, because its target is unknown. */
export function deniedPodsWarnings({ trust }: Role, path: Path, values: PlaceholderValues): Problem[] {
    return (trust?.statements ?? []).flatMap(({ effect, principals, actions, conditions }, index) => {
        const isForPods =
            resolvedTexts(principals.AWS, values).includes("*") ||
            resolvedTexts(principals.Service, values).some(name => name.toLowerCase() === podIdentityPrincipal);
        const isNeeded = resolvedTexts(actions, values).some(action =>
            podIdentityActions.some(needed => matchesText(action.toLowerCase(), needed.toLowerCase())),
        );
        return effect === Effect.Deny && isForPods && isNeeded && Object.keys(conditions ?? {}).length === 0
            ? [
                  {
                      path: at(path, "trust", "statements", index),
                      problem: "denies the role to every pod, including its subjects",
                      remedy: "remove it when the pods may use the role again, or add a condition for the principals to deny",
                  },
              ]
            : [];
    });
}
