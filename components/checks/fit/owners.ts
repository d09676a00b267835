import type { Decisions } from "../../decisions/stack";
import { printedPath } from "../../rules/problem";
import type { Problem } from "../../rules/problem";
import { withEarlier } from "../../rules/sameKey";

/** EKS allows one association for each subject, with one owner: the stack or one of its add-ons. */
export function oneOwnerEach({ associations, addons }: Decisions): Problem[] {
    // Without the namespace of the add-on, the subject is unknown.
    const owned = addons.flatMap(addon => addon.associations).filter(({ subject }) => subject !== undefined);
    return withEarlier([...associations, ...owned], ({ key }) => key).flatMap(({ item: { key, path }, earlier }) =>
        earlier === undefined
            ? []
            : [
                  {
                      path,
                      problem: `${key} already has an association, at ${printedPath(earlier.path)}`,
                      remedy: "EKS allows one association for each service account: remove one of the two",
                  },
              ],
    );
}
