import { trustOverQuota, trustedRoles } from "../../components/checks/fit/trustLength";
import type { OfflineStack } from "../../config/offline";
import type { Finding } from "./finding";

/** Trust policies that an account does not take unless its quota was raised; the program says it when it deploys. */
export function longTrust({ args }: OfflineStack): Finding[] {
    return trustedRoles(args).flatMap(trusted =>
        trustOverQuota(trusted, trusted.path).map(problem => ({ ...problem, severity: "warning" as const })),
    );
}
