/** Which of AWS's answers are temporary, and how long a call is repeated. Pure: the hooks only act on it. */

/** A call that is worth repeating. */
export interface Repetition {
    /** Seconds to wait before the call is repeated. */
    readonly delay: number;
    /** Why AWS refused it, for the user. */
    readonly reason: string;
}

interface TemporaryAnswer {
    readonly pattern: RegExp;
    /** How many of these answers one operation may get before it fails. */
    readonly retries: number;
    readonly reason: string;
}

/** 2 + 4 + 8 + 16 + 4 × 20: under two minutes in all. */
const maxRetries = 8;
const maxDelay = 20;

const notVisible = "not there yet on AWS's side";

/**
 * The answers that are worth repeating, whatever the resource and the operation. The AWS provider repeats most of them too,
 * but gives up earlier or repeats only some calls. A code of AWS is followed by a colon, so no name of a resource matches.
 */
const temporaryAnswers: readonly TemporaryAnswer[] = [
    // IAM shows new roles and trust policies to other services within seconds, without a guarantee.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
    { pattern: /Trust policy of the role provided is invalid/, retries: maxRetries, reason: notVisible },
    // The provider repeats each such call for two minutes by itself: what is still not there then was mistyped.
    // https://github.com/hashicorp/terraform-provider-aws/pull/34717
    { pattern: /Role provided in the request does not exist/, retries: 1, reason: notVisible },
    {
        pattern: /\b(ThrottlingException|TooManyRequestsException|Throttling): |Rate exceeded/,
        retries: maxRetries,
        reason: "throttled by AWS",
    },
    {
        pattern: /\b(ConcurrentModification(Exception)?|EntityTemporarilyUnmodifiable(Exception)?): /,
        retries: maxRetries,
        reason: "another change is in progress on AWS's side",
    },
    {
        pattern:
            /\bRequestTimeout(Exception)?: |connection reset by peer|broken pipe|i\/o timeout|TLS handshake timeout|unexpected EOF|\bEOF$/m,
        retries: maxRetries,
        reason: "no answer from AWS",
    },
    {
        pattern:
            /\bStatusCode: 50[0234]\b|\b(ServiceUnavailable(Exception)?|ServiceFailure(Exception)?|InternalFailure|InternalServerError|ServerException): /,
        retries: maxRetries,
        reason: "not available on AWS's side",
    },
];

/**
 * The repetition of an operation that failed with `errors`, the newest first; `undefined` if the newest is final. At most
 * eight repetitions, with pauses of 2, 4, 8, 16 and then 20 seconds.
 */
export function repetition(errors: readonly string[]): Repetition | undefined {
    return repetitionOf(errors, temporaryAnswers);
}

/**
 * An association can outlive its deletion by some seconds: EKS then refuses the one that replaces it. Four repetitions,
 * 30 seconds in all: a foreign association stays, and each refused call costs its owner an event.
 */
export function lateDeletion(errors: readonly string[]): Repetition | undefined {
    return repetitionOf(errors, [
        {
            pattern: /Association already exists/i,
            retries: 4,
            reason: "the deletion is still in progress on AWS's side",
        },
        ...temporaryAnswers,
    ]);
}

/** Whether an earlier call of the operation may have succeeded although it got no answer. */
export function mayHaveSucceeded(errors: readonly string[]): boolean {
    const unanswered = ["no answer from AWS", "not available on AWS's side"];
    return errors
        .slice(1)
        .some(error =>
            temporaryAnswers.some(({ pattern, reason }) => unanswered.includes(reason) && pattern.test(error)),
        );
}

function repetitionOf(errors: readonly string[], answers: readonly TemporaryAnswer[]): Repetition | undefined {
    const [latest = ""] = errors;
    const attempt = errors.length;
    const answer = answers.find(({ pattern }) => pattern.test(latest));
    const times = errors.filter(error => answer?.pattern.test(error)).length;
    return answer !== undefined && times <= answer.retries && attempt <= maxRetries
        ? { delay: Math.min(2 ** attempt, maxDelay), reason: answer.reason }
        : undefined;
}
