/** Keys of session tags in the texts of policies. */
import type { TextRule } from "./textRule";

/**
 * The constants of `PrincipalTag` are whole keys; one put behind `aws:PrincipalTag/` asks for a tag that no session has, and
 * the statement never matches. Without the text in the message: a document may hold anything.
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
