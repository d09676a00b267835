import type { Decisions } from "../../decisions/stack";
import { catalogue } from "../../presets/catalogue";
import { keysOf } from "../../presets/policies";
import type { Presets } from "../../presets/presets";
import { parseSubject } from "../../rules/subject";
import { listed } from "../../rules/listed";
import { nearestOf } from "../../rules/nearest";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";

/** Settings that are often right, and sometimes misspelt. Args are valid. */
export function stackHints({ associations, roles }: Decisions): Problem[] {
    const own = associations.flatMap(({ role }) => (role === undefined || role.key !== undefined ? [] : role));
    const shared = roles.filter(({ key }) => key !== undefined);
    return [...own, ...shared].flatMap(({ subjects, role, path }) =>
        presetHints(subjects, role.presets ?? {}, at(path, "presets")),
    );
}

/** The presets at `path` whose usual subject differs much from each of the `subjects` that use them. */
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
                      problem: `is used for ${listed(subjects)}, and usually for ${usualSubject}`,
                      remedy: "check the namespace and the service account of the controller; ignore this if they are intended",
                  },
              ];
    });
}

/**
 * Charts name service accounts after their release (`prod-karpenter`), and every namespace is possible. A hint needs
 * another service account, or a namespace that looks like the usual one misspelt.
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
