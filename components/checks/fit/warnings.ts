import { awsManagedPolicyNames, bareName, isAwsManagedPolicy } from "../../access/managedPolicies";
import { resolvePlaceholders } from "../../rules/placeholders";
import { plainJson } from "../../access/policyDocument";
import { arnParts } from "../../rules/arn";
import type { Role, RolePermissions, RoleSettings } from "../../args/role";
import { TrustScope } from "../../args/trust";
import type { DecidedRole } from "../../decisions/roles";
import type { Decisions } from "../../decisions/stack";
import { defaultPath } from "../../decisions/names";
import { catalogue } from "../../presets/catalogue";
import { keysOf } from "../../presets/policies";
import { addonWarnings } from "./addonWarnings";
import { deniedPodsWarnings } from "./deniedPods";
import { suggestionFirst } from "../../rules/nearest";
import { managedPolicyWarnings } from "./policyQuotas";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { roleChainingWarnings } from "./roleChaining";
import { sessionTagSlipsIn, sessionTagSlipsOf } from "./sessionTagSlips";
import { isAbsent, isMap } from "../../rules/shapes";
import { sampleValues } from "../../rules/texts";
import { wideAccessWarnings } from "./wideAccess";

/** A warning starts at this number of associations. EKS allows 5,000 on one cluster. */
const manyAssociations = 4_000;

/** Valid settings that are probably unintended. Args are valid. */
export function stackWarnings(decisions: Decisions): Problem[] {
    const { associations, addons, roles, defaults } = decisions;
    return [
        ...quotaNearlyReached(associations.length),
        ...roles.filter(({ key, users }) => key !== undefined && users.length === 0).map(unused),
        ...addons.flatMap(addonWarnings),
        ...roles.flatMap(role => roleWarnings(role, defaults.role)),
        ...sessionTagSlipsOf(decisions),
        ...roles.flatMap(roleChainingWarnings),
        ...associations.flatMap(({ sessionPolicy, path }) =>
            variablesAreLiteral(sessionPolicy?.document, at(path, "sessionPolicy", "document")),
        ),
    ];
}

function quotaNearlyReached(count: number): Problem[] {
    return count > manyAssociations
        ? [
              {
                  path: ["associations"],
                  problem: `has ${String(count)}`,
                  remedy: "EKS allows 5,000 on one cluster, and the quota cannot be increased",
              },
          ]
        : [];
}

function unused({ path, key = "" }: DecidedRole): Problem {
    return {
        path,
        problem: "no association uses it, so it is not created",
        absent: true,
        remedy: `write roleRef: ${key} in an association, or remove the role`,
    };
}

/** The warnings of a role without `defaults`. */
export function singleRoleWarnings(role: DecidedRole): Problem[] {
    return [...roleWarnings(role, undefined), ...sessionTagSlipsIn(role), ...roleChainingWarnings(role)];
}

function roleWarnings(decided: DecidedRole, defaults: RoleSettings | undefined): Problem[] {
    const { path, role, subject } = decided;
    return [
        ...managedPolicyWarnings(decided),
        ...unknownPolicies(role, path),
        ...endedPresets(role, path),
        ...scopeIsWide(role, path),
        ...deniedPodsWarnings(role, path, sampleValues(subject)),
        ...wideAccessWarnings(role, path, sampleValues(subject)),
        ...boundaryIsRemoved(decided, defaults),
        ...pathIsNotSaid(decided),
        ...variablesAreLiteral(role.document, at(path, "document")),
    ];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
function variablesAreLiteral(document: RolePermissions["document"], path: Path): Problem[] {
    if (typeof document !== "string" || !document.includes("${")) {
        return [];
    }
    const anySubject = sampleValues({ namespace: "x", serviceAccount: "x" });
    const text = plainJson(resolvePlaceholders(document, anySubject));
    const parsed: unknown = text === undefined ? undefined : JSON.parse(text);
    return !isMap(parsed) || parsed.Version === "2012-10-17"
        ? []
        : [
              {
                  path,
                  problem: 'its Version is not "2012-10-17", so IAM uses ${…} in it literally',
                  remedy: 'write "Version": "2012-10-17" for policy variables',
              },
          ];
}

/** Intended, but reported in every deployment for audits. */
function scopeIsWide(role: Role, path: Path): Problem[] {
    const opened: Readonly<Record<string, string>> = {
        [TrustScope.Namespace]: "every service account in the namespaces of its subjects",
        [TrustScope.Cluster]: "every service account on its clusters",
        [TrustScope.Account]: "every service account on every EKS cluster of the account",
    };
    const who = opened[role.trust?.scope ?? TrustScope.Subject];
    return who === undefined
        ? []
        : [
              {
                  path: at(path, "trust", "scope"),
                  problem: `opens the role to ${who}`,
                  remedy: "they need only an association with the role; remove it if the subjects are enough",
              },
          ];
}

/** A role with IRSA users exists, usually with the path "/". Neither its name nor its path can be changed in place. */
function pathIsNotSaid({ role, path }: DecidedRole): Problem[] {
    return role.irsa !== undefined && role.name !== undefined && role.path === undefined
        ? [
              {
                  path: at(path, "path"),
                  absent: true,
                  problem: `is missing, so an existing role of this name with another path than ${defaultPath} is replaced`,
                  remedy: `write path: / for a role created by hand, or path: ${defaultPath} for a new one`,
              },
          ]
        : [];
}

/** Removing the boundary of `defaults` widens access, and a `null` is easily overlooked. */
function boundaryIsRemoved({ role, path }: DecidedRole, defaults: RoleSettings | undefined): Problem[] {
    return role.permissionsBoundary === undefined && !isAbsent(defaults?.permissionsBoundary)
        ? [
              {
                  path: at(path, "permissionsBoundary"),
                  problem: "null removes the permissions boundary of defaults from this role",
                  remedy: "delete the line, unless the role must have no boundary",
              },
          ]
        : [];
}

/** A controller can end before users have replaced it. */
function endedPresets(role: Role, path: Path): Problem[] {
    return keysOf(role.presets ?? {}).flatMap(key => {
        const { ended } = catalogue[key];
        return ended === undefined
            ? []
            : [{ path: at(path, "presets", key), problem: ended, remedy: "remove the preset" }];
    });
}

/** A new policy of AWS can be missing in our list, so that an unknown name is not an error. */
function unknownPolicies(role: Role, path: Path): Problem[] {
    return (role.managedPolicies ?? []).flatMap((policy, index) => {
        const arn = arnParts(policy);
        const name =
            arn === undefined ? policy : arn.account === "aws" ? arn.resource.replace(/^policy\//, "") : undefined;
        if (name === undefined || isAwsManagedPolicy(name)) {
            return [];
        }
        const bare = bareName(name);
        return isAwsManagedPolicy(bare) && bare !== name
            ? [
                  {
                      path: at(path, "managedPolicies", index),
                      problem: `AWS has no managed policy with the path "${name}"`,
                      remedy: "use the name without a path",
                  },
              ]
            : [
                  {
                      path: at(path, "managedPolicies", index),
                      problem: `"${name}" is not a known AWS managed policy`,
                      remedy: suggestionFirst(
                          name,
                          policiesNoWiderThan(name),
                          "check the name, unless the policy is new",
                      ),
                  },
              ];
    });
}

/** A suggestion never widens access: policies with full access are suggested only if the name has these words. */
function policiesNoWiderThan(name: string): string[] {
    const words = ["full", "admin", "power"].filter(word => !name.toLowerCase().includes(word));
    return [...awsManagedPolicyNames()].filter(each => !words.some(word => each.toLowerCase().includes(word)));
}
