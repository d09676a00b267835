import { partitionPattern } from "../../rules/arn";
import { partitionOfRegion } from "../../rules/partition";
import type { Problem } from "../../rules/problem";
import { textsIn } from "./textsIn";

const arns = new RegExp(`\\barn:(${partitionPattern}):`, "g");

/** ARNs of another partition than that of the Region, such as `arn:aws:` in China or GovCloud. */
export function otherPartitionWarnings(value: unknown, region: string): Problem[] {
    const partition = partitionOfRegion(region);
    return textsIn(value, []).flatMap(({ text, path, isKey }) => {
        const partitions = isKey ? [] : [...text.matchAll(arns)].map(([, found = ""]) => found);
        const other = partitions.find(found => found !== partition);
        return other === undefined
            ? []
            : [
                  {
                      path,
                      problem: `has an ARN of the partition ${other}, but the Region ${region} is in ${partition}`,
                      remedy: `write arn:{partition}: or arn:${partition}:`,
                  },
              ];
    });
}
