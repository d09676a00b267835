import { trustOverQuota } from "../../components/checks/fit/trustLength";
import type { OfflineStack } from "../../config/offline";
import type { Finding } from "./finding";

/** Trust policies that an account does not take unless its quota was raised; the program says it when it deploys. */
export function longTrust({ decisions: { roles, clusterName } }: OfflineStack): Finding[] {
    return roles.flatMap(role =>
        trustOverQuota(role, clusterName).map(problem => ({ ...problem, severity: "warning" as const })),
    );
}
