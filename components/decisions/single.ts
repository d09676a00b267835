/** Decisions of the components that work without a stack: a role, a target role, an add-on. */
import type { EksAddon } from "../args/addon";
import type { Role } from "../args/role";
import type { TargetRole, TargetRoleSource } from "../args/targetRole";
import type { Path } from "../rules/problem";
import { parseSubject } from "../rules/subject";
import { roleWithDefaults } from "./defaults";
import type { Arn } from "./defaults";
import { knownPlace } from "./knownPlace";
import { decidePolicies } from "./policies";
import { ownRole } from "./roles";
import type { DecidedRole } from "./roles";
import { addonAssociation, clusterQuery, decidedAddon } from "./stack";
import type { ClusterQuery, DecidedAddon, Decisions } from "./stack";
import { addonUsers } from "./users";

/** The args of a `PodIdentityRole`. */
export interface SingleRole extends Role {
    readonly clusterArn?: Arn;
    readonly subjects?: readonly string[];
    readonly namePrefix?: string;
    readonly disableSessionTags?: boolean;
    readonly targetRoleArns?: readonly Arn[];
}

/** The role of a `PodIdentityRole` called `name`. */
export function decideRole(name: string, args: SingleRole): DecidedRole {
    const subjects = args.subjects ?? [];
    const disableSessionTags = args.disableSessionTags === true;
    const users = subjects.map((key, index) => ({
        path: ["subjects", index],
        key,
        subject: parseSubject(key),
        association: { disableSessionTags },
    }));
    const subject = users.length === 1 ? users[0]?.subject : undefined;
    const role = roleWithDefaults<Role>(args, undefined);
    const targets = args.targetRoleArns ?? [];
    return {
        path: [],
        key: undefined,
        name,
        formerNames: [],
        namePrefix: args.namePrefix ?? undefined,
        subject,
        users,
        subjects,
        written: args,
        role,
        disableSessionTags,
        targets: targets.map(arn => ({ arn, subject })),
        policies: decidePolicies(role, targets, subject),
    };
}

export interface DecidedTargetRole extends DecidedRole {
    readonly sources: readonly TargetRoleSource[];
}

/**
 * The role of a `PodIdentityTargetRole` called `name`, at `path`. It has no users, because its pods use other roles.
 */
export function decideTargetRole(name: string, args: Partial<TargetRole>, path: Path = []): DecidedTargetRole {
    const sources = args.sources ?? [];
    const [only, ...others] = sources;
    const subject = only?.subject && others.length === 0 ? parseSubject(only.subject) : undefined;
    const role = roleWithDefaults<Role>(args, undefined);
    return {
        path,
        key: undefined,
        name,
        formerNames: [],
        namePrefix: undefined,
        subject,
        users: [],
        subjects: [],
        written: args,
        role,
        disableSessionTags: sources.some(source => source.disableSessionTags === true),
        targets: [],
        policies: decidePolicies(role, [], subject),
        sources,
    };
}

/** The args of a `PodIdentityAddon`. */
export interface SingleAddon extends EksAddon, Partial<ClusterQuery> {
    readonly addonName?: string;
    readonly propagationSeconds?: number;
}

export interface AddonDecisions extends Decisions {
    readonly addons: readonly [DecidedAddon];
}

/** The add-on of a `PodIdentityAddon` called `name`, with the roles of its service accounts. */
export function decideAddon(name: string, args: SingleAddon): AddonDecisions {
    const addonName = args.addonName ?? "";
    const users = addonUsers(addonName, args, []);
    const roles = users.map(user => {
        const { role } = user.association;
        return role ? ownRole(name, user, role, undefined) : undefined;
    });
    const associations = users.map((user, index) => addonAssociation(user, roles[index]));
    return {
        query: clusterQuery(args),
        agent: undefined,
        roles: roles.filter(role => role !== undefined),
        associations: [],
        addons: [decidedAddon(name, addonName, args, [], associations)],
        defaults: {},
        place: knownPlace(args),
        propagationSeconds: args.propagationSeconds ?? undefined,
    };
}
