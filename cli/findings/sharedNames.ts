import { arnParts } from "../../components/rules/arn";
import { at } from "../../components/rules/problem";
import { namedRoles, namedTargetRoles } from "../../components/checks/fit/roleNames";
import type { NamedRole } from "../../components/checks/fit/roleNames";
import type { OfflineStack } from "../../config/offline";
import type { Finding } from "./finding";

/** Roles with one name in two stack files of one account: IAM refuses the second. Accounts that are not known may differ. */
export function sharedNames(stack: OfflineStack, others: readonly OfflineStack[]): Finding[] {
    const account = accountOf(stack);
    const same = others.filter(
        other => account !== undefined && accountOf(other) === account && other.file !== stack.file,
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

/** Config of the provider says it, or a role that an association uses: it has to be in the account of the cluster. */
function accountOf({ account, decisions: { associations, addons } }: OfflineStack): string | undefined {
    const accounts = [...associations, ...addons.flatMap(addon => addon.associations)]
        .map(({ roleArn }) => (typeof roleArn === "string" ? arnParts(roleArn)?.account : undefined))
        .filter(each => each !== undefined && /^\d{12}$/.test(each));
    return account ?? accounts[0];
}

/** A name with a placeholder that has no value offline is not known. */
function namesOf({ decisions: { roles, place }, decidedTargetRoles }: OfflineStack): NamedRole[] {
    return [...namedRoles(roles, place), ...namedTargetRoles(decidedTargetRoles)].filter(
        ({ name }) => !name.includes("{"),
    );
}
