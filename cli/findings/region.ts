import type { OfflineStack } from "../../config/offline";
import type { Environment, Finding } from "./finding";

/** No Region is known: AWS's provider then takes the one of the profile, which differs by machine, or fails. */
export function unknownRegion({ region, isPartial }: OfflineStack, environment: Environment): Finding[] {
    const given = [region, environment.AWS_REGION, environment.AWS_DEFAULT_REGION];
    return isPartial || given.some(each => each !== undefined && each !== "")
        ? []
        : [
              {
                  severity: "warning",
                  path: [],
                  problem: "no Region is set",
                  remedy: "run `pulumi config set aws:region <region>`, or set AWS_REGION wherever you deploy",
              },
          ];
}
