/**
 * Logical names are a contract with every deployed stack. They derive from identity (subject, key), never from an
 * index. A child's name starts with its parent's, so that `aliases` on a renamed component reach all children.
 *
 * Parts are joined by "/", and a prefix for a kind ends with ":". Namespaces, service accounts and policy names contain
 * neither. Read from the right, every name is unambiguous, so names never collide, even across nested components.
 */
import { bareName } from "../access/managedPolicies";
import { arnParts } from "../rules/arn";

/** Provider limit on `namePrefix`: 64 characters of a role name minus 26 of the unique suffix. */
const maxNamePrefix = 38;

export function agentName(component: string): string {
    return `${component}-agent`;
}

/** Name of an association, and of its own role. */
export function subjectName(component: string, subject: string): string {
    return `${component}/${subject}`;
}

export function sharedRoleName(component: string, key: string): string {
    return `${component}/roles:${key}`;
}

/** Name of the attachment of a managed policy with a known name or ARN. */
export function managedPolicyName(role: string, nameOrArn: string): string {
    return `${role}/${managedPolicyKey(nameOrArn)}`;
}

/** Name of the attachment of a managed policy whose ARN is known only at deployment. */
export function managedPolicyArnName(role: string, key: string): string {
    return `${role}/managedPolicyArns:${key}`;
}

/** Name of an inline policy. */
export function inlinePolicyName(role: string, policyName: string): string {
    return `${role}/inline:${policyName}`;
}

/** Name of a managed policy for statements that do not fit inline, counted from 1. */
export function splitPolicyName(role: string, part: number): string {
    return `${role}/policy:statements-${part}`;
}

/** Name of the resource that restricts a role to its declared policies: `inline` or `managed`. */
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
 * Identity of a managed policy: its name, after the account unless the policy is AWS's. The name, the name with its
 * path and the ARN of a policy have the same key.
 */
export function managedPolicyKey(nameOrArn: string): string {
    const arn = arnParts(nameOrArn);
    const name = bareName(nameOrArn);
    return arn === undefined || arn.account === "aws" ? name : `${arn.account}:${name}`;
}

/** Physical name prefix of the role of one subject. AWS adds a unique suffix. */
export function roleNamePrefix(subject: string): string {
    return `${subject.replace("/", "-").slice(0, maxNamePrefix - 1)}-`;
}

/**
 * Physical name prefix of any other role. It is constant: a prefix derived from subjects, key or component name could
 * change, and replace the role.
 */
export const commonNamePrefix = "pod-identity-";

/** Path of the roles created here. The permission to deploy can be restricted to `role/pod-identity/*`. */
export const defaultPath = "/pod-identity/";
