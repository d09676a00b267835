/**
 * Session tags are what trust and ABAC rest on. Where they are off, conditions on them fail: of what is allowed, `StringEquals`
 * closes the role, `…IfExists` and the negated operators open it; of what is denied, the other way round. So nothing that
 * reads a tag may be beside it, and the role has to say itself who remains.
 */
import { requestTagsIn } from "../../access/sessionTags";
import { Effect } from "../../args/statement";
import { TrustScope } from "../../args/trust";
import type { DecidedRole } from "../../decisions/roles";
import type { DecidedAssociation, Decisions } from "../../decisions/stack";
import { at, printedPath } from "../../rules/problem";
import type { Problem } from "../../rules/problem";
import { permissionsReadNoTags, textOf } from "./readsNoTags";
import { sharedTargetProblems } from "./targetAccess";

/** The associations of a stack: what their session tags, session policies and target roles demand of their roles. */
export function sessionTagsFit({ associations, roles }: Decisions): Problem[] {
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
        ...roles.filter(({ key }) => key !== undefined).flatMap(sharedRoleProblems),
    ];
}

/** What is wrong with a role whose associations disable session tags. */
export function untaggedRoleProblems(decided: DecidedRole): Problem[] {
    return [
        ...remainingTrustIsSaid(decided),
        ...trustReadsNoTags(decided),
        ...permissionsReadNoTags(decided.role, decided.path),
    ];
}

/** The other account has to be able to trust the role before it exists, so its ARN must not be a surprise. */
export function sourceRoleHasName({ role, path }: DecidedRole): Problem[] {
    return role.name === undefined
        ? [
              {
                  path: at(path, "name"),
                  absent: true,
                  problem: "is missing, and the other account has to trust the role by its ARN",
                  remedy: "give the role a name: the target role can then be made first, or last",
              },
          ]
        : [];
}

function sharedRoleProblems(role: DecidedRole): Problem[] {
    const { users, targets } = role;
    const untagged = users.find(({ association }) => association.disableSessionTags === true);
    const tagged = users.find(({ association }) => association.disableSessionTags !== true);
    return [
        ...(untagged !== undefined && tagged !== undefined
            ? [
                  {
                      path: at(untagged.path, "disableSessionTags"),
                      // The word that is missing may be where only a part of the config is known, as below.
                      ...(tagged.association.disableSessionTags === undefined && { absent: true as const }),
                      problem: `${printedPath(tagged.path)} shares the role with session tags, this one without`,
                      remedy: "a shared role is used with session tags by all or without by all: give one of them a role of its own",
                  },
              ]
            : []),
        ...(untagged === undefined ? [] : untaggedRoleProblems(role)),
        ...sharedTargetProblems(role),
        ...(targets.length > 0 ? sourceRoleHasName(role) : []),
    ];
}

function sessionPolicyNeedsNoTags({ sessionPolicy, disableSessionTags, written, path }: DecidedAssociation): Problem[] {
    return sessionPolicy !== undefined && !disableSessionTags
        ? [
              {
                  path: at(path, "sessionPolicy"),
                  ...(written.disableSessionTags === undefined && { absent: true as const }),
                  problem: "needs session tags to be off: AWS has no room for both",
                  remedy:
                      "write disableSessionTags: true, and on the role who may then use it: trust: { scope: account } opens it to " +
                      "every association of the account, { scope: cluster, sourceArn: true } to every one of the cluster",
              },
          ]
        : [];
}

/** A session with a session policy has no session tags; those of an existing role are not known here. */
function sessionPolicyReadsNoTags({ sessionPolicy, role, roleArn, path }: DecidedAssociation): Problem[] {
    return sessionPolicy === undefined || roleArn !== undefined
        ? []
        : permissionsReadNoTags(
              { ...sessionPolicy, ...(role?.role.tags && { tags: role.role.tags }) },
              at(path, "sessionPolicy"),
          );
}

/** A session policy belongs to the association: a session through IRSA has all that its role allows. */
function sessionPolicyNeedsNoIrsa({ sessionPolicy, role, path }: DecidedAssociation): Problem[] {
    return sessionPolicy === undefined || role?.role.irsa === undefined
        ? []
        : [
              {
                  path: at(path, "sessionPolicy"),
                  problem: "does not narrow what the same pods get through irsa: they have all permissions of the role",
                  remedy: "take irsa out of the role, or give the role itself only these permissions",
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
                      "session tags are off, so it cannot tell namespaces or service accounts apart any more, and says no wider trust",
                  remedy:
                      "write what remains, if that is wanted: trust: { scope: account } opens the role to every association of the " +
                      "account, { scope: cluster, sourceArn: true } to every one of the cluster",
              },
          ];
}

function trustReadsNoTags({ role, path }: DecidedRole): Problem[] {
    return (role.trust?.statements ?? []).flatMap((statement, index) =>
        requestTagsIn(textOf(statement)).map(tag => ({
            path: at(path, "trust", "statements", index),
            problem:
                statement.effect === Effect.Deny
                    ? `asks for the session tag ${tag}, which is not sent: StringEquals would forbid nobody, …IfExists and negated operators everybody`
                    : `asks for the session tag ${tag}, which is not sent: StringEquals would close it, …IfExists and negated operators would open it to everybody`,
            remedy: "take the condition out, or leave session tags on",
        })),
    );
}
