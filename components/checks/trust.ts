import type { Problem } from "./problem";

/** IAM's quota on a trust policy; it can be raised up to the maximum. White space does not count. */
export const trustQuota = 2_048;
export const trustMaximum = 8_192;

export function trustLengthProblems(trust: string, path: string): Problem[] {
    return trust.length > trustMaximum
        ? [
              {
                  path,
                  problem: `its trust policy has ${String(trust.length)} characters`,
                  remedy: `IAM takes at most ${String(trustMaximum)}: let fewer subjects share the role`,
              },
          ]
        : [];
}

export function trustLengthWarnings(trust: string, path: string): Problem[] {
    return trust.length > trustQuota && trust.length <= trustMaximum
        ? [
              {
                  path,
                  problem: `its trust policy has ${String(trust.length)} characters`,
                  remedy: `that is more than the ${String(trustQuota)} every account has: raise the quota "Role trust policy length", or let fewer subjects share the role`,
              },
          ]
        : [];
}
