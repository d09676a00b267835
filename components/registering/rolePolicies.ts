/** What a role may do, registered: each policy is a resource of its own, in the state under a name that says which it is. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { managedPolicyArn } from "../access/managedPolicies";
import { permissionsPolicy } from "../access/permissions";
import type { KnownStatement } from "../access/permissions";
import { placeholderValues, resolvePlaceholders } from "../rules/placeholders";
import { policyText } from "../access/policyDocument";
import { podIdentityActions } from "../access/trust";
import type { RolePermissions, RoleSettings } from "../args/role";
import type { PolicyStatement } from "../args/statement";
import type { Irsa } from "../args/trust";
import { documentIsPolicy } from "../rules/documents";
import { trueTags } from "../checks/fit/irsa";
import {
    managedPolicyReadsNoTags,
    policyReadsNoTags,
    tagNames,
    throughIrsa,
    withTagsOff,
} from "../checks/fit/readsNoTags";
import { judged, mustHold } from "./validated";
import type { KnownRule } from "./validated";
import { severalTargetProblems } from "../checks/fit/targetAccess";
import {
    commonNamePrefix,
    exclusiveName,
    inlinePolicyName,
    managedPolicyArnName,
    managedPolicyKey,
    managedPolicyName,
    splitPolicyName,
} from "../decisions/names";
import { presetAttachments, presetRegistrations } from "./presetPolicies";
import { resolved } from "./resolve";
import type { Place } from "./resolve";
import { knownRoleArn } from "./roleTrust";
import { otherInlinePolicies, statementParts, totalSize } from "../decisions/sizes";

/** What a role may do, and where else it may go. */
export interface Permissions extends RolePermissions, Pick<RoleSettings, "exclusive"> {
    /** Roles it may assume for its pods. */
    readonly targetRoleArns?: pulumi.Input<string>[];
    /** The role's own tags. */
    readonly tags?: Record<string, pulumi.Input<string>>;
    /** Its sessions have no session tags; of a target role, those of a source. */
    readonly disableSessionTags?: boolean;
    readonly sources?: readonly { readonly disableSessionTags?: boolean }[];
    /** Its sessions through IRSA have no session tags either. */
    readonly irsa?: Irsa;
    /** The subjects of a role that is no target role. */
    readonly subjects?: readonly string[];
}

/** A policy of a role: the text of an inline one, or the ARN of a managed one. */
interface Named {
    readonly logicalName: string;
    readonly value: pulumi.Input<string>;
}

export function registerPolicies(
    name: string,
    role: aws.iam.Role,
    permissions: Permissions,
    place: Place,
    child: (logicalName: string) => pulumi.CustomResourceOptions,
): readonly pulumi.Resource[] {
    const subject = { ...place.subject };
    const others = totalSize(otherInlinePolicies({ ...permissions }, subject));
    const split = statementParts(permissions.statements, others, subject);
    const untagged = untaggedRules(permissions, place);
    const inline = inlinePolicies(permissions, split === undefined, place).map(({ policyName, policy }) => ({
        policyName,
        policy: judged(
            policyName === "document" ? judged(policy, text => documentIsPolicy(text, ["document"]), name) : policy,
            untagged?.policy(policyName),
            name,
        ),
    }));
    // A subject that leaves the role is out before the role gets more. Other policies name the role, and wait anyway.
    const managed = [
        ...namedPolicies(name, permissions, place, untagged),
        ...(split
            ? splitPolicies(
                  name,
                  permissions.statements ?? [],
                  split,
                  place,
                  untagged?.policy("statements"),
                  logicalName => pulumi.mergeOptions(child(logicalName), { dependsOn: role }),
              )
            : []),
    ];
    const embedded = inline.map(
        ({ policyName, policy }) =>
            new aws.iam.RolePolicy(
                inlinePolicyName(name, policyName),
                { name: policyName, role: role.name, policy },
                child(inlinePolicyName(name, policyName)),
            ),
    );
    // What is forbidden inline is in force before a managed policy allows more, and as long as one does.
    const behind = (logicalName: string, others: pulumi.Resource[]): pulumi.CustomResourceOptions =>
        others.length === 0 ? child(logicalName) : pulumi.mergeOptions(child(logicalName), { dependsOn: others });
    const attachments = managed.map(
        ({ logicalName, value }) =>
            new aws.iam.RolePolicyAttachment(
                logicalName,
                { role: role.name, policyArn: value },
                behind(logicalName, embedded),
            ),
    );
    if (permissions.exclusive !== true) {
        return [...embedded, ...attachments];
    }
    // The engine deletes last, after associations. These take away at once what is not listed, managed policies first.
    const [managedName, inlineName] = [exclusiveName(name, "managed"), exclusiveName(name, "inline")];
    const attached = new aws.iam.RolePolicyAttachmentsExclusive(
        managedName,
        { roleName: role.name, policyArns: managed.map(({ value }) => value) },
        behind(managedName, [...embedded, ...attachments]),
    );
    const listed = new aws.iam.RolePoliciesExclusive(
        inlineName,
        { roleName: role.name, policyNames: inline.map(({ policyName }) => policyName) },
        behind(inlineName, [...embedded, ...attachments, attached]),
    );
    return [...embedded, ...attachments, attached, listed];
}

/** What is asked of policies that are for sessions without tags, once all of their text is known. */
interface UntaggedRules {
    readonly policy: (policyName: string) => KnownRule;
    readonly managedPolicy: (key: string) => KnownRule;
}

function untaggedRules(
    { tags, disableSessionTags, irsa, sources = [] }: Permissions,
    { subject }: Place,
): UntaggedRules | undefined {
    const areTagsOff = disableSessionTags === true || sources.some(source => source.disableSessionTags === true);
    if (!areTagsOff && irsa === undefined) {
        return undefined;
    }
    const [sessions, ownTags] = areTagsOff ? [withTagsOff, tagNames(tags)] : [throughIrsa, trueTags(tags, subject)];
    return {
        policy: policyName => text => policyReadsNoTags(text, ownTags, [policyName], sessions),
        managedPolicy: key => arn => managedPolicyReadsNoTags(arn, ["managedPolicyArns", key], sessions),
    };
}

function inlinePolicies(
    { statements = [], presets = {}, document, targetRoleArns = [], ...rest }: Permissions,
    withStatements: boolean,
    place: Place,
): { readonly policyName: string; readonly policy: pulumi.Input<string> }[] {
    return [
        ...(withStatements && statements.length > 0
            ? [{ policyName: "statements", policy: statementsPolicy(statements, place) }]
            : []),
        ...presetRegistrations(presets, place),
        ...(document === undefined
            ? []
            : [{ policyName: "document", policy: resolved(document, place, text => text) }]),
        ...(targetRoleArns.length === 0
            ? []
            : [{ policyName: "target-role", policy: targetRolesPolicy(targetRoleArns, place, rest) }]),
    ];
}

/** Managed policies that exist: those the user names, those of presets, and those known at deployment only. */
function namedPolicies(
    name: string,
    permissions: Permissions,
    place: Place,
    untagged: UntaggedRules | undefined,
): Named[] {
    const { managedPolicies = [], managedPolicyArns = {}, presets = {} } = permissions;
    return [
        ...eachOnce([...managedPolicies, ...presetAttachments(presets)]).map(policy => ({
            logicalName: managedPolicyName(name, policy),
            value: place.cluster.apply(cluster =>
                managedPolicyArn(
                    resolvePlaceholders(policy, placeholderValues(cluster, place.subject)),
                    cluster.partition,
                ),
            ),
        })),
        ...Object.entries(managedPolicyArns).map(([key, arn]) => ({
            logicalName: managedPolicyArnName(name, key),
            value: judged(
                resolved(arn, place, full => full),
                untagged?.managedPolicy(key),
                name,
            ),
        })),
    ];
}

/** The managed policies made for statements that do not fit inline, and their attachments' names. */
function splitPolicies(
    name: string,
    statements: readonly PolicyStatement[],
    parts: readonly (readonly number[])[],
    place: Place,
    rule: KnownRule | undefined,
    child: (logicalName: string) => pulumi.CustomResourceOptions,
): Named[] {
    return parts.map((part, index) => {
        const logicalName = splitPolicyName(name, index + 1);
        const chosen = statements.filter((_statement, position) => part.includes(position));
        const text = judged(statementsPolicy(chosen, place), rule, name);
        const policy = new aws.iam.Policy(
            logicalName,
            // Nothing is created before the cluster is known and the args fit it.
            { namePrefix: commonNamePrefix, path: place.cluster.apply(() => "/pod-identity/"), policy: text },
            child(logicalName),
        );
        return { logicalName, value: policy.arn };
    });
}

function statementsPolicy(statements: PolicyStatement[], place: Place): pulumi.Input<string> {
    return resolved(statements, place, full => policyText(permissionsPolicy(full as KnownStatement[])));
}

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html */
function targetRolesPolicy(
    targetRoleArns: pulumi.Input<string>[],
    place: Place,
    { disableSessionTags, subjects = [] }: Permissions,
): pulumi.Input<string> {
    return resolved(targetRoleArns, place, arns => {
        const resources = [...new Set(arns.map(knownRoleArn))].sort();
        // Outputs that are the same were not known to be when the args were checked.
        if (disableSessionTags === true && subjects.length > 1 && resources.length > 1) {
            mustHold(severalTargetProblems(["targetRoleArns"]));
        }
        return policyText(permissionsPolicy([{ actions: podIdentityActions, resources }]));
    });
}

/** A policy that a preset needs and the user names too is attached once, whatever its spelling. */
function eachOnce(policies: readonly string[]): readonly string[] {
    return [...new Map(policies.map(policy => [managedPolicyKey(policy), policy])).values()];
}
