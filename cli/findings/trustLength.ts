import { trustOverQuota } from "../../components/checks/fit/trustLength";
import { targetTrustOverQuota } from "../../components/checks/fit/targetTrustLength";
import type { OfflineStack } from "../../config/offline";
import type { Finding } from "./finding";

/** Trust policies that an account does not take unless its quota was raised; the program says it when it deploys. */
export function longTrust({ decisions: { roles, place }, decidedTargetRoles }: OfflineStack): Finding[] {
    return [
        ...roles.flatMap(role => trustOverQuota(role, place)),
        ...decidedTargetRoles.flatMap(targetTrustOverQuota),
    ].map(problem => ({ ...problem, severity: "warning" }));
}
