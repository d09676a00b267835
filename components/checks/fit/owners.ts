import type { Decisions } from "../../decisions/stack";
import { printedPath } from "../../rules/problem";
import type { Problem } from "../../rules/problem";
import { withEarlier } from "../../rules/sameKey";

/** EKS has one association for a subject, and it has one owner: the stack or one of its add-ons. */
export function oneOwnerEach({ associations, addons }: Decisions): Problem[] {
    // Without the namespace of the add-on it is not known whose subject it is.
    const owned = addons.flatMap(addon => addon.associations).filter(({ subject }) => subject !== undefined);
    return withEarlier([...associations, ...owned], ({ key }) => key).flatMap(({ item: { key, path }, earlier }) =>
        earlier === undefined
            ? []
            : [
                  {
                      path,
                      problem: `${key} has an association already, at ${printedPath(earlier.path)}`,
                      remedy: "one service account has one association, and it has one owner: take one of the two out",
                  },
              ],
    );
}
