import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { stackChange } from "../../../components/registering/changes";
import { addonHook, associationHook, roleHook } from "../../../components/registering/hooks";
import type { AssociationBefore } from "../../../components/registering/awsErrors";
import { logMessage } from "../../../components/registering/logs";

interface Logs {
    /** Calls that reached the SDK. */
    readonly logged: readonly string[];
    /** Logs that the SDK delivered. */
    readonly delivered: readonly string[];
}

const levels = ["info", "warn", "error"] as const;

/** Runs `test` with hooks, with logs in order as in the SDK, and without delays. */
async function withHooks(test: (logs: Logs) => Promise<void>): Promise<void> {
    await pulumi.runtime.setMocks({
        newResource: ({ name, inputs }) => ({ id: name, state: inputs as Record<string, unknown> }),
        call: () => ({}),
    });
    const monitor = pulumi.runtime.getMonitor() as unknown as Record<string, unknown>;
    const accept = (_request: unknown, callback: (error: null, response: object) => void): void => {
        callback(null, {});
    };
    Object.assign(monitor, { registerErrorHook: accept, registerResourceHook: accept });
    const logged: string[] = [];
    const delivered: string[] = [];
    let last: Promise<unknown> = Promise.resolve();
    const log = (text: string, resource?: pulumi.Resource): Promise<void> => {
        logged.push(text);
        const urn = new Promise(resolve => {
            if (resource === undefined) {
                resolve("");
            } else {
                resource.urn.apply(resolve);
            }
        });
        const delivery = Promise.all([last, urn]).then(() => void delivered.push(text));
        last = delivery;
        return delivery;
    };
    const originals = levels.map(level => replaced(pulumi.log, level, log));
    const restoreTimer = replaced(globalThis, "setTimeout", (callback: () => void) => setImmediate(callback));
    try {
        await test({ logged, delivered });
    } finally {
        [...originals, restoreTimer].forEach(restore => {
            restore();
        });
    }
}

function replaced<T extends object>(owner: T, key: keyof T, value: unknown): () => void {
    const original = owner[key];
    Object.defineProperty(owner, key, { value, configurable: true, writable: true });
    return () => {
        Object.defineProperty(owner, key, { value: original, configurable: true, writable: true });
    };
}

/** A resource whose registration does not finish before `finish` is called. */
function unfinished(): { readonly resource: pulumi.Resource; readonly finish: () => void } {
    let finish: () => void = () => undefined;
    const urn = new Promise<string>(resolve => {
        finish = () => {
            resolve("urn:pulumi:dev::shop::test:index:Late::late");
        };
    });
    return { resource: { urn: pulumi.output(urn) } as unknown as pulumi.Resource, finish };
}

/** Settles after several turns of the event loop. */
async function idle(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) {
        await new Promise(resolve => setImmediate(resolve));
    }
}

const shared = {
    urn: "urn:pulumi:dev::shop::eks-pod-identity:index:PodIdentityStack$aws:eks/podIdentityAssociation:PodIdentityAssociation::identity/shop/orders",
    id: "",
    name: "identity/shop/orders",
    type: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    newInputs: { clusterName: "dev", namespace: "shop", serviceAccount: "orders", addonName: "vpc-cni" },
};
const failure = (error: string): pulumi.ErrorHookArgs => ({ ...shared, failedOperation: "create", errors: [error] });
const roleUrn = "urn:pulumi:dev::shop::eks-pod-identity:index:PodIdentityRole$aws:iam/role:Role::identity/shop/orders";

interface Situation {
    /** AWS no longer has the association. */
    readonly isGone?: boolean;
    /** Set if the state had an association of the subject. */
    readonly before?: AssociationBefore;
    /** The explanation of the role. */
    readonly refused?: string;
}

function associations({ isGone = false, before, refused }: Situation = {}): pulumi.ErrorHook {
    const found = { roleArn: undefined, addon: undefined, isGone };
    return errorHookOf(
        associationHook(
            "identity",
            undefined,
            () => Promise.resolve(found),
            () => Promise.resolve(refused),
            { associationBefore: () => before },
        ),
    );
}

function errorHookOf({ hooks }: Pick<pulumi.CustomResourceOptions, "hooks">): pulumi.ErrorHook {
    const hook = hooks?.onError?.[0];
    assert.ok(hook);
    return hook;
}

describe("a hook never waits for a log", () => {
    const callbacks: Record<string, () => unknown> = {
        "when it warns of another cluster name": async () => {
            const hook = stackChange("identity", undefined).hooks?.beforeUpdate?.[0] as pulumi.ResourceHook;
            await hook.callback({
                ...shared,
                oldInputs: { clusterName: "blue" },
                newInputs: { clusterName: "green" },
            });
        },
        "when it repeats a call": () => associations().callback(failure("ThrottlingException: Rate exceeded")),
        "when it explains an association that exists": () =>
            associations().callback(failure("ResourceInUseException: Association already exists: a-1")),
        "when it explains a role that EKS refuses": () =>
            associations({ refused: "refused" }).callback(failure("Trust policy of the role provided is invalid")),
        "when it explains a role that exists": () => {
            const owner = { urn: pulumi.output(roleUrn) } as unknown as pulumi.Resource;
            return errorHookOf(roleHook(owner, "role", "identity", undefined)).callback({
                ...failure("StatusCode: 409, EntityAlreadyExists: Role with name orders already exists."),
                urn: roleUrn,
            });
        },
        "when it explains an add-on that exists": () =>
            errorHookOf(addonHook("identity", undefined)).callback(
                failure("ResourceInUseException: Addon already exists."),
            ),
    };
    for (const [title, call] of Object.entries(callbacks)) {
        it(`${title}, with a log pending on a resource that is not registered`, async () => {
            await withHooks(async ({ logged, delivered }) => {
                const { resource, finish } = unfinished();
                void pulumi.log.warn("pending", resource);
                let settled = false;
                const result = Promise.resolve(call()).then(() => {
                    settled = true;
                });
                await idle();
                const settledBefore = settled;
                finish();
                await result;
                assert.ok(settledBefore, "the callback waits for the pending log");
                await idle();
                assert.deepEqual(delivered, logged);
                assert.equal(delivered.length, 2, "the hook logs its message");
            });
        });
    }
});

describe("a message about a resource", () => {
    it("does not hold back later messages until the resource is registered", async () => {
        await withHooks(async ({ delivered }) => {
            const { resource, finish } = unfinished();
            logMessage("warn", "about the resource", resource);
            logMessage("info", "later");
            await idle();
            assert.deepEqual(delivered, ["later"]);
            finish();
            await idle();
            assert.deepEqual(delivered, ["later", "about the resource"]);
        });
    });
});

describe("an association that already exists in EKS", () => {
    const exists = "ResourceInUseException: Association already exists: a-1";
    const repeated = async (situation: Situation, count: number): Promise<boolean> => {
        const errors = Array.from({ length: count }, () => exists);
        return associations(situation).callback({ ...failure(exists), errors });
    };

    it("is not repeated if this deployment did not delete it", async () => {
        await withHooks(async ({ logged }) => {
            assert.equal(await repeated({}, 1), false);
            assert.equal(await repeated({ before: "none" }, 1), false);
            assert.equal(await repeated({ before: "another cluster" }, 1), false);
            const texts = logged.map(text => text.includes("pulumi state delete"));
            assert.deepEqual(texts, [true, false, true]);
        });
    });

    it("is repeated four times if this deployment deleted it, then explained", async () => {
        await withHooks(async ({ logged }) => {
            for (const situation of [{ before: "same cluster" }, { isGone: true }] as const) {
                for (let count = 1; count <= 4; count++) {
                    assert.equal(await repeated(situation, count), true);
                }
                assert.equal(await repeated(situation, 5), false);
            }
            assert.match(logged[0] ?? "", /the deletion is still in progress in AWS, retrying in 2 s/);
            assert.match(logged.at(-1) ?? "", /has a Pod Identity association/);
        });
    });
});

describe("a role that EKS refuses for an association", () => {
    const refusal = failure("Trust policy of the role provided is invalid");

    it("fails at once if its trust policy does not allow pods", async () => {
        await withHooks(async ({ logged }) => {
            assert.equal(await associations({ refused: "the role does not allow pods" }).callback(refusal), false);
            assert.deepEqual(logged, ["the role does not allow pods"]);
        });
    });

    it("is retried otherwise", async () => {
        await withHooks(async () => {
            assert.equal(await associations().callback(refusal), true);
        });
    });
});
