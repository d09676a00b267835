/** Each call of AWS that changes something, answered once with each kind of error. */
import type { StackConfig } from "../program/engineStack";
import type { Ground } from "./ground";
import type { Undisturbed } from "./kills";
import { errorsOf, recovered, secondUpProblems } from "./recovery";
import type { Way } from "./recovery";
import { scenarios } from "./scenarios";

/** `<code>: <message>` by the service that answers it; what AWS calls the same has other codes in IAM and EKS. */
export const kinds = {
    throttling: { IAM: "Throttling: Rate exceeded", EKS: "ThrottlingException: Rate exceeded" },
    "server error": {
        IAM: "ServiceFailure: The request processing has failed because of an unknown error",
        EKS: "ServerException: An internal error occurred",
    },
    timeout: { IAM: "RequestTimeout: The request timed out", EKS: "RequestTimeoutException: The request timed out" },
    "connection reset": {
        IAM: "RequestError: send request failed: read: connection reset by peer",
        EKS: "RequestError: send request failed: read: connection reset by peer",
    },
    "access denied": {
        IAM: "AccessDenied: User is not authorized to perform this action",
        EKS: "AccessDeniedException: User is not authorized to perform this action",
    },
    "not there yet": {
        IAM: "NoSuchEntity: The role cannot be found",
        EKS: "InvalidParameterException: Role provided in the request does not exist",
    },
    conflict: {
        IAM: "ConcurrentModification: Another request changes this resource",
        EKS: "ResourceInUseException: Another update is in progress",
    },
    quota: {
        IAM: "LimitExceeded: Cannot exceed quota for RolesPerAccount: 1000",
        EKS: "ResourceLimitExceededException: You have reached the quota of associations",
    },
} as const;

export type Kind = keyof typeof kinds;

export interface Failure {
    readonly scenario: string;
    readonly service: "IAM" | "EKS";
    readonly operation: string;
    readonly kind: Kind;
}

export interface FailureOutcome extends Failure {
    /** Whether the deployment succeeded all the same: the call was repeated. */
    readonly repeated: boolean;
    /** Whether the message names a subject, or the role or add-on of several. */
    readonly named: boolean;
    readonly way: Way;
    readonly problems: readonly string[];
}

export async function failing(ground: Ground, failure: Failure): Promise<FailureOutcome> {
    const { scenario, service, operation, kind } = failure;
    const after: StackConfig | undefined = scenarios[scenario]?.after;
    await ground.restore(scenario);
    await ground.faults({ operation, error: kinds[kind][service], times: 1 });
    const result = await ground.deploy(after);
    const message = errorsOf(result);
    await ground.faults();
    const repeated = result.code === 0;
    const named = repeated || names.test(message);
    const { way, message: last } = repeated
        ? { way: "the next command" as const, message: "" }
        : await recovered(ground, after);
    const problems: string[] = [];
    if (!named) problems.push(`the message names no subject: ${message.slice(0, 600)}`);
    if (way === "not at all") problems.push(`it does not converge: ${last.slice(0, 1000)}`);
    if (way !== "not at all") problems.push(...(await secondUpProblems(ground, after)));
    return { ...failure, repeated, named, way, problems };
}

/** Subjects of the scenarios, and what several of them share. */
const names = /\b(shop|finance|team|kube-system)\/[\w-]+|\broles:\w+|ledger|aws-ebs-csi-driver|eks-pod-identity-agent/;

/** Every operation that a scenario calls, with every kind. */
export function failuresOf({ name: scenario, calls }: Undisturbed): Failure[] {
    const operations = new Map(calls.map(({ operation, service }) => [operation, service]));
    return [...operations].flatMap(([operation, service]) =>
        (Object.keys(kinds) as Kind[]).map(kind => ({
            scenario,
            service: service === "IAM" ? ("IAM" as const) : ("EKS" as const),
            operation,
            kind,
        })),
    );
}
