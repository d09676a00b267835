/** The effective config of a stack: included files merged, defaults applied, and the origin of each value. */
import { associationTags, roleWithDefaults } from "../components/decisions/defaults";
import type { Role } from "../components/args/role";
import type { AnyRule } from "../components/rules/rule";
import defaults from "./model/defaults.json";
import { anything, modelOf, scalarOf } from "./model/convert";
import type { Entry, Located } from "./yaml/located";
import { placeText } from "./message";
import { stackModel } from "./model/model";

/** One value and its origin: `Pulumi.dev.yaml:12:7`, or the package's default. */
export class Leaf {
    constructor(
        readonly value: unknown,
        readonly origin: string,
    ) {}
}

/** A tree of maps and lists, with leaves. */
export type Effective = Leaf | null | readonly Effective[] | EffectiveMap;
export interface EffectiveMap {
    readonly [key: string]: Effective;
}

const ownDefault = "default";

/**
 * `config` must have no problems. `defaults` itself is omitted, because it is applied. Without a cluster there is no
 * agent, and there are only target roles.
 */
export function effective({
    config,
    hasCluster,
}: {
    readonly config: Entry;
    readonly hasCluster: boolean;
}): EffectiveMap {
    const { defaults: given, include: _include, ...args } = leaves(config, stackModel) as Record<string, Effective>;
    const { role, association } = (given ?? {}) as Record<string, EffectiveMap | undefined>;
    const withRoleDefaults = (own: Effective): Effective =>
        // The components decide which value overrides.
        roleWithDefaults(own as Role, role as Role | undefined) as unknown as EffectiveMap;
    const associations = mapped(args.associations, own => {
        const { tags: _tags, role: ownRole, ...rest } = own;
        const tags = associationTags(own, association) as EffectiveMap | undefined;
        return { ...(ownRole && { role: withRoleDefaults(ownRole) }), ...rest, ...(tags && { tags }) };
    });
    const roles = mapped(args.roles, withRoleDefaults);
    const eksAddons = mapped(args.eksAddons, addon => {
        const owned = mapped(addon.associations, own => ({
            ...own,
            ...(own.role && { role: withRoleDefaults(own.role) }),
        }));
        return { ...addon, ...(owned && { associations: owned }) };
    });
    // The `defaults` for roles of a cluster do not apply to these.
    const targetRoles = mapped(
        args.targetRoles,
        own => roleWithDefaults(own as Role, undefined) as unknown as EffectiveMap,
    );
    const filled = {
        ...args,
        ...(hasCluster && { agent: args.agent ?? {} }),
        ...(associations && { associations }),
        ...(roles && { roles }),
        ...(eksAddons && { eksAddons }),
        ...(targetRoles && { targetRoles }),
    };
    const withDefaults = withOwnDefaults(filled, stackModel) as EffectiveMap;
    const { propagationSeconds: _seconds, ...withoutCluster } = withDefaults as Record<string, Effective>;
    return hasCluster ? withDefaults : withoutCluster;
}

function mapped(values: Effective | undefined, change: (own: EffectiveMap) => Effective): EffectiveMap | undefined {
    return values === undefined || values === null
        ? undefined
        : Object.fromEntries(Object.entries(values).map(([key, own]) => [key, change(own as EffectiveMap)]));
}

function leaves({ place, node }: Entry, model: ReturnType<typeof modelOf>): Effective {
    switch (node.kind) {
        case "map":
            return Object.fromEntries(
                [...node.entries].map(([key, entry]) => [key, leaves(entry, modelOf(model, key))]),
            );
        case "list":
            return node.items.map((item, index) => leaves(item, modelOf(model, index)));
        default:
            return leaf(node, place === undefined ? "environment" : placeText(place), model);
    }
}

function leaf(
    node: Extract<Located, { kind: "scalar" | "secret" }>,
    origin: string,
    model: ReturnType<typeof modelOf>,
): Effective {
    const value = node.kind === "secret" ? null : scalarOf(node, model);
    // In an add-on's configuration, null is a value.
    return value === null && model !== anything ? null : new Leaf(value, origin);
}

/** Defaults of the package for missing values, by interface and property. Generated. */
const ownDefaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = defaults;

function withOwnDefaults(value: Effective, model: AnyRule | undefined): Effective {
    if (value === null || value instanceof Leaf) {
        return value;
    }
    if (isList(value)) {
        return value.map((item, index) => withOwnDefaults(item, modelOf(model, index)));
    }
    const own = Object.entries(value).flatMap(([key, item]): [string, Effective][] =>
        // `null` removes a default of the config. The default of the package is added below.
        item === null ? [] : [[key, withOwnDefaults(item, modelOf(model, key))]],
    );
    const given = new Set(own.map(([key]) => key));
    const filled = model?.form.kind === "shape" ? (ownDefaults[model.form.name] ?? {}) : {};
    const missing = Object.entries(filled).flatMap(([key, byDefault]): [string, Effective][] =>
        given.has(key) ? [] : [[key, new Leaf(byDefault, ownDefault)]],
    );
    return Object.fromEntries([...own, ...missing]);
}

function isList(value: Effective): value is readonly Effective[] {
    return Array.isArray(value);
}

/** The values alone, without their origin. */
export function plainOf(value: Effective): unknown {
    if (value === null || value instanceof Leaf) {
        return value?.value ?? null;
    }
    return Array.isArray(value)
        ? value.map(plainOf)
        : Object.fromEntries(Object.entries(value).map(([key, item]: [string, Effective]) => [key, plainOf(item)]));
}
