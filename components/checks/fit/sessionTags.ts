/**
 * Trust and ABAC rely on session tags. Without them, conditions on tags fail: in an Allow, `StringEquals` rejects and
 * `…IfExists` and negated operators admit every session; in a Deny, the opposite. So nothing may use a tag, and the
 * role needs an explicit wider trust.
 */
import { requestTagsIn } from "../../access/sessionTags";
import { Effect } from "../../args/statement";
import { TrustScope } from "../../args/trust";
import type { DecidedRole } from "../../decisions/roles";
import type { DecidedAssociation, Decisions } from "../../decisions/stack";
import type { PlaceholderValues } from "../../rules/placeholders";
import { at, printedPath } from "../../rules/problem";
import type { Problem } from "../../rules/problem";
import { permissionsReadNoTags, textOf } from "./readsNoTags";
import { sharedTargetProblems } from "./targetAccess";

/** Rules for the associations of a stack, from their session tags, session policies and target roles. */
export function sessionTagsFit({ associations, roles, place }: Decisions): Problem[] {
    return [
        ...associations.flatMap(association => {
            const { role, disableSessionTags, targetRoleArn } = association;
            const own = role?.key === undefined ? role : undefined;
            return [
                ...sessionPolicyNeedsNoTags(association),
                ...sessionPolicyReadsNoTags(association),
                ...sessionPolicyNeedsNoIrsa(association),
                ...(own !== undefined && disableSessionTags ? untaggedRoleProblems(own) : []),
                ...(own !== undefined && targetRoleArn !== undefined ? sourceRoleHasName(own) : []),
            ];
        }),
        ...roles.filter(({ key }) => key !== undefined).flatMap(role => sharedRoleProblems(role, place)),
    ];
}

/** Problems of a role whose associations disable session tags. */
export function untaggedRoleProblems(decided: DecidedRole): Problem[] {
    return [
        ...remainingTrustIsSaid(decided),
        ...trustReadsNoTags(decided),
        ...permissionsReadNoTags(decided.role, decided.path),
    ];
}

/** The other account must be able to trust the role before it exists, so its ARN must be known. */
export function sourceRoleHasName({ role, path }: DecidedRole): Problem[] {
    return role.name === undefined
        ? [
              {
                  path: at(path, "name"),
                  absent: true,
                  problem: "is missing, but the other account has to trust the role by its ARN",
                  remedy: "set a name, so that either role can be created first",
              },
          ]
        : [];
}

function sharedRoleProblems(role: DecidedRole, place: PlaceholderValues): Problem[] {
    const { users, targets } = role;
    const untagged = users.find(({ association }) => association.disableSessionTags === true);
    const tagged = users.find(({ association }) => association.disableSessionTags !== true);
    return [
        ...(untagged !== undefined && tagged !== undefined
            ? [
                  {
                      path: at(untagged.path, "disableSessionTags"),
                      // The missing value can be in an unknown part of the config, as below.
                      ...(tagged.association.disableSessionTags === undefined && { absent: true as const }),
                      problem: `${printedPath(tagged.path)} shares the role with session tags, this one without`,
                      remedy: "all associations of a shared role need the same setting: give one of them its own role",
                  },
              ]
            : []),
        ...(untagged === undefined ? [] : untaggedRoleProblems(role)),
        ...sharedTargetProblems(role, place),
        ...(targets.length > 0 ? sourceRoleHasName(role) : []),
    ];
}

function sessionPolicyNeedsNoTags({ sessionPolicy, disableSessionTags, written, path }: DecidedAssociation): Problem[] {
    return sessionPolicy !== undefined && !disableSessionTags
        ? [
              {
                  path: at(path, "sessionPolicy"),
                  ...(written.disableSessionTags === undefined && { absent: true as const }),
                  problem: "requires disableSessionTags: AWS does not support both",
                  remedy:
                      "set disableSessionTags: true, and a trust on the role: { scope: cluster, sourceArn: true } admits every " +
                      "association of the cluster, { scope: account } every one of the account",
              },
          ]
        : [];
}

/** A session with a session policy has no session tags. The permissions of an existing role are unknown. */
function sessionPolicyReadsNoTags({ sessionPolicy, role, roleArn, path }: DecidedAssociation): Problem[] {
    return sessionPolicy === undefined || roleArn !== undefined
        ? []
        : permissionsReadNoTags(
              { ...sessionPolicy, ...(role?.role.tags && { tags: role.role.tags }) },
              at(path, "sessionPolicy"),
          );
}

/** A session policy belongs to the association. A session through IRSA has all permissions of its role. */
function sessionPolicyNeedsNoIrsa({ sessionPolicy, role, path }: DecidedAssociation): Problem[] {
    return sessionPolicy === undefined || role?.role.irsa === undefined
        ? []
        : [
              {
                  path: at(path, "sessionPolicy"),
                  problem: "does not restrict sessions through irsa: they have all permissions of the role",
                  remedy: "remove irsa from the role, or give the role only these permissions",
              },
          ];
}

function remainingTrustIsSaid({ role, path }: DecidedRole): Problem[] {
    const { scope, sourceArn } = role.trust ?? {};
    const isSaid = scope === TrustScope.Account || (scope === TrustScope.Cluster && sourceArn === true);
    const isLeftOut = scope === undefined || (scope === TrustScope.Cluster && sourceArn === undefined);
    return isSaid
        ? []
        : [
              {
                  path: at(path, "trust"),
                  ...(isLeftOut && { absent: true as const }),
                  problem:
                      "has no explicit trust, and without session tags it cannot distinguish namespaces or service accounts",
                  remedy:
                      "keep session tags, or set a wider trust: { scope: cluster, sourceArn: true } admits every association of " +
                      "the cluster, { scope: account } every one of the account",
              },
          ];
}

function trustReadsNoTags({ role, path }: DecidedRole): Problem[] {
    return (role.trust?.statements ?? []).flatMap((statement, index) =>
        requestTagsIn(textOf(statement)).map(tag => ({
            path: at(path, "trust", "statements", index),
            problem:
                statement.effect === Effect.Deny
                    ? `requires the session tag ${tag}, which is not sent: StringEquals would deny no one, …IfExists and negated operators everyone`
                    : `requires the session tag ${tag}, which is not sent: StringEquals would admit no one, …IfExists and negated operators everyone`,
            remedy: "keep session tags, or use a condition that does not need them",
        })),
    );
}
