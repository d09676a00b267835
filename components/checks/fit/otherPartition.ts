import { partitionOfRegion } from "../../rules/partition";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { isMap } from "../../rules/shapes";

/** ARNs of another partition than the one of the Region, such as `arn:aws:` in China or GovCloud. */
export function otherPartitionWarnings(value: unknown, region: string, path: Path = []): Problem[] {
    if (Array.isArray(value)) {
        return value.flatMap((item: unknown, index) => otherPartitionWarnings(item, region, at(path, index)));
    }
    if (isMap(value)) {
        return Object.entries(value).flatMap(([key, item]) => otherPartitionWarnings(item, region, at(path, key)));
    }
    const partition = partitionOfRegion(region);
    const other =
        typeof value === "string"
            ? [...value.matchAll(/\barn:(aws[a-z-]*):/g)].map(([, found]) => found).find(found => found !== partition)
            : undefined;
    return other === undefined
        ? []
        : [
              {
                  path,
                  problem: `has an ARN of the partition ${other}, and the Region ${region} is in ${partition}`,
                  remedy: `write arn:{partition}: or arn:${partition}:`,
              },
          ];
}
