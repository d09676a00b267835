import { addonNamespace } from "../../rules/addons";
import { printedPath } from "../../rules/problem";
import type { Check, Path } from "../../rules/problem";
import { isMap } from "../../rules/shapes";

/** EKS has one association for a subject, and it has one owner: the stack or one of its add-ons. */
export const oneOwnerEach: Check = args => {
    const { associations, eksAddons: addons } = isMap(args) ? args : {};
    const owners = new Map<string, Path>();
    for (const subject of isMap(associations) ? Object.keys(associations) : []) {
        owners.set(subject, ["associations", subject]);
    }
    return Object.entries(isMap(addons) ? addons : {}).flatMap(([name, addon]) => {
        const accounts = isMap(addon) && isMap(addon.associations) ? Object.keys(addon.associations) : [];
        const given: unknown = isMap(addon) ? addon.namespace : undefined;
        const namespace = typeof given === "string" ? given : addonNamespace(name);
        if (namespace === undefined) {
            // That it is missing is told elsewhere; nobody knows whose subjects these are.
            return [];
        }
        return accounts.flatMap(serviceAccount => {
            const path = ["eksAddons", name, "associations", serviceAccount];
            const subject = `${namespace}/${serviceAccount}`;
            const owner = owners.get(subject);
            owners.set(subject, owner ?? path);
            return owner === undefined
                ? []
                : [
                      {
                          path,
                          problem: `${subject} has an association already, at ${printedPath(owner)}`,
                          remedy: "one service account has one association, and it has one owner: take one of the two out",
                      },
                  ];
        });
    });
};
