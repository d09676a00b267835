/** Random target roles. */
import type { PodIdentityTargetRoleArgs, PolicyStatement } from "../../../components";
import { clusterAt, filledIn, partnerAccount, roleArnAt } from "./place";
import type { Place } from "./place";

/** A target role, registered under `name`. */
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
    /** Another principal that may use it. */
    readonly stranger: boolean;
}

/** The users of the target role with that number. */
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

/** The target roles with users. */
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

/** Target roles with several sources have no `{cluster}`, so their statements have the values. */
function partitioned<T>(value: T, { cluster }: Place): T {
    return JSON.parse(
        JSON.stringify(value, (_key, item: unknown) => (typeof item === "string" ? filledIn(item, cluster) : item)),
    ) as T;
}
