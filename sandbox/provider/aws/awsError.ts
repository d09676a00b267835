import { randomUUID } from "node:crypto";

/** An error of AWS, in the format of the AWS SDK for Go, which users of the official provider see. */
export class AwsError extends Error {
    public constructor(
        public readonly service: string,
        public readonly operation: string,
        public readonly code: string,
        public readonly awsMessage: string,
        public readonly status: number,
        public readonly requestId: string = randomUUID(),
    ) {
        // Codes that the model of the operation lists are printed bare, all others as "api error".
        const label = unmodelled.has(code) ? `api error ${code}` : code;
        super(
            `operation error ${service}: ${operation}, https response error StatusCode: ${status}, ` +
                `RequestID: ${requestId}, ${label}: ${awsMessage}`,
        );
    }
}

const unmodelled = new Set([
    "ValidationError",
    "Throttling",
    "ThrottlingException",
    "AccessDenied",
    "AccessDeniedException",
    "RequestTimeout",
    "RequestTimeoutException",
]);

const statuses: Readonly<Record<string, number>> = {
    ResourceInUseException: 409,
    ResourceNotFoundException: 404,
    EntityAlreadyExists: 409,
    DeleteConflict: 409,
    LimitExceeded: 409,
    ConcurrentModification: 409,
    ConcurrentModificationException: 409,
    RequestTimeout: 408,
    RequestTimeoutException: 408,
    NoSuchEntity: 404,
    ServerException: 500,
    ServiceFailure: 500,
    ServiceUnavailableException: 503,
    ThrottlingException: 429,
    AccessDenied: 403,
    AccessDeniedException: 403,
};

export const statusOf = (code: string): number => statuses[code] ?? 400;

export const refusal = (service: string, operation: string, code: string, message: string): AwsError =>
    new AwsError(service, operation, code, message, statusOf(code));

export const isThrottling = (error: unknown): boolean =>
    error instanceof AwsError &&
    /^(Throttling|ThrottlingException|TooManyRequestsException|ServerException|ServiceFailure|ServiceUnavailableException)$/.test(
        error.code,
    );

export const isNotFound = (error: unknown): boolean =>
    error instanceof AwsError && (error.code === "NoSuchEntity" || error.code === "ResourceNotFoundException");

export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error));
