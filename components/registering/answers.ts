/** What the components need of the answers of AWS's provider. Only mocks leave it out. */
import type * as pulumi from "@pulumi/pulumi";
import { userError } from "./errors";
import { isMocked } from "./sdkInternals";

/** By token of a function or resource: the fields that are needed, each with an example. */
const needed = {
    "aws:eks/getCluster:getCluster": { arn: "arn:aws:eks:eu-west-1:111122223333:cluster/dev" },
    "aws:eks/getAddon:getAddon": {
        arn: "arn:aws:eks:eu-west-1:111122223333:addon/dev/eks-pod-identity-agent/1a2b3c4d",
        addonVersion: "v1.3.9-eksbuild.3",
    },
    "aws:eks/getAddonVersion:getAddonVersion": { version: "v1.3.9-eksbuild.3" },
    "aws:iam/role:Role": { arn: "arn:aws:iam::111122223333:role/pod-identity/orders" },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

/** `answer`, once it has all that is needed of it; else an error that says what the mock has to return. */
export function answered<T extends object>(token: keyof typeof needed, answer: T): T {
    const fields: Readonly<Record<string, string>> = needed[token];
    const missing = Object.keys(fields).filter(field => typeof (answer as Record<string, unknown>)[field] !== "string");
    if (missing.length === 0) {
        return answer;
    }
    const example = Object.entries(fields).map(([field, value]) => `${field}: "${value}"`);
    const method = token === "aws:iam/role:Role" ? "newResource (in state)" : "call";
    throw raised(
        userError(
            `${token} is answered without ${missing.join(" and ")}, which PodIdentity components need: in pulumi.runtime.setMocks, return { ${example.join(", ")} } from ${method}.`,
        ),
    );
}

/**
 * `error`, for a `throw` inside an Output. Mocha reports no rejected promise that a test does not await, so that the test of a
 * user would hang: under mocks the error is thrown where every test runner sees it, too.
 */
export function raised(error: pulumi.RunError): pulumi.RunError {
    if (isMocked()) {
        setImmediate(() => {
            throw error;
        });
    }
    return error;
}
