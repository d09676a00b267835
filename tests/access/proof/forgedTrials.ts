/** Sessions without EKS tags that claim to be another subject. A pod can send any tags. */
import { asked as entryThroughIrsa, entry } from "./entryTrials";
import { roleAllows, targetAdmits } from "./meaning";
import type { Use } from "./meaning";
import { assume, contextOf, tag } from "./requests";
import type { Scenario } from "./scenario";
import type { Simulated } from "./simulate";
import { webIdentity } from "./strangers";
import type { Trial } from "./trial";
import { externalIdOf, tagsOf } from "./world";
import type { World } from "./world";

/** A session of the role of `use` claims to be each source of each target role. It can get its own target role. */
export function forgedTrials(use: Use, { targets, place }: Scenario, world: World): Trial[] {
    const { role, subject, sessionTags } = use;
    const association = world.associationOf(use);
    const source = association && world.roles.get(association.roleArn);
    if (role === undefined || association === undefined || source === undefined) {
        return [];
    }
    const ways = [
        ...(sessionTags ? [] : [{ how: "without session tags", way: entry(association, assume, world) }]),
        ...(role.role.irsa
            ? [{ how: "through IRSA", way: entryThroughIrsa(webIdentity("", place, subject), source) }]
            : []),
    ];
    return targets.flatMap(target =>
        target.args.sources
            .filter(({ roleArn }) => roleArn === source.arn)
            .flatMap(({ subject: claimed }) =>
                ways.map(({ how, way }): Trial => {
                    const tags = tagsOf(claimed, place.cluster);
                    const request = {
                        what: "",
                        principal: source.arn,
                        tags,
                        externalId: externalIdOf(place.cluster, claimed),
                    };
                    const final = world.roles.get(target.arn);
                    const calls = [assume, tag].flatMap((action): Simulated[] =>
                        final
                            ? [
                                  {
                                      principal: source.arn,
                                      action,
                                      resource: target.arn,
                                      account: target.account,
                                      context: contextOf(request),
                                      identity: source.policies,
                                      trust: final.trust,
                                  },
                              ]
                            : [],
                    );
                    return {
                        what: `${target.name} by ${subject} ${how}, claiming to be ${claimed}`,
                        shouldBeAllowed:
                            use.target === target.arn &&
                            [assume, tag].every(
                                action =>
                                    targetAdmits(target, { ...request, action }) &&
                                    roleAllows(role, { action, resource: target.arn }, undefined),
                            ),
                        asked: way && final && [way, ...calls],
                    };
                }),
            ),
    );
}
