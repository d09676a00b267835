/** Trials of who gets a role from STS. */
import { admits, clustersOf } from "./meaning";
import type { RoleMeaning, Use } from "./meaning";
import { ownAccount } from "./place";
import type { RegisteredAssociation, RegisteredRole } from "./registered";
import { assume, contextOf, podRequest, tag } from "./requests";
import type { Request } from "./requests";
import type { Scenario } from "./scenario";
import { everything } from "./simulate";
import type { Simulated } from "./simulate";
import { strangeRequests, webIdentity } from "./strangers";
import { chosen } from "./trial";
import type { Trial } from "./trial";
import { requestBy } from "./world";
import type { World } from "./world";

/** The pods of a subject get the role of their association. */
export function entryTrials(use: Use, world: World): Trial[] {
    const { cluster } = world;
    const association = world.associationOf(use);
    return [assume, tag].map(action => {
        const meant = podRequest("its own", action, cluster, use.sessionTags ? use.subject : undefined);
        return {
            what: `${use.subject}: ${action} by its pods`,
            shouldBeAllowed: use.role === undefined || admits(use.role, meant),
            asked: association && entry(association, action, world),
        };
    });
}

/** Pods of other subjects get nothing. */
export function strayTrials(world: World): Trial[] {
    return world.strays.flatMap(association =>
        [assume, tag].map(action => ({
            what: `${action} by pods of an unintended association: ${JSON.stringify(association)}`,
            shouldBeAllowed: false,
            asked: entry(association, action, world),
        })),
    );
}

export function entry(
    association: RegisteredAssociation,
    action: string,
    { cluster, roles }: World,
): Simulated | undefined {
    const role = roles.get(association.roleArn);
    return role && asked(requestBy(association, action, cluster), role);
}

/** A role admits all its users, on its other clusters and by web identity too, and no one else. */
export function trustTrials(meaning: RoleMeaning, scenario: Scenario, world: World): Trial[] {
    const [role, ...others] = rolesOf(meaning, world);
    const own = ownRequests(meaning, scenario);
    const tried = [
        ...own,
        ...chosen(strangeRequests(meaning, scenario), scenario.salt),
        // Always: one of the possible trust statements excludes this namespace from a wider scope.
        podRequest("another subject", assume, world.cluster, "default/any"),
    ];
    return [
        ...(role ? tried.map(request => trustTrial(meaning, role, request)) : []),
        // If its users do not all have the same ones.
        ...others.flatMap(other => own.map(request => trustTrial(meaning, other, request))),
    ];
}

/** The registered role of its users' associations. */
export function rolesOf(meaning: RoleMeaning, { uses, roles, associationOf }: World): RegisteredRole[] {
    const arns = uses.filter(({ role }) => role === meaning).map(use => associationOf(use)?.roleArn);
    return [...new Set(arns)].flatMap(arn => roles.get(arn ?? "") ?? []);
}

function trustTrial(meaning: RoleMeaning, role: RegisteredRole, request: Request): Trial {
    return {
        what: `${meaning.what}: ${request.action} by ${request.what}`,
        shouldBeAllowed: admits(meaning, request),
        asked: asked(request, role),
    };
}

/** Users of the role, except for pods of its cluster, which use associations. */
function ownRequests(meaning: RoleMeaning, { place }: Scenario): Request[] {
    const clusters = place.siblings.filter(({ arn }) => clustersOf(meaning).includes(arn));
    const pods = clusters.flatMap(cluster =>
        meaning.subjects.flatMap(subject =>
            [assume, tag].map(action =>
                podRequest("its own", action, cluster, meaning.sessionTags ? subject : undefined),
            ),
        ),
    );
    const identities = meaning.role.irsa
        ? meaning.subjects.map(subject => webIdentity("its own, through IRSA", place, subject))
        : [];
    return [...pods, ...identities];
}

export function asked(request: Request, { arn, trust }: RegisteredRole): Simulated {
    return {
        principal: request.principal,
        action: request.action,
        resource: arn,
        account: ownAccount,
        context: contextOf(request),
        identity: request.principal.startsWith("arn:") && !request.identity ? [everything] : [],
        trust,
    };
}
