/** Random updates: a stack before and after, in which subjects are added, removed, kept and moved between roles. */
import * as fc from "fast-check";
import type { Association, PodIdentityStackArgs, Role } from "../../../components";
import { otherAccount, roleArnAt, usualPlace } from "../proof/place";
import { denials, permissions } from "./permissions";

export interface Update {
    readonly before: PodIdentityStackArgs;
    readonly after: PodIdentityStackArgs;
}

const subjects = ["shop/a", "shop/b", "team/a", "team/b"];
const targets = [0, 1].map(index => roleArnAt({ ...usualPlace.cluster, account: otherAccount }, `target-${index}`));

const use = fc.record({
    kind: fc.constantFrom("none", "own", "shared-0", "shared-0", "shared-1"),
    target: fc.constantFrom(undefined, undefined, ...targets),
});

function stack(denied: readonly string[][]): fc.Arbitrary<PodIdentityStackArgs> {
    const [first = [], second = [], ...others] = denied;
    return fc
        .record({
            uses: fc.tuple(use, use, use, use),
            shared: fc.tuple(permissions(first), permissions(second)),
            own: fc.tuple(...subjects.map((_, index) => permissions(others[index] ?? []))),
            addon: fc.constantFrom(undefined, "own", "shared-0", "shared-1"),
            addonRole: permissions([]),
        })
        .map(({ uses, shared, own, addon, addonRole }) => ({
            clusterName: usualPlace.cluster.name,
            associations: Object.fromEntries(
                uses.flatMap(({ kind, target }, index): [string, Association][] =>
                    kind === "none"
                        ? []
                        : [
                              [
                                  subjects[index] ?? "",
                                  {
                                      ...(kind === "own"
                                          ? { role: { name: `own-${index}`, ...own[index] } }
                                          : { roleRef: kind }),
                                      ...(target && { targetRoleArn: target }),
                                  },
                              ],
                          ],
                ),
            ),
            ...(addon && {
                eksAddons: {
                    "aws-ebs-csi-driver": {
                        associations: { controller: addon === "own" ? { role: addonRole } : { roleRef: addon } },
                    },
                },
            }),
            roles: Object.fromEntries(
                shared.map((role, index): [string, Role] => [`shared-${index}`, { name: `shared-${index}`, ...role }]),
            ),
        }));
}

/** The denials of a role do not change. */
export const updates: fc.Arbitrary<Update> = fc
    .tuple(denials, denials, denials, denials, denials, denials)
    .chain(denied => fc.record({ before: stack(denied), after: stack(denied) }));
