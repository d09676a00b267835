/** What AWS's answers mean, and what to do about them. Pure: the hooks only act on it. */

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
    return attempt <= maxRetries && retryable.some(pattern => pattern.test(latest))
        ? Math.min(2 ** attempt, maxDelay)
        : undefined;
}

/** 2 + 4 + 8 + 16 + 4 × 20: under two minutes in all. */
const maxRetries = 8;
const maxDelay = 20;

const retryable = [
    /Trust policy of the role provided is invalid/,
    /Role provided in the request does not exist/,
    /ThrottlingException|TooManyRequestsException|Throttling: |Rate exceeded/,
];

/** What to tell the user about an association that EKS has already, or `undefined` where the error is another. */
export function associationExists(failed: FailedResource, error: string): string | undefined {
    if (!/ResourceInUseException|Association already exists/.test(error)) {
        return undefined;
    }
    const id = /\ba-[0-9a-z]+\b/.exec(error)?.[0];
    const cluster = textOf(failed.inputs.clusterName);
    const subject = `${textOf(failed.inputs.namespace)}/${textOf(failed.inputs.serviceAccount)}`;
    return [
        `${subject} has a Pod Identity association on the cluster "${cluster}" already${id ? `: ${id}` : ""}.`,
        `One service account has one association on a cluster, and it has one owner. Who owns it, and its role:`,
        `    aws eks describe-pod-identity-association --cluster-name ${cluster} --association-id ${id ?? "<a-…>"}`,
        `To keep it and look after it here:`,
        `    ${importLine(failed, `${cluster},${id ?? "<a-…>"}`)}`,
        `To leave it with its owner, take "${subject}" out of associations. To make it anew, delete the old one first.`,
    ].join("\n");
}

/** What to tell the user about an add-on that the cluster has already, or `undefined` where the error is another. */
export function addonExists(failed: FailedResource, error: string): string | undefined {
    if (!/ResourceInUseException|Addon already exists/i.test(error)) {
        return undefined;
    }
    const cluster = textOf(failed.inputs.clusterName);
    const addon = textOf(failed.inputs.addonName);
    return [
        `The cluster "${cluster}" has the managed add-on ${addon} already. AWS adopts an agent that was installed by hand, but not a managed add-on.`,
        `To leave it with its owner: mode "existing" for the agent.`,
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
              `To move without a gap, give "${to}" a stack of its own, or let the roles trust both first: trust: { clusters: [<ARN of "${to}">] }.`,
          ].join("\n");
}

function textOf(value: unknown): string {
    return typeof value === "string" ? value : "?";
}

/** `--parent` puts it where the program registers it: a URN carries the types of its parents. The name before `=` is free. */
function importLine({ urn, name, parentName }: FailedResource, id: string): string {
    const [stack, project, types = ""] = urn.split("::");
    const [type, ...parents] = types.split("$").reverse();
    const parent = `parent=${[stack, project, parents.reverse().join("$"), parentName].join("::")}`;
    return `pulumi import '${type ?? ""}' '${name}' '${id}' --parent '${parent}'`;
}
