/** Explains final errors of AWS. Pure: the hooks only act on it. */
import * as pulumi from "@pulumi/pulumi";
import { agentAddonName, namespaceOf } from "../rules/addons";
import type { ExistingAssociation, ExistingRole } from "./existing";
import { mayHaveSucceeded } from "./retries";
import { subjectKey } from "../rules/subject";
import type { Subject } from "../rules/subject";

/** A failed registration, as far as a hook has its attributes. */
export interface FailedResource {
    readonly urn: string;
    readonly name: string;
    /** Logical name of the parent component. */
    readonly parentName: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    /** All errors of the operation, the newest first. */
    readonly errors: readonly string[];
    /** Whether the state is known to have no resource with this URN. */
    readonly isNew?: boolean;
}

/**
 * ID of the existing association, `<a-…>` if AWS does not return it; `undefined` for other errors. A
 * ResourceInUseException is not enough: EKS also returns it for a cluster that is being updated.
 */
export function existingAssociationId(error: string): string | undefined {
    return /Association already exists/i.test(error) ? (/\ba-[0-9a-z]+\b/.exec(error)?.[0] ?? "<a-…>") : undefined;
}

/** The explanation of an existing association. */
export function associationExists(
    failed: FailedResource,
    id: string,
    { roleArn, addon }: Partial<ExistingAssociation> = {},
): string {
    const cluster = textOf(failed.inputs.clusterName);
    const { namespace, serviceAccount } = failedSubject(failed);
    const subject = subjectKey({ namespace, serviceAccount });
    return [
        `${subject} has a Pod Identity association on the cluster "${cluster}" already: ${id}${roleArn ? `, with the role ${roleArn}` : ""}.`,
        ...unansweredCall(failed),
        ...(addon === undefined
            ? [
                  `A service account has one association on a cluster, and an association has one owner. Details:`,
                  `    aws eks describe-pod-identity-association --cluster-name ${cluster} --association-id ${id}`,
                  `To manage it here:`,
                  ...importLines(failed, `${cluster},${id}`, [
                      `If pulumi import says that the resource "already exists", an interrupted replacement left it in the state. Remove it from the state, import it as above, then run pulumi up:`,
                      `    pulumi state delete '${failed.urn}'`,
                  ]),
                  `To leave it to its owner, remove "${subject}" from associations. To replace it, delete it first, then run pulumi up.`,
              ]
            : [
                  `The EKS add-on ${addon} owns it. Details:`,
                  `    aws eks describe-pod-identity-association --cluster-name ${cluster} --association-id ${id}`,
                  `To leave it with the add-on, remove "${subject}" from associations. To manage the add-on and the association here, write eksAddons: { ${addon}: { associations: { ${serviceAccount}: … } } }.`,
                  `To have it in associations, remove it from the add-on first.`,
              ]),
    ].join("\n");
}

/** The subject of the failed association. */
export function failedSubject({ inputs }: FailedResource): Subject {
    return { namespace: textOf(inputs.namespace), serviceAccount: textOf(inputs.serviceAccount) };
}

/** The explanation of an existing add-on; `undefined` for other errors. */
export function addonExists(failed: FailedResource): string | undefined {
    if (!/Addon already exists/i.test(failed.errors[0] ?? "")) {
        return undefined;
    }
    const cluster = textOf(failed.inputs.clusterName);
    const addon = textOf(failed.inputs.addonName);
    const isAgent = addon === agentAddonName;
    return [
        `The cluster "${cluster}" has the managed add-on ${addon} already.${isAgent ? " AWS adopts an agent that was installed by hand, but not a managed add-on." : ""}`,
        ...unansweredCall(failed),
        `To leave it with its owner: ${isAgent ? 'mode "existing" for the agent' : "remove it from eksAddons"}.`,
        `To manage it here:`,
        ...addonImport(failed),
    ].join("\n");
}

/** How to import the add-on that AWS has already. */
export function addonImport(failed: FailedResource): readonly string[] {
    const cluster = textOf(failed.inputs.clusterName);
    const addon = textOf(failed.inputs.addonName);
    return importLines(failed, `${cluster}:${addon}`, [
        `If pulumi up refuses it again after the import, an interrupted replacement left it in the state. If that deployment created the add-on, delete it, then run pulumi up:`,
        `    aws eks delete-addon --cluster-name ${cluster} --addon-name ${addon}`,
    ]);
}

/** Name of the existing role; `undefined` for other errors. */
export function existingRoleName({ urn, inputs, errors }: FailedResource): string | undefined {
    const isRole = /[$:]aws:iam\/role:Role::/.test(urn);
    return isRole && /\bEntityAlreadyExists(Exception)?: /.test(errors[0] ?? "") ? textOf(inputs.name) : undefined;
}

/** The explanation of an existing role with the same name. */
export function roleExists(failed: FailedResource, name: string, existing: Partial<ExistingRole> = {}): string {
    const path = textOf(failed.inputs.path);
    const { path: existingPath = path } = existing;
    return [
        `The account has an IAM role named "${name}" already. A role name is unique in its account, regardless of the path.`,
        ...unansweredCall(failed),
        `Details, including when it was last used:`,
        `    aws iam get-role --role-name ${name}`,
        `To leave it as it is, change or remove name.`,
        `To manage it here: pulumi up then replaces its trust policy and keeps the policies that it already has.`,
        ...importLines(failed, name, [
            `If pulumi up refuses it again after the import, an interrupted replacement left it in the state. If that deployment created the role, delete it, then run pulumi up:`,
            `    aws iam delete-role --role-name ${name}`,
        ]),
        ...(existingPath === path
            ? []
            : [
                  `Its path is "${existingPath}": write path: ${existingPath} too, otherwise pulumi up replaces the role.`,
              ]),
    ].join("\n");
}

/** The explanation of a role that IAM does not delete; `undefined` for other errors. */
export function roleHasPolicies({ inputs, errors }: FailedResource): string | undefined {
    const [error = ""] = errors;
    if (!/must (delete all inline policies|detach all policies) first/.test(error)) {
        return undefined;
    }
    const name = /IAM Role \(([^)]+)\)/.exec(error)?.[1] ?? textOf(inputs.name);
    return [
        `IAM does not delete the role ${name}: it has policies that are not in the state. Something else attached them, or an interrupted deployment left them.`,
        `List them:`,
        `    aws iam list-role-policies --role-name ${name}`,
        `    aws iam list-attached-role-policies --role-name ${name}`,
        `If nothing else needs them, remove them, then run the same command again:`,
        `    aws iam delete-role-policy --role-name ${name} --policy-name '<name>'`,
        `    aws iam detach-role-policy --role-name ${name} --policy-arn '<ARN>'`,
    ].join("\n");
}

/** Whether EKS refuses the trust policy of a role of the resource. */
export function isTrustRefused(errors: readonly string[]): boolean {
    return (errors[0] ?? "").includes("Trust policy of the role provided is invalid");
}

/** The roles of a failed association or add-on, with their subjects. */
export function namedRoles({
    inputs,
}: FailedResource): readonly { readonly roleArn: string; readonly subject: Subject }[] {
    const { podIdentityAssociations, roleArn, serviceAccount } = inputs;
    const elsewhere = (inputs.namespaceConfig as { readonly namespace?: unknown } | undefined)?.namespace;
    const namespace = namespaceOf(textOf(inputs.addonName), inputs.namespace ?? elsewhere);
    const named = Array.isArray(podIdentityAssociations)
        ? (podIdentityAssociations as readonly Readonly<Record<string, unknown>>[])
        : [{ roleArn, serviceAccount }];
    return named.flatMap(association =>
        typeof association.roleArn === "string"
            ? [
                  {
                      roleArn: association.roleArn,
                      subject: {
                          namespace: textOf(namespace),
                          serviceAccount: textOf(association.serviceAccount),
                      },
                  },
              ]
            : [],
    );
}

/**
 * The explanation of a role whose trust policy does not admit EKS Pod Identity. `statement` is the required statement.
 */
export function roleDoesNotAdmitPods(roleArn: string, subject: Subject, statement: string): string {
    return [
        `${subjectKey(subject)} cannot use the role ${roleArn}: the trust policy of the role does not allow pods.eks.amazonaws.com both sts:AssumeRole and sts:TagSession.`,
        `Add this statement to the trust policy of the role:`,
        `    ${statement}`,
        `If the role is to be created here, use role: instead of roleArn:. If it replaces a role for IRSA, role: { irsa: … } trusts both.`,
    ].join("\n");
}

/** The association of a subject in the state before the deployment. */
export type AssociationBefore = "none" | "same cluster" | "another cluster";

/**
 * The association of a subject before the stack's inputs changed; `undefined` if unknown. An association on the same
 * cluster has to be deleted before another one for the subject.
 */
export function associationBefore(
    subject: string,
    oldInputs: Readonly<Record<string, unknown>> = {},
    newInputs: Readonly<Record<string, unknown>> = {},
): AssociationBefore | undefined {
    const { associations = {} } = oldInputs;
    // Secret inputs arrive as an Output.
    if (pulumi.Output.isInstance(associations)) {
        return undefined;
    }
    if (!Object.hasOwn(associations as object, subject)) {
        return "none";
    }
    const isSameCluster = ["clusterName", "region"].every(name => oldInputs[name] === newInputs[name]);
    return isSameCluster ? "same cluster" : "another cluster";
}

/** The effects of moving a stack to another cluster; `undefined` if it does not move, or if that is unknown. */
export function clusterChange(from: unknown, to: unknown): string | undefined {
    return typeof from !== "string" || typeof to !== "string" || from === to
        ? undefined
        : [
              `The stack moves from the cluster "${from}" to the cluster "${to}": its associations on "${from}" are deleted and its roles stop trusting "${from}".`,
              `Pods that run there keep their credentials until these expire, at most 6 hours, and get no new ones; new pods get none.`,
              `To move without a gap, restore clusterName and use another stack for "${to}".`,
          ].join("\n");
}

function textOf(value: unknown): string {
    return typeof value === "string" ? value : "?";
}

/**
 * How to import an existing resource. An interrupted replacement leaves the URN in the state, which an error hook
 * cannot see: `pulumi import` then fails, or does nothing if the ID is the same. `finish` is the fix.
 */
function importLines(failed: FailedResource, id: string, finish: readonly string[]): readonly string[] {
    const line = `    ${importLine(failed, id)}`;
    return failed.isNew === true ? [line] : [line, ...finish];
}

/**
 * `--parent` is required, because a URN has the types of its parents. The name before `=` is arbitrary. No code is
 * generated, because the program has the resource.
 */
function importLine({ urn, name, parentName }: FailedResource, id: string): string {
    const [stack, project, types = ""] = urn.split("::");
    const [type, ...parents] = types.split("$").reverse();
    const parent = `parent=${[stack, project, parents.reverse().join("$"), parentName].join("::")}`;
    return `pulumi import '${type ?? ""}' '${name}' '${id}' --parent '${parent}' --generate-code=false`;
}

function unansweredCall({ errors }: FailedResource): readonly string[] {
    return mayHaveSucceeded(errors)
        ? ["An earlier call of this deployment got no response and may have created it."]
        : [];
}
