/** Which errors of AWS are temporary, and how often a call is retried. Pure: the hooks only act on it. */

/** A call to retry. */
export interface Repetition {
    /** Seconds before the retry. */
    readonly delay: number;
    /** AWS's reason, for the user. */
    readonly reason: string;
}

interface TemporaryAnswer {
    readonly pattern: RegExp;
    /** Maximum number of these errors for one operation. */
    readonly retries: number;
    readonly reason: string;
}

/** 2 + 4 + 8 + 16 + 4 × 20: under two minutes in total. */
const maxRetries = 8;
const maxDelay = 20;

const notVisible = "not visible in AWS yet";

/**
 * Temporary errors of any resource and operation. The AWS provider retries most of them too, but gives up earlier or
 * retries only some calls. A colon follows the error code of AWS, so that no resource name matches.
 */
const temporaryAnswers: readonly TemporaryAnswer[] = [
    // Other services see new roles and trust policies within seconds, without a guarantee.
    { pattern: /Trust policy of the role provided is invalid/, retries: maxRetries, reason: notVisible },
    // The provider retries these calls for two minutes itself. A resource that is still missing then has the wrong
    // name.
    { pattern: /Role provided in the request does not exist/, retries: 1, reason: notVisible },
    {
        pattern: /\b(ThrottlingException|TooManyRequestsException|Throttling): |Rate exceeded/,
        retries: maxRetries,
        reason: "throttled by AWS",
    },
    {
        pattern: /\b(ConcurrentModification(Exception)?|EntityTemporarilyUnmodifiable(Exception)?): /,
        retries: maxRetries,
        reason: "another change is in progress in AWS",
    },
    {
        pattern:
            /\bRequestTimeout(Exception)?: |connection reset by peer|broken pipe|i\/o timeout|TLS handshake timeout|unexpected EOF|\bEOF$/m,
        retries: maxRetries,
        reason: "no response from AWS",
    },
    {
        pattern:
            /\bStatusCode: 50[0234]\b|\b(ServiceUnavailable(Exception)?|ServiceFailure(Exception)?|InternalFailure|InternalServerError|ServerException): /,
        retries: maxRetries,
        reason: "AWS is not available",
    },
];

/**
 * The retry of an operation that failed with `errors`, the newest first; `undefined` if the newest error is final. At
 * most eight retries, after 2, 4, 8, 16 and then 20 seconds.
 */
export function repetition(errors: readonly string[]): Repetition | undefined {
    return repetitionOf(errors, temporaryAnswers);
}

/**
 * An association can exist for some seconds after its deletion, and EKS refuses the new one. Four retries, 30 seconds
 * in total: another owner's association stays, and each refused call adds an event to its account.
 */
export function lateDeletion(errors: readonly string[]): Repetition | undefined {
    return repetitionOf(errors, [
        {
            pattern: /Association already exists/i,
            retries: 4,
            reason: "the deletion is still in progress in AWS",
        },
        ...temporaryAnswers,
    ]);
}

/** Whether an earlier call without a response may have succeeded. */
export function mayHaveSucceeded(errors: readonly string[]): boolean {
    const unanswered = ["no response from AWS", "AWS is not available"];
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
