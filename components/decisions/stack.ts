import type { EksAddon } from "../args/addon";
import type { Agent } from "../args/agent";
import type { Association } from "../args/association";
import type { Defaults } from "../args/defaults";
import type { SharedRole } from "../args/role";
import type { SessionPolicy } from "../args/sessionPolicy";
import { addonNamespace } from "../rules/addons";
import type { PlaceholderValues } from "../rules/placeholders";
import type { Path } from "../rules/problem";
import type { Subject } from "../rules/subject";
import { associationTags } from "./defaults";
import type { Arn, Tags } from "./defaults";
import { knownPlace } from "./knownPlace";
import { addonName as addonLogicalName, subjectName } from "./names";
import { ownRole, sharedRole } from "./roles";
import type { DecidedRole } from "./roles";
import { addonUsers, stackUsers, usersByRole } from "./users";
import type { User } from "./users";

/** The cluster that AWS is asked for. */
export interface ClusterQuery {
    readonly clusterName: Arn;
    readonly region?: Arn | undefined;
}

/** The args of a stack. */
export interface AccessArgs extends Partial<ClusterQuery> {
    readonly agent?: Agent;
    readonly associations?: Record<string, Association>;
    readonly eksAddons?: Record<string, EksAddon>;
    readonly roles?: Record<string, SharedRole>;
    readonly defaults?: Defaults;
    readonly propagationSeconds?: number;
}

/** An association to create, with a decided or an existing role. */
export interface DecidedAssociation {
    readonly path: Path;
    /** The subject as text. */
    readonly key: string;
    readonly name: string;
    readonly subject: Subject | undefined;
    readonly role: DecidedRole | undefined;
    readonly roleArn: Arn | undefined;
    readonly targetRoleArn: Arn | undefined;
    readonly disableSessionTags: boolean;
    readonly sessionPolicy: SessionPolicy | undefined;
    readonly tags: Tags | undefined;
    readonly written: Association;
}

/** An add-on to create, with the roles of its service accounts. */
export interface DecidedAddon {
    readonly path: Path;
    readonly name: string;
    readonly addonName: string;
    readonly addon: EksAddon;
    /**
     * Set if it differs from the add-on's default: EKS accepts a namespace only at creation, and a change replaces the
     * add-on.
     */
    readonly otherNamespace: string | undefined;
    readonly associations: readonly DecidedAddonAssociation[];
}

export interface DecidedAddonAssociation {
    readonly path: Path;
    readonly key: string;
    readonly subject: Subject | undefined;
    readonly serviceAccount: string;
    readonly role: DecidedRole | undefined;
    readonly roleArn: Arn | undefined;
}

export interface Decisions {
    readonly query: ClusterQuery;
    readonly agent: Agent | undefined;
    /** Shared roles, including unused ones, then roles of associations, then roles of add-ons. */
    readonly roles: readonly DecidedRole[];
    readonly associations: readonly DecidedAssociation[];
    readonly addons: readonly DecidedAddon[];
    readonly defaults: Defaults;
    /** The known values of placeholders. */
    readonly place: PlaceholderValues;
    readonly propagationSeconds: number | undefined;
}

/**
 * The roles, associations and add-ons of a stack whose component is called `component`. Args can be incomplete or break
 * rules, so that later checks find all other problems. It never throws. `elsewhere` has values of placeholders that are not
 * in the args.
 */
export function decide(component: string, args: AccessArgs, elsewhere: PlaceholderValues = {}): Decisions {
    // In a stack file, `null` is the same as a missing key.
    const defaults = args.defaults ?? {};
    const addons = Object.entries(args.eksAddons ?? {});
    const own = stackUsers(args.associations);
    const owned = addons.map(([name, addon]) => addonUsers(name, addon, ["eksAddons", name]));
    const users = [...own, ...owned.flat()];
    const byRole = usersByRole(users);
    const shared = new Map(
        Object.entries(args.roles ?? {}).map(([key, role]) => [
            key,
            sharedRole(component, key, role, defaults.role, byRole.get(key) ?? []),
        ]),
    );
    const single = new Map(
        users.flatMap((user): [User, DecidedRole][] =>
            user.association.role ? [[user, ownRole(component, user, user.association.role, defaults.role)]] : [],
        ),
    );
    const roleOf = (user: User): DecidedRole | undefined =>
        single.get(user) ?? shared.get(user.association.roleRef ?? "");
    return {
        query: clusterQuery(args),
        agent: args.agent ?? undefined,
        roles: [...shared.values(), ...single.values()],
        associations: own.map(user => decidedAssociation(component, user, roleOf(user), defaults)),
        addons: addons.map(([addonName, addon], index) =>
            decidedAddon(
                addonLogicalName(component, addonName),
                addonName,
                addon,
                ["eksAddons", addonName],
                (owned[index] ?? []).map(user => addonAssociation(user, roleOf(user))),
            ),
        ),
        defaults,
        place: knownPlace(args, elsewhere),
        propagationSeconds: args.propagationSeconds ?? undefined,
    };
}

export function clusterQuery({ clusterName, region }: Partial<ClusterQuery>): ClusterQuery {
    return { clusterName: clusterName ?? "", region: region ?? undefined };
}

/** The Region that resources of EKS get, if it is set. */
export function regionOf({ query: { region } }: Pick<Decisions, "query">): { readonly region?: Arn } {
    return region ? { region } : {};
}

/** The roles to create: those of associations first, then shared roles with users. */
export function rolesToMake({ roles }: Decisions): DecidedRole[] {
    return [
        ...roles.filter(({ key }) => key === undefined),
        ...roles.filter(({ key, users }) => key !== undefined && users.length > 0),
    ];
}

function decidedAssociation(
    component: string,
    { path, key, subject, association }: User,
    role: DecidedRole | undefined,
    defaults: Defaults,
): DecidedAssociation {
    return {
        path,
        key,
        name: subjectName(component, key),
        subject,
        role,
        roleArn: association.roleArn ?? undefined,
        targetRoleArn: association.targetRoleArn ?? undefined,
        disableSessionTags: association.disableSessionTags ?? false,
        sessionPolicy: association.sessionPolicy ?? undefined,
        tags: associationTags(association, defaults.association),
        written: association,
    };
}

export function decidedAddon(
    name: string,
    addonName: string,
    addon: EksAddon,
    path: Path,
    associations: readonly DecidedAddonAssociation[],
): DecidedAddon {
    const namespace = addon.namespace ?? undefined;
    const otherNamespace = namespace === addonNamespace(addonName) ? undefined : namespace;
    return { path, name, addonName, addon, otherNamespace, associations };
}

export function addonAssociation(
    { path, key, subject, association }: User,
    role: DecidedRole | undefined,
): DecidedAddonAssociation {
    const serviceAccount = String(path.at(-1));
    return { path, key, subject, serviceAccount, role, roleArn: association.roleArn ?? undefined };
}
