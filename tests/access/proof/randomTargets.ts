/** Random roles at the other end of a chain. */
import type { PodIdentityTargetRoleArgs, PolicyStatement } from "../../../components";
import { clusterAt, filledIn, partnerAccount, roleArnAt } from "./place";
import type { Place } from "./place";

/** A role at the other end, registered under `name`. */
export interface Target {
    readonly name: string;
    readonly arn: string;
    readonly account: string;
    readonly args: PodIdentityTargetRoleArgs;
}

export interface TargetDraft {
    readonly account: string;
    readonly path: string | undefined;
    readonly permissions: readonly PolicyStatement[];
    /** Somebody else may use it besides. */
    readonly stranger: boolean;
}

/** Who goes on to the target of that number. */
export interface Source {
    readonly target: number;
    readonly subject: string;
    readonly roleArn: string;
    readonly isUntagged: boolean;
}

interface WantedTarget extends TargetDraft {
    readonly name: string;
    readonly arn: string;
}

export function targetOf(target: TargetDraft, index: number, { cluster }: Place): WantedTarget {
    const name = `target-${index}`;
    return { ...target, name, arn: roleArnAt({ ...cluster, account: target.account }, name, target.path) };
}

/** Those of the targets that somebody uses. */
export function targetsOf(wanted: readonly WantedTarget[], sources: readonly Source[], place: Place): Target[] {
    const { partition, region } = place.cluster;
    const stranger = {
        cluster: clusterAt(partition, region, partnerAccount, "remote").arn,
        subject: "shop/orders",
        roleArn: `arn:${partition}:iam::${partnerAccount}:role/remote`,
    };
    return wanted.flatMap(({ name, arn, account, path, permissions, stranger: isOpen }, index): Target[] => {
        const own = sources
            .filter(({ target }) => target === index)
            .map(({ subject, roleArn, isUntagged }) => ({
                cluster: place.cluster.arn,
                subject,
                roleArn,
                ...(isUntagged && { disableSessionTags: true }),
            }));
        const all = [...own, ...(isOpen ? [stranger] : [])];
        return all.length === 0
            ? []
            : [
                  {
                      name,
                      arn,
                      account,
                      args: {
                          name,
                          ...(path && { path }),
                          sources: all,
                          statements: permissions.map(item => partitioned(item, place)),
                      },
                  },
              ];
    });
}

/** Target roles of several sources know no `{cluster}`: their statements are written out. */
function partitioned<T>(value: T, { cluster }: Place): T {
    return JSON.parse(
        JSON.stringify(value, (_key, item: unknown) => (typeof item === "string" ? filledIn(item, cluster) : item)),
    ) as T;
}
