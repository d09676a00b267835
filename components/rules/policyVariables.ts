/** Keys of session tags in policy texts. */
import type { TextRule } from "./textRule";

/**
 * The constants of `PrincipalTag` are complete keys. After `aws:PrincipalTag/`, one names a tag that no session has,
 * and the statement never matches. The message does not quote the text, which can be sensitive.
 */
export const tagKeysAreWhole: TextRule = (value, path) =>
    /aws:(Principal|Request|Resource)Tag\/aws:(Principal|Request|Resource)Tag\//i.test(value)
        ? [
              {
                  path,
                  problem: "has the prefix of a tag's key twice, as in aws:PrincipalTag/aws:PrincipalTag/…",
                  remedy: "write it once: the constants of PrincipalTag are whole keys, such as aws:PrincipalTag/kubernetes-namespace",
              },
          ]
        : [];
