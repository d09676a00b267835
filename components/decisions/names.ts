/**
 * Names. Logical names are a contract with every deployed stack: they derive from what a thing is (its subject, its key),
 * never from a position, and a child's name always starts with its parent's, so that `aliases` on a renamed component
 * reach all children.
 *
 * Parts are joined by "/", which no namespace, service account or policy name can contain, and a named kind carries a
 * ":", which they cannot contain either. Read from the right, every name therefore has one meaning only: two things never
 * share a name, also across components whose names contain one another.
 */
import { bareName } from "../access/managedPolicies";
import { arnParts } from "../rules/arn";

/** Provider limit on `namePrefix`: 64 characters of a role name less the 26 of the unique suffix. */
const maxNamePrefix = 38;

export function agentName(component: string): string {
    return `${component}-agent`;
}

/** Of an association, and of the role made for it alone. */
export function subjectName(component: string, subject: string): string {
    return `${component}/${subject}`;
}

export function sharedRoleName(component: string, key: string): string {
    return `${component}/roles:${key}`;
}

/** Of the attachment of a managed policy that is given by name or ARN. */
export function managedPolicyName(role: string, nameOrArn: string): string {
    return `${role}/${managedPolicyKey(nameOrArn)}`;
}

/** Of the attachment of a managed policy whose ARN is known at deployment only. */
export function managedPolicyArnName(role: string, key: string): string {
    return `${role}/managedPolicyArns:${key}`;
}

/** Of an inline policy. */
export function inlinePolicyName(role: string, policyName: string): string {
    return `${role}/inline:${policyName}`;
}

/** Of a managed policy made here for statements that do not fit inline, counted from 1. */
export function splitPolicyName(role: string, part: number): string {
    return `${role}/policy:statements-${part}`;
}

/** Of the resource that keeps a role's policies to those made here: `inline` or `managed`. */
export function exclusiveName(role: string, kind: string): string {
    return `${role}/exclusive:${kind}`;
}

export function targetRoleName(component: string, key: string): string {
    return `${component}/targetRoles:${key}`;
}

export function addonName(component: string, addon: string): string {
    return `${component}/eksAddons:${addon}`;
}

/**
 * What identifies a managed policy: its bare name, with the account in front where the policy is not AWS's. A bare name, a
 * name with its path and the ARN of the same policy have the same key.
 */
export function managedPolicyKey(nameOrArn: string): string {
    const arn = arnParts(nameOrArn);
    const name = bareName(nameOrArn);
    return arn === undefined || arn.account === "aws" ? name : `${arn.account}:${name}`;
}

/** Physical name prefix of the role of one subject; AWS's unique suffix makes it a name. */
export function roleNamePrefix(subject: string): string {
    return `${subject.replace("/", "-").slice(0, maxNamePrefix - 1)}-`;
}

/**
 * Physical name prefix of any other role. A constant, because whatever it derived from could change one day, and with it
 * the role: its subjects, its key, the name of its component.
 */
export const commonNamePrefix = "pod-identity-";

/** Path of the roles made here: the permission to deploy can be confined to `role/pod-identity/*`. */
export const defaultPath = "/pod-identity/";
