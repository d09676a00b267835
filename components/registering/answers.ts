/** The required fields of answers of AWS's provider. Only mocks can lack them. */
import type * as pulumi from "@pulumi/pulumi";
import { userError } from "./errors";
import { isMocked } from "./sdkInternals";

/** The required fields by token of a function or resource, each with an example. */
const needed = {
    "aws:eks/getCluster:getCluster": { arn: "arn:aws:eks:eu-west-1:111122223333:cluster/dev" },
    "aws:eks/getAddon:getAddon": {
        arn: "arn:aws:eks:eu-west-1:111122223333:addon/dev/eks-pod-identity-agent/1a2b3c4d",
        addonVersion: "v1.3.9-eksbuild.3",
    },
    "aws:eks/getAddonVersion:getAddonVersion": { version: "v1.3.9-eksbuild.3" },
    "aws:iam/role:Role": { arn: "arn:aws:iam::111122223333:role/pod-identity/orders" },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

/** `answer` if it has all required fields. Otherwise an error with the values that the mock has to return. */
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
 * `error`, for a `throw` inside an Output. Under mocks it is also thrown asynchronously: Mocha does not report a
 * rejected promise that a test does not await, and the test would hang.
 */
export function raised(error: pulumi.RunError): pulumi.RunError {
    if (isMocked()) {
        setImmediate(() => {
            throw error;
        });
    }
    return error;
}
