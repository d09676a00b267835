import type { Decisions } from "../../decisions/stack";
import { catalogue } from "../../presets/catalogue";
import { keysOf } from "../../presets/policies";
import type { Presets } from "../../presets/presets";
import { parseSubject } from "../../rules/subject";
import { listed } from "../../rules/listed";
import { nearestOf } from "../../rules/nearest";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";

/** What is often right, and sometimes a slip. Args have been checked before. */
export function stackHints({ associations, roles }: Decisions): Problem[] {
    const own = associations.flatMap(({ role }) => (role === undefined || role.key !== undefined ? [] : role));
    const shared = roles.filter(({ key }) => key !== undefined);
    return [...own, ...shared].flatMap(({ subjects, role, path }) =>
        presetHints(subjects, role.presets ?? {}, at(path, "presets")),
    );
}

/** The presets at `path` whose usual subject is far from each of the `subjects` that use them. */
export function presetHints(subjects: readonly string[], presets: Presets, path: Path): Problem[] {
    return keysOf(presets).flatMap(key => {
        const { usualSubject } = catalogue[key];
        return usualSubject === undefined ||
            subjects.length === 0 ||
            subjects.some(subject => isNear(subject, usualSubject))
            ? []
            : [
                  {
                      path: at(path, key),
                      problem: `is on ${listed(subjects)}, and usually on ${usualSubject}`,
                      remedy: "check the namespace and the service account of the controller; if they are meant, all is well",
                  },
              ];
    });
}

/**
 * Charts name service accounts after their release (`prod-karpenter`), and any namespace is as good as another: what is
 * far is another service account, or a namespace that looks like a slip of the usual one.
 */
function isNear(subject: string, usual: string): boolean {
    const [given, expected] = [parseSubject(subject), parseSubject(usual)];
    if (given === undefined || expected === undefined) {
        return true;
    }
    const isSameAccount =
        given.serviceAccount.includes(expected.serviceAccount) ||
        expected.serviceAccount.includes(given.serviceAccount);
    const isSlip =
        given.namespace !== expected.namespace && nearestOf(given.namespace, [expected.namespace]) !== undefined;
    return isSameAccount && !isSlip;
}
