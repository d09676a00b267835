/**
 * Session tags are what trust and ABAC rest on. Where they are off, conditions on them fail: of what is allowed, `StringEquals`
 * closes the role, `…IfExists` and the negated operators open it; of what is denied, the other way round. So nothing that reads a tag may stand beside it, and the role has to say
 * itself who remains.
 */
import { requestTagsIn } from "../../access/sessionTags";
import { Effect } from "../../args/statement";
import { TrustScope } from "../../args/trust";
import { mergedTags } from "../../decisions/defaults";
import type { Tags } from "../../decisions/defaults";
import { parseSubject } from "../../rules/subject";
import { at, printedPath } from "../../rules/problem";
import type { Check, Path, Problem } from "../../rules/problem";
import { permissionsReadNoTags, textOf } from "./readsNoTags";
import { isAbsent, isMap, mapsIn, ownValue } from "../../rules/shapes";
import { sharedTargetProblems } from "./targetAccess";
import type { User } from "./targetAccess";

/** What is wrong with a role whose associations disable session tags. */
export function untaggedRoleProblems(role: Readonly<Record<string, unknown>>, path: Path): Problem[] {
    return [...remainingTrustIsSaid(role, path), ...trustReadsNoTags(role, path), ...permissionsReadNoTags(role, path)];
}

/** The associations of a stack: what their session tags, session policies and target roles demand of their roles. */
export const sessionTagsFit: Check = args => {
    const { associations, eksAddons, roles, defaults } = isMap(args) ? args : {};
    // The associations of add-ons always have session tags.
    const users = [
        ...mapsIn(associations).map(([key, association]) => ({
            path: ["associations", key],
            subject: parseSubject(key),
            association,
        })),
        ...mapsIn(eksAddons).flatMap(([name, addon]) =>
            mapsIn(addon.associations).map(([serviceAccount, { roleRef }]) => ({
                path: ["eksAddons", name, "associations", serviceAccount],
                subject: undefined,
                association: { roleRef },
            })),
        ),
    ];
    return [
        ...mapsIn(associations).flatMap(([key, association]) => {
            const path = ["associations", key];
            const { role } = association;
            return [
                ...sessionPolicyNeedsNoTags(association, path),
                ...sessionPolicyReadsNoTags(association, roles, defaults, path),
                ...sessionPolicyNeedsNoIrsa(association, roles, path),
                ...(association.disableSessionTags === true && isMap(role)
                    ? untaggedRoleProblems(withDefaultTags(role, defaults), at(path, "role"))
                    : []),
                ...(!isAbsent(association.targetRoleArn) && isMap(role)
                    ? sourceRoleHasName(role, at(path, "role"), defaults)
                    : []),
            ];
        }),
        ...mapsIn(roles).flatMap(([key, role]) =>
            sharedRoleProblems(
                role,
                ["roles", key],
                users.filter(({ association }) => association.roleRef === key),
                defaults,
            ),
        ),
    ];
};

function sharedRoleProblems(
    role: Readonly<Record<string, unknown>>,
    path: Path,
    users: readonly User[],
    defaults: unknown,
): Problem[] {
    const untagged = users.find(({ association }) => association.disableSessionTags === true);
    const tagged = users.find(({ association }) => association.disableSessionTags !== true);
    return [
        ...(untagged !== undefined && tagged !== undefined
            ? [
                  {
                      path: at(untagged.path, "disableSessionTags"),
                      // The word that is missing may stand where only a part of the config is known, as below.
                      ...(tagged.association.disableSessionTags === undefined && { absent: true as const }),
                      problem: `${printedPath(tagged.path)} shares the role with session tags, this one without`,
                      remedy: "a shared role is used with session tags by all or without by all: give one of them a role of its own",
                  },
              ]
            : []),
        ...(untagged !== undefined ? untaggedRoleProblems(withDefaultTags(role, defaults), path) : []),
        ...sharedTargetProblems(role, path, users),
        ...(users.some(({ association }) => !isAbsent(association.targetRoleArn))
            ? sourceRoleHasName(role, path, defaults)
            : []),
    ];
}

function sessionPolicyNeedsNoTags(association: Readonly<Record<string, unknown>>, path: Path): Problem[] {
    return !isAbsent(association.sessionPolicy) && association.disableSessionTags !== true
        ? [
              {
                  path: at(path, "sessionPolicy"),
                  ...(association.disableSessionTags === undefined && { absent: true as const }),
                  problem: "needs session tags to be off: AWS has no room for both",
                  remedy:
                      "write disableSessionTags: true, and on the role who may then use it: trust: { scope: account } opens it to " +
                      "every association of the account, { scope: cluster, sourceArn: true } to every one of the cluster",
              },
          ]
        : [];
}

/** A session with a session policy has no session tags; those of an existing role are not known here. */
function sessionPolicyReadsNoTags(
    { role, roleRef, roleArn, sessionPolicy }: Readonly<Record<string, unknown>>,
    roles: unknown,
    defaults: unknown,
    path: Path,
): Problem[] {
    const shared = typeof roleRef === "string" && isMap(roles) ? ownValue(roles, roleRef) : undefined;
    const { tags } = withDefaultTags(isMap(role) ? role : isMap(shared) ? shared : {}, defaults);
    return isMap(sessionPolicy) && isAbsent(roleArn)
        ? permissionsReadNoTags({ ...sessionPolicy, tags }, at(path, "sessionPolicy"))
        : [];
}

/** A session policy belongs to the association: a session through IRSA has all that its role allows. */
function sessionPolicyNeedsNoIrsa(
    { role, roleRef, sessionPolicy }: Readonly<Record<string, unknown>>,
    roles: unknown,
    path: Path,
): Problem[] {
    const shared = typeof roleRef === "string" && isMap(roles) ? ownValue(roles, roleRef) : undefined;
    const used = isMap(role) ? role : isMap(shared) ? shared : {};
    return isAbsent(sessionPolicy) || isAbsent(used.irsa)
        ? []
        : [
              {
                  path: at(path, "sessionPolicy"),
                  problem: "does not narrow what the same pods get through irsa: they have all permissions of the role",
                  remedy: "take irsa out of the role, or give the role itself only these permissions",
              },
          ];
}

function remainingTrustIsSaid(role: Readonly<Record<string, unknown>>, path: Path): Problem[] {
    const trust = isMap(role.trust) ? role.trust : {};
    const isSaid =
        trust.scope === TrustScope.Account || (trust.scope === TrustScope.Cluster && trust.sourceArn === true);
    return isSaid
        ? []
        : [
              {
                  path: at(path, "trust"),
                  ...((trust.scope === undefined ||
                      (trust.scope === TrustScope.Cluster && trust.sourceArn === undefined)) && {
                      absent: true as const,
                  }),
                  problem:
                      "session tags are off, so it cannot tell namespaces or service accounts apart any more, and says no wider trust",
                  remedy:
                      "write what remains, if that is wanted: trust: { scope: account } opens the role to every association of the " +
                      "account, { scope: cluster, sourceArn: true } to every one of the cluster",
              },
          ];
}

function trustReadsNoTags(role: Readonly<Record<string, unknown>>, path: Path): Problem[] {
    const statements: unknown = isMap(role.trust) ? role.trust.statements : undefined;
    return (Array.isArray(statements) ? statements : []).flatMap((statement, index) =>
        requestTagsIn(textOf(statement)).map(tag => ({
            path: at(path, "trust", "statements", index),
            problem:
                isMap(statement) && statement.effect === Effect.Deny
                    ? `asks for the session tag ${tag}, which is not sent: StringEquals would forbid nobody, …IfExists and negated operators everybody`
                    : `asks for the session tag ${tag}, which is not sent: StringEquals would close it, …IfExists and negated operators would open it to everybody`,
            remedy: "take the condition out, or leave session tags on",
        })),
    );
}

/** With the tags that `defaults` give it. */
export function withDefaultTags(
    role: Readonly<Record<string, unknown>>,
    defaults: unknown,
): Readonly<Record<string, unknown>> {
    const far = isMap(defaults) && isMap(defaults.role) ? defaults.role.tags : undefined;
    return isMap(far) && (isAbsent(role.tags) || isMap(role.tags))
        ? { ...role, ...mergedTags(role.tags as Tags, far as Tags) }
        : role;
}

/** The other account has to be able to trust the role before it exists, so its ARN must not be a surprise. */
export function sourceRoleHasName(role: Readonly<Record<string, unknown>>, path: Path, defaults: unknown): Problem[] {
    const settings = isMap(defaults) && isMap(defaults.role) ? defaults.role : {};
    const name = role.name === undefined ? settings.name : role.name;
    return name === undefined || name === null
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
