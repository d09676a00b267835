import * as assert from "node:assert/strict";
import { lateDeletion, mayHaveSucceeded, repetition } from "../../../components/registering/retries";

const sent = "creating EKS Pod Identity Association: operation error EKS: CreatePodIdentityAssociation, ";
const answer = (status: number, text: string): string =>
    `${sent}https response error StatusCode: ${status}, RequestID: 1, ${text}`;

const roleNotThere = answer(400, "InvalidParameterException: Role provided in the request does not exist");
const trustNotThere = answer(400, "InvalidParameterException: Trust policy of the role provided is invalid");
const exists = answer(409, "ResourceInUseException: Association already exists: a-0123456789abcdef0");
const timeout = answer(408, "api error RequestTimeout: no data");

/** The delays until `next` makes the operation fail. */
function delays(next: (errors: readonly string[]) => { readonly delay: number } | undefined, error: string): number[] {
    const taken: number[] = [];
    for (let errors = [error]; ; errors = [error, ...errors]) {
        const { delay } = next(errors) ?? {};
        if (delay === undefined) {
            return taken;
        }
        taken.push(delay);
    }
}

describe("an AWS call", () => {
    for (const error of [
        trustNotThere,
        roleNotThere,
        answer(429, "api error ThrottlingException: Rate exceeded"),
        answer(429, "TooManyRequestsException: slow down"),
        answer(400, "api error Throttling: Rate exceeded"),
        timeout,
        answer(408, "RequestTimeoutException: no data"),
        answer(409, "ConcurrentModification: the role is being modified"),
        answer(409, "ConcurrentModificationException: the role is being modified"),
        answer(409, "EntityTemporarilyUnmodifiable: try again"),
        answer(503, "ServiceUnavailableException: later"),
        answer(503, "api error ServiceUnavailable: later"),
        answer(500, "ServiceFailure: later"),
        answer(502, "deserialization failed"),
        `${sent}exceeded maximum number of attempts, 25, https response error StatusCode: 0, RequestID: , request send failed, Post "https://eks.eu-west-1.amazonaws.com": read tcp 10.0.0.1:4711->10.0.0.2:443: read: connection reset by peer`,
        `${sent}https response error StatusCode: 0, RequestID: , request send failed, Post "https://iam.amazonaws.com/": EOF`,
        `${sent}https response error StatusCode: 0, RequestID: , request send failed, Post "https://iam.amazonaws.com/": net/http: TLS handshake timeout`,
    ]) {
        it(`is retried after "${error.slice(-60)}"`, () => {
            assert.equal(repetition([error])?.delay, 2);
        });
    }

    for (const error of [
        exists,
        answer(403, "AccessDeniedException: not authorized to perform: iam:PassRole"),
        answer(400, "InvalidParameterException: Cross-account pass role is not allowed"),
        answer(409, "EntityAlreadyExists: Role with name orders already exists."),
        "creating IAM Role (ServiceUnavailable): operation error IAM: CreateRole, https response error StatusCode: 403, RequestID: 1, AccessDenied: no",
        "creating IAM Role (RequestTimeout): operation error IAM: CreateRole, https response error StatusCode: 403, RequestID: 1, AccessDenied: no",
        `${sent}request send failed: dial tcp: lookup eks.eu-wst-1.amazonaws.com: no such host`,
        "",
    ]) {
        it(`is not retried after "${error.slice(-60)}"`, () => {
            assert.equal(repetition([error]), undefined);
        });
    }

    it("is retried for less than two minutes in total, with growing delays", () => {
        for (const error of [trustNotThere, timeout, answer(409, "ConcurrentModification: later")]) {
            const taken = delays(repetition, error);
            assert.deepEqual(
                taken,
                [...taken].sort((a, b) => a - b),
            );
            assert.equal(taken.length, 8);
            assert.ok(taken.reduce((sum, delay) => sum + delay) < 120);
        }
    });

    it("is retried at most eight times, for any sequence of errors", () => {
        assert.equal(repetition([timeout, ...Array.from({ length: 8 }, () => trustNotThere)]), undefined);
    });

    it("is retried once for a role that does not exist, because the provider has already waited for two minutes", () => {
        assert.equal(repetition([roleNotThere, roleNotThere]), undefined);
        assert.equal(repetition([roleNotThere, trustNotThere, roleNotThere]), undefined);
        assert.equal(repetition([trustNotThere, roleNotThere])?.delay, 4);
    });

    it("may have succeeded if there was no response", () => {
        assert.equal(mayHaveSucceeded([exists, timeout]), true);
        assert.equal(mayHaveSucceeded([exists, trustNotThere]), false);
        assert.equal(mayHaveSucceeded([exists]), false);
    });
});

describe("an association that replaces another", () => {
    it("is retried for 30 seconds while AWS still has the old one", () => {
        assert.deepEqual(delays(lateDeletion, exists), [2, 4, 8, 16]);
    });

    it("is not retried after an unrelated error", () => {
        assert.equal(lateDeletion([answer(409, "ResourceInUseException: the cluster is being updated")]), undefined);
    });
});
