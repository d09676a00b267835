/** Warns about associations of an add-on that EKS probably refuses, according to the list of add-ons. */
import { knownAddon, unsupported } from "../../rules/addons";
import type { KnownAddon } from "../../rules/addons";
import type { EksAddon } from "../../args/addon";
import type { DecidedAddon } from "../../decisions/stack";
import { nearestOf } from "../../rules/nearest";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";

/** Warnings about one add-on. EKS adds support in new versions, so none of them is an error. */
export function addonWarnings({ addonName: name, addon, path }: DecidedAddon): Problem[] {
    const known = knownAddon(name);
    return known === undefined
        ? []
        : [...namespaceDiffers(known, addon, path), ...associationsAreRefused(name, known, addon, path)];
}

function namespaceDiffers({ namespace, date }: KnownAddon, addon: EksAddon, path: Path): Problem[] {
    return addon.namespace === undefined || addon.namespace === namespace
        ? []
        : [
              {
                  path: at(path, "namespace"),
                  problem: `"${addon.namespace}" is not the default namespace of the add-on, "${namespace}" (as of ${date})`,
                  remedy: "remove namespace, unless EKS should install the add-on in another one",
              },
          ];
}

function associationsAreRefused(name: string, known: KnownAddon, addon: EksAddon, path: Path): Problem[] {
    const serviceAccounts = Object.keys(addon.associations ?? {});
    if (serviceAccounts.length === 0) {
        return [];
    }
    const associations = at(path, "associations");
    const refused = unsupported(name, addon.version);
    if (refused === undefined) {
        return serviceAccounts.flatMap(serviceAccount =>
            notOfTheAddon(serviceAccount, known, at(associations, serviceAccount)),
        );
    }
    return refused.since === undefined
        ? [
              {
                  path: associations,
                  problem: `EKS refuses them: ${name} does not support Pod Identity associations (as of ${known.date})`,
                  remedy: `move each to the associations of the stack, such as "${addon.namespace ?? known.namespace}/${serviceAccounts[0] ?? ""}"`,
              },
          ]
        : [
              {
                  path: at(path, "version"),
                  problem: `EKS refuses the associations: ${name} supports them since ${refused.since}`,
                  remedy: "use a later version, or remove version so that AWS chooses one",
              },
          ];
}

function notOfTheAddon(serviceAccount: string, known: KnownAddon, path: Path): Problem[] {
    const { serviceAccounts = [], date } = known;
    if (serviceAccounts.length === 0 || serviceAccounts.includes(serviceAccount)) {
        return [];
    }
    const nearest = nearestOf(serviceAccount, serviceAccounts);
    const others = serviceAccounts.map(account => `"${account}"`).join(", ");
    return [
        {
            path,
            problem: `is not a service account of the add-on (as of ${date}), and EKS refuses associations of other service accounts`,
            remedy: nearest === undefined ? `use ${others}` : `did you mean "${nearest}"?`,
        },
    ];
}
