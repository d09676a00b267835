/** Permissions wider than any workload needs, in any spelling. */
import { arnParts } from "../../rules/arn";
import { wideAccess } from "../../access/evaluation/wideAccess";
import type { WideAccess } from "../../access/evaluation/wideAccess";
import { wideStatements } from "../../access/managedPolicies";
import { permissionsPolicy } from "../../access/permissions";
import type { KnownStatement } from "../../access/permissions";
import { resolveAll, resolvePlaceholders } from "../../rules/placeholders";
import type { PlaceholderValues } from "../../rules/placeholders";
import { statementsInText } from "../../access/policyDocument";
import type { Statement } from "../../access/policyDocument";
import type { Role } from "../../args/role";
import { managedPolicyKey } from "../../decisions/names";
import { at } from "../../rules/problem";
import type { Path, Problem } from "../../rules/problem";
import { isDeferred } from "../../rules/shapes";

/** A part of a role's permissions, and its path. */
interface Source {
    readonly path: Path;
    readonly statements: readonly Statement[];
}

/**
 * One sentence for each kind of access. Its path is the part that allows it, or the role if several parts do together.
 */
export function wideAccessWarnings(role: Role, path: Path, values: PlaceholderValues): Problem[] {
    const sources = sourcesOf(role, path, values);
    const all = sources.flatMap(({ statements }) => statements);
    const found = wideAccess(all);
    const denied = found.length === 0 ? [] : all.filter(({ Effect }) => Effect === "Deny");
    return found.map(access => {
        const alone = sources.find(({ statements }) =>
            wideAccess([...statements, ...denied]).some(
                ({ kind, service }) => kind === access.kind && service === access.service,
            ),
        );
        return { path: alone?.path ?? path, ...sentence(access, (alone?.statements ?? all).concat(denied)) };
    });
}

function sentence({ kind, service = "" }: WideAccess, statements: readonly Statement[]): Omit<Problem, "path"> {
    const hasExceptions = statements.some(
        ({ Effect, NotAction, NotResource }) =>
            Effect === "Deny" || NotAction !== undefined || NotResource !== undefined,
    );
    if (kind === "everything") {
        return {
            problem: hasExceptions
                ? "allows everything except the actions that it excludes, in every service"
                : "allows every action on every resource",
            remedy: "restrict the actions or the resources",
        };
    }
    if (kind === "passRole") {
        return {
            problem: "allows iam:PassRole for every role, so its pods can use the permissions of any role",
            remedy: "name the roles in resources",
        };
    }
    return service === "iam"
        ? {
              problem: 'allows "iam:*" on every resource, so its pods can give themselves any permission',
              remedy: "restrict the actions or the resources",
          }
        : { problem: `allows "${service}:*" on every resource`, remedy: "restrict the actions or the resources" };
}

function sourcesOf(role: Role, path: Path, values: PlaceholderValues): Source[] {
    return [
        ...(role.statements ?? []).map((statement, index) => ({
            path: at(path, "statements", index),
            statements: permissionsPolicy([withoutOutputs(resolveAll<unknown>(statement, values)) as KnownStatement])
                .Statement,
        })),
        ...(typeof role.document === "string"
            ? [{ path: at(path, "document"), statements: statementsInText(resolvePlaceholders(role.document, values)) }]
            : []),
        ...(role.managedPolicies ?? []).map((policy, index) => ({
            path: at(path, "managedPolicies", index),
            statements: managedStatements(resolvePlaceholders(policy, values)),
        })),
        ...Object.entries(role.managedPolicyArns ?? {}).map(([key, arn]) => ({
            path: at(path, "managedPolicyArns", key),
            statements: typeof arn === "string" ? managedStatements(resolvePlaceholders(arn, values)) : [],
        })),
    ];
}

/** An Output is unknown, so it neither allows nor denies anything here. */
function withoutOutputs(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.filter(item => !isDeferred(item));
    }
    return typeof value === "object" && value !== null && !isDeferred(value)
        ? Object.fromEntries(
              Object.entries(value).flatMap(([key, item]) =>
                  item === null || item === undefined ? [] : [[key, withoutOutputs(item)]],
              ),
          )
        : value;
}

/** Only AWS managed policies are known here. */
function managedStatements(nameOrArn: string): readonly Statement[] {
    const arn = arnParts(nameOrArn);
    return arn === undefined || arn.account === "aws" ? wideStatements(managedPolicyKey(nameOrArn)) : [];
}
