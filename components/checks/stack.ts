import { addonNamespace } from "../access/addonNamespaces";
import { resolvePlaceholders } from "../access/placeholders";
import { parseSubject } from "../subject";
import { eksAddons, oneOwnerEach } from "./addon";
import { agent, clusterProperties } from "./agent";
import { associations } from "./associations";
import { associationTagsFit, decidedRoleProblems, stackRoles } from "./decidedRoles";
import { at } from "./problem";
import type { Check, Problem } from "./problem";
import { roleDefaults } from "./role";
import { sessionTagsFit } from "./sessionTags";
import { all, isMap, known, properties } from "./shapes";
import { sharedRoles } from "./sharedRoles";
import { tags } from "./tags";
import { sampleValues } from "./texts";

/** All that is wrong with the args of a `PodIdentityStack`, as far as it can be told before anything is registered. */
export function stackProblems(args: unknown): Problem[] {
    const { roles, defaults } = isMap(args) ? args : {};
    return known(
        all(
            properties(
                {
                    ...clusterProperties,
                    agent,
                    associations: associations(roles),
                    eksAddons: eksAddons(roles),
                    roles: sharedRoles(defaults),
                    defaults: stackDefaults,
                },
                ["clusterName"],
            ),
            roleNamesDiffer,
            rolesFit,
            associationTagsFit,
            sessionTagsFit,
            oneOwnerEach,
        ),
    )(args, "");
}

const stackDefaults: Check = known(
    properties({
        role: roleDefaults,
        association: known(properties({ tags: tags(sampleValues({ namespace: "x", serviceAccount: "x" })) })),
    }),
);

const rolesFit: Check = args => decidedRoleProblems(stackRoles(args), isMap(args) ? args.defaults : undefined);

/** Explicit role names are unique, whatever their case: IAM would refuse the second. */
const roleNamesDiffer: Check = args => {
    const { roles, associations: subjects, eksAddons: addons, defaults } = isMap(args) ? args : {};
    const defaultName = isMap(defaults) && isMap(defaults.role) ? defaults.role.name : undefined;
    const named = [
        ...entries(roles).map(([key, role]) => ({ path: at("roles", key), role, key })),
        ...entries(subjects).map(([key, item]) => ({
            path: at(at("associations", key), "role"),
            role: isMap(item) ? item.role : undefined,
            key,
        })),
        ...entries(addons).flatMap(([name, addon]) =>
            entries(isMap(addon) ? addon.associations : undefined).map(([serviceAccount, item]) => ({
                path: at(at(at(at("eksAddons", name), "associations"), serviceAccount), "role"),
                role: isMap(item) ? item.role : undefined,
                key: `${isMap(addon) && typeof addon.namespace === "string" ? addon.namespace : (addonNamespace(name) ?? "")}/${serviceAccount}`,
            })),
        ),
    ].flatMap(({ path, role, key }) => {
        const name = isMap(role) ? (role.name === undefined ? defaultName : role.name) : undefined;
        return typeof name === "string"
            ? [{ path, name: resolvePlaceholders(name, sampleValues(parseSubject(key))) }]
            : [];
    });
    const first = new Map<string, string>();
    return named.flatMap(({ path, name }) => {
        const other = first.get(name.toLowerCase());
        first.set(name.toLowerCase(), other ?? path);
        return other === undefined
            ? []
            : [
                  {
                      path: at(path, "name"),
                      problem: `"${name}" is also the name of ${other}`,
                      remedy: "role names are unique in an account, whatever their case",
                  },
              ];
    });
};

function entries(value: unknown): [string, unknown][] {
    return isMap(value) ? Object.entries(value) : [];
}
