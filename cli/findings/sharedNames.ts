import { namedRoles, stackRoles } from "../../components/checks/fit/decidedRoles";
import { arnParts } from "../../components/rules/arn";
import { at } from "../../components/rules/problem";
import { namedTargetRoles } from "../../components/checks/fit/roleNames";
import { mapsIn } from "../../components/rules/shapes";
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
function accountOf({ account, args }: OfflineStack): string | undefined {
    const named = mapsIn(args.associations).map(([, { roleArn }]) => roleArn);
    const owned = mapsIn(args.eksAddons).flatMap(([, addon]) =>
        mapsIn(addon.associations).map(([, { roleArn }]) => roleArn),
    );
    const accounts = [...named, ...owned]
        .map(arn => (typeof arn === "string" ? arnParts(arn)?.account : undefined))
        .filter(each => each !== undefined && /^\d{12}$/.test(each));
    return account ?? accounts[0];
}

/** A name with a placeholder that has no value offline is not known. */
function namesOf({ args, targetRoles }: OfflineStack): NamedRole[] {
    return [
        ...namedRoles(stackRoles(args), args.defaults, args.clusterName),
        ...namedTargetRoles(targetRoles, ["targetRoles"]),
    ].filter(({ name }) => !name.includes("{"));
}
