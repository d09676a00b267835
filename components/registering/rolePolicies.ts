/** Registers the policies of a role. Each policy is a resource, and its name in the state shows its origin. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { managedPolicyArn } from "../access/managedPolicies";
import { permissionsPolicy } from "../access/permissions";
import type { KnownStatement } from "../access/permissions";
import { placeholderValues, resolvePlaceholders } from "../rules/placeholders";
import { policyText } from "../access/policyDocument";
import { podIdentityActions } from "../access/trust";
import type { PolicyStatement } from "../args/statement";
import { documentIsPolicy } from "../rules/documents";
import { trueTags } from "../checks/fit/irsa";
import {
    managedPolicyReadsNoTags,
    policyReadsNoTags,
    tagNames,
    throughIrsa,
    withTagsOff,
} from "../checks/fit/readsNoTags";
import { severalTargetProblems } from "../checks/fit/targetAccess";
import { commonNamePrefix, defaultPath, exclusiveName, inlinePolicyName, splitPolicyName } from "../decisions/names";
import { attachmentName } from "../decisions/policies";
import type { InlinePolicy } from "../decisions/policies";
import type { DecidedRole } from "../decisions/roles";
import { forSubject } from "../decisions/users";
import { presetPolicy } from "./presetPolicies";
import { checkedText, refuseProblems } from "./resolve";
import type { KnownRule, Place } from "./resolve";
import { knownRoleArn } from "./roleTrust";

interface InlineText {
    readonly policyName: string;
    readonly policy: pulumi.Input<string>;
}

/** A policy of a role: an inline policy as text, or a managed policy as ARN. */
interface Named {
    readonly logicalName: string;
    readonly value: pulumi.Input<string>;
}

export function registerPolicies(
    role: aws.iam.Role,
    decided: DecidedRole,
    place: Place,
    child: ChildOptions,
): readonly pulumi.Resource[] {
    const { name } = decided;
    const untagged = untaggedRules(decided);
    const inline = inlinePolicies(decided, place, untagged);
    const managed = [
        ...namedPolicies(decided, place, untagged),
        ...splitPolicies(role, decided, place, untagged, child),
    ];
    const embedded = inline.map(({ policyName, policy }) => {
        const logicalName = inlinePolicyName(name, policyName);
        return new aws.iam.RolePolicy(logicalName, { name: policyName, role: role.name, policy }, child(logicalName));
    });
    // Inline denials apply before a managed policy allows more, and as long as it does.
    const attachments = managed.map(
        ({ logicalName, value }) =>
            new aws.iam.RolePolicyAttachment(
                logicalName,
                { role: role.name, policyArn: value },
                behind(child(logicalName), embedded),
            ),
    );
    if (decided.role.exclusive !== true) {
        return [...embedded, ...attachments];
    }
    // The engine deletes last, after associations. These remove unlisted policies immediately, managed policies first.
    const [managedName, inlineName] = [exclusiveName(name, "managed"), exclusiveName(name, "inline")];
    const attached = new aws.iam.RolePolicyAttachmentsExclusive(
        managedName,
        { roleName: role.name, policyArns: managed.map(({ value }) => value) },
        behind(child(managedName), [...embedded, ...attachments]),
    );
    const listed = new aws.iam.RolePoliciesExclusive(
        inlineName,
        { roleName: role.name, policyNames: inline.map(({ policyName }) => policyName) },
        behind(child(inlineName), [...embedded, ...attachments, attached]),
    );
    return [...embedded, ...attachments, attached, listed];
}

/** The options of a resource of the role, by its logical name. */
export type ChildOptions = (logicalName: string) => pulumi.CustomResourceOptions;

function behind(options: pulumi.CustomResourceOptions, others: pulumi.Resource[]): pulumi.CustomResourceOptions {
    return others.length === 0 ? options : pulumi.mergeOptions(options, { dependsOn: others });
}

/** Checks policies for sessions without tags, as soon as their text is known. */
interface UntaggedRules {
    readonly policy: (policyName: string) => KnownRule;
    readonly managedPolicy: (key: string) => KnownRule;
}

function untaggedRules({ role, subject, disableSessionTags }: DecidedRole): UntaggedRules | undefined {
    if (!disableSessionTags && role.irsa === undefined) {
        return undefined;
    }
    const [sessions, ownTags] = disableSessionTags
        ? [withTagsOff, tagNames(role.tags)]
        : [throughIrsa, trueTags(role.tags, subject)];
    return {
        policy: policyName => text => policyReadsNoTags(text, ownTags, [policyName], sessions),
        managedPolicy: key => arn => managedPolicyReadsNoTags(arn, ["managedPolicyArns", key], sessions),
    };
}

function inlinePolicies(decided: DecidedRole, place: Place, untagged: UntaggedRules | undefined): InlineText[] {
    const { name, role, policies } = decided;
    const { statements = [], presets = {}, document = "" } = role;
    const documentText = (): pulumi.Input<string> =>
        checkedText(place.filled(document), text => documentIsPolicy(text, ["document"]), name);
    const textOf = (inline: InlinePolicy): pulumi.Input<string> =>
        inline.preset !== undefined
            ? presetPolicy(presets, inline, place)
            : inline.name === "document"
              ? documentText()
              : targetRolesPolicy(decided, place);
    return [
        ...(policies.hasInlineStatements
            ? [{ policyName: "statements", text: statementsPolicy(statements, place) }]
            : []),
        ...policies.inline.map(inline => ({ policyName: inline.name, text: textOf(inline) })),
    ].map(({ policyName, text }) => ({ policyName, policy: checkedText(text, untagged?.policy(policyName), name) }));
}

/** Existing managed policies: from the args, from presets, and those with an ARN that is known only at deployment. */
function namedPolicies(
    { name, role, policies }: DecidedRole,
    place: Place,
    untagged: UntaggedRules | undefined,
): Named[] {
    return policies.attached.map(attached => ({
        logicalName: attachmentName(name, attached),
        value:
            attached.from === "managedPolicyArns"
                ? checkedText(
                      place.filled(role.managedPolicyArns?.[attached.key] ?? ""),
                      untagged?.managedPolicy(attached.key),
                      name,
                  )
                : place.cluster.apply(cluster =>
                      managedPolicyArn(
                          resolvePlaceholders(attached.policy, placeholderValues(cluster, place.subject)),
                          cluster.partition,
                      ),
                  ),
    }));
}

/** Managed policies for statements that do not fit inline, and the names of their attachments. */
function splitPolicies(
    role: aws.iam.Role,
    { name, role: { statements = [] }, policies }: DecidedRole,
    place: Place,
    untagged: UntaggedRules | undefined,
    child: ChildOptions,
): Named[] {
    return policies.split.map((part, index) => {
        const logicalName = splitPolicyName(name, index + 1);
        const positions = part.map(statement => statement.index);
        const chosen = statements.filter((_statement, position) => positions.includes(position));
        const text = checkedText(statementsPolicy(chosen, place), untagged?.policy("statements"), name);
        const policy = new aws.iam.Policy(
            logicalName,
            // Nothing is created before the cluster is known and matches the args.
            { namePrefix: commonNamePrefix, path: place.cluster.apply(() => defaultPath), policy: text },
            // A subject leaves the role before the role gets more permissions. Other policies depend on the role
            // anyway.
            behind(child(logicalName), [role]),
        );
        return { logicalName, value: policy.arn };
    });
}

function statementsPolicy(statements: PolicyStatement[], place: Place): pulumi.Input<string> {
    return place.resolved(statements, full => policyText(permissionsPolicy(full as KnownStatement[])));
}

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html */
function targetRolesPolicy(decided: DecidedRole, place: Place): pulumi.Input<string> {
    const { targets, subjects, disableSessionTags } = decided;
    const arns = targets.map(({ arn, subject }) =>
        // The role can have several subjects, an association only one.
        typeof arn === "string" ? arn : pulumi.output(arn).apply(known => forSubject(known, subject)),
    );
    return place.resolved(arns, known => {
        const resources = [...new Set(known.map(knownRoleArn))].sort();
        // Equal Outputs could not be recognized when the args were checked.
        if (disableSessionTags && subjects.length > 1 && resources.length > 1) {
            refuseProblems(severalTargetProblems(decided));
        }
        return policyText(permissionsPolicy([{ actions: podIdentityActions, resources }]));
    });
}
