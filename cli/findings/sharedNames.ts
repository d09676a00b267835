import { namedRoles, stackRoles } from "../../components/checks/decidedRoles";
import { at } from "../../components/checks/problem";
import { namedTargetRoles } from "../../components/checks/roleNames";
import type { NamedRole } from "../../components/checks/roleNames";
import type { OfflineStack } from "../../config/offline";
import type { Finding } from "./finding";

/** Roles with one name in two stack files of one account: IAM refuses the second. Accounts that are not known may differ. */
export function sharedNames(stack: OfflineStack, others: readonly OfflineStack[]): Finding[] {
    const { account } = stack;
    const same = others.filter(
        other => account !== undefined && other.account === account && other.file !== stack.file,
    );
    return namesOf(stack).flatMap(({ path, name }) => {
        const other = same.find(each => namesOf(each).some(found => found.name.toLowerCase() === name.toLowerCase()));
        return other === undefined
            ? []
            : [
                  {
                      severity: "error",
                      path: at(path, "name"),
                      problem: `"${name}" is also the name of a role in ${other.file}, in the same account ${account ?? ""}`,
                      remedy: "role names are unique in an account: put {cluster} into the name, or leave the name out",
                  },
              ];
    });
}

/** A name with a placeholder that has no value offline is not known. */
function namesOf({ args, targetRoles }: OfflineStack): NamedRole[] {
    return [
        ...namedRoles(stackRoles(args), args.defaults, args.clusterName),
        ...namedTargetRoles(targetRoles, "targetRoles"),
    ].filter(({ name }) => !name.includes("{"));
}
