/** What AWS's answers mean, and what to do about them. Pure: the hooks only act on it. */
import { agentAddonName } from "./checks/agent";
import type { ExistingAssociation } from "./existing";
import { subjectKey } from "./subject";
import type { Subject } from "./subject";

/** A registration that failed, as far as a hook knows it. */
export interface FailedResource {
    readonly urn: string;
    readonly name: string;
    /** Logical name of the component it is a child of. */
    readonly parentName: string;
    readonly inputs: Readonly<Record<string, unknown>>;
}

/**
 * How long to wait before an operation is tried again, in seconds, or `undefined` where it is final. IAM tells other
 * services of a new role or trust policy within seconds, without a guarantee; EKS refuses the association meanwhile.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
export function retryDelay(errors: readonly string[]): number | undefined {
    const [latest = ""] = errors;
    const attempt = errors.length;
    const answer = notYet.find(({ pattern }) => pattern.test(latest));
    const times = errors.filter(error => answer?.pattern.test(error)).length;
    return answer !== undefined && times <= answer.retries && attempt <= maxRetries
        ? Math.min(2 ** attempt, maxDelay)
        : undefined;
}

/** 2 + 4 + 8 + 16 + 4 × 20: under two minutes in all. */
const maxRetries = 8;
const maxDelay = 20;

/** What AWS answers while something is on its way, and how often the call is worth repeating. */
const notYet = [
    { pattern: /Trust policy of the role provided is invalid/, retries: maxRetries },
    // The provider repeats each such call for two minutes by itself: what is still not there then was mistyped.
    // https://github.com/hashicorp/terraform-provider-aws/pull/34717
    { pattern: /Role provided in the request does not exist/, retries: 1 },
    { pattern: /ThrottlingException|TooManyRequestsException|Throttling: |Rate exceeded/, retries: maxRetries },
];

/**
 * ID of the association that EKS has already, `<a-…>` where AWS does not tell it; `undefined` where the error is another. A
 * ResourceInUseException alone is no sign of it: EKS says that of a cluster that is being updated, too.
 */
export function existingAssociationId(error: string): string | undefined {
    return /Association already exists/i.test(error) ? (/\ba-[0-9a-z]+\b/.exec(error)?.[0] ?? "<a-…>") : undefined;
}

/** What to tell the user about an association that EKS has already. */
export function associationExists(
    failed: FailedResource,
    id: string,
    { roleArn, addon }: Partial<ExistingAssociation> = {},
): string {
    const cluster = textOf(failed.inputs.clusterName);
    const { namespace, serviceAccount } = failedSubject(failed);
    const subject = subjectKey({ namespace, serviceAccount });
    const describe = `aws eks describe-pod-identity-association --cluster-name ${cluster} --association-id ${id}`;
    return [
        `${subject} has a Pod Identity association on the cluster "${cluster}" already: ${id}${roleArn ? `, with the role ${roleArn}` : ""}.`,
        ...(addon === undefined
            ? [
                  `One service account has one association on a cluster, and it has one owner. All about it:`,
                  `    ${describe}`,
                  `To keep it and look after it here:`,
                  `    ${importLine(failed, `${cluster},${id}`)}`,
                  `To leave it with its owner, take "${subject}" out of associations. To make it anew, delete the old one first.`,
              ]
            : [
                  `The EKS add-on ${addon} owns it. All about it:`,
                  `    ${describe}`,
                  `To leave it with the add-on, take "${subject}" out of associations. To look after the add-on and the association here, write eksAddons: { ${addon}: { associations: { ${serviceAccount}: … } } }.`,
                  `To have it in associations, take it away from the add-on first.`,
              ]),
    ].join("\n");
}

/** The subject whose association failed. */
export function failedSubject({ inputs }: FailedResource): Subject {
    return { namespace: textOf(inputs.namespace), serviceAccount: textOf(inputs.serviceAccount) };
}

/** What to tell the user about an add-on that the cluster has already, or `undefined` where the error is another. */
export function addonExists(failed: FailedResource, error: string): string | undefined {
    if (!/Addon already exists/i.test(error)) {
        return undefined;
    }
    const cluster = textOf(failed.inputs.clusterName);
    const addon = textOf(failed.inputs.addonName);
    const isAgent = addon === agentAddonName;
    return [
        `The cluster "${cluster}" has the managed add-on ${addon} already.${isAgent ? " AWS adopts an agent that was installed by hand, but not a managed add-on." : ""}`,
        `To leave it with its owner: ${isAgent ? 'mode "existing" for the agent' : "leave it out of eksAddons"}.`,
        `To look after it here:`,
        `    ${importLine(failed, `${cluster}:${addon}`)}`,
    ].join("\n");
}

/** What moving a stack from one cluster to another does, or `undefined` where it does not move, or is not known to. */
export function clusterChange(from: unknown, to: unknown): string | undefined {
    return typeof from !== "string" || typeof to !== "string" || from === to
        ? undefined
        : [
              `The stack moves from the cluster "${from}" to the cluster "${to}": its associations on "${from}" are deleted and its roles stop trusting "${from}".`,
              `Pods that run there keep their credentials until these expire, at most 6 hours, and get no new ones; new pods get none.`,
              `To move without a gap, put clusterName back and give "${to}" a stack of its own.`,
          ].join("\n");
}

function textOf(value: unknown): string {
    return typeof value === "string" ? value : "?";
}

/** `--parent` puts it where the program registers it: a URN carries the types of its parents. The name before `=` is free. The program is there already, so no code is wanted. */
function importLine({ urn, name, parentName }: FailedResource, id: string): string {
    const [stack, project, types = ""] = urn.split("::");
    const [type, ...parents] = types.split("$").reverse();
    const parent = `parent=${[stack, project, parents.reverse().join("$"), parentName].join("::")}`;
    return `pulumi import '${type ?? ""}' '${name}' '${id}' --parent '${parent}' --generate-code=false`;
}
