import * as assert from "node:assert/strict";
import type { PodIdentityStackArgs, Role } from "../../../components";
import { types } from "../../components/capture";
import type { Capture } from "../../components/capture";
import { allow, deny, documentOf, padding } from "./permissions";
import { proveUpdates, replayed } from "./proof";
import type { Tamper } from "./proof";

/** `PROOF_SEED` repeats a run; `npm run prove -- --updates` tries 10,000 updates. */
const seed = process.env.PROOF_SEED === undefined ? Date.now() % 2 ** 31 : Number(process.env.PROOF_SEED);

const admin = "AdministratorAccess";
const readOnly = "AmazonS3ReadOnlyAccess";

/** Number of tried orders of independent calls. The orders are the same in every run. */
const fixedOrders = Array.from({ length: 24 }, (_, index) => index * 1_000_003);

function stack(shared: Role, ...subjects: readonly string[]): PodIdentityStackArgs {
    return {
        clusterName: "dev",
        associations: Object.fromEntries(subjects.map(subject => [subject, { roleRef: "r" }])),
        roles: { r: shared },
    };
}

/** Each removes a permission from a role that a subject joins. */
const joins: Readonly<Record<string, readonly [PodIdentityStackArgs, PodIdentityStackArgs]>> = {
    "a managed policy": [
        stack({ managedPolicies: [admin, readOnly] }, "team-a/x"),
        stack({ managedPolicies: [readOnly] }, "team-a/x", "team-d/x"),
    ],
    "an inline policy": [
        stack({ statements: [allow("a")], document: documentOf(["b"]) }, "team-a/x"),
        stack({ statements: [allow("a")] }, "team-a/x", "team-d/x"),
    ],
    "statements that did not fit inline": [
        stack({ statements: [...padding(24), allow("b")] }, "team-a/x"),
        stack({ statements: [allow("a")] }, "team-a/x", "team-d/x"),
    ],
    "everything, in exchange for another": [
        stack({ managedPolicyArns: { own: "arn:aws:iam::111122223333:policy/m" } }, "team-a/x"),
        stack({ managedPolicyArns: { own: "arn:aws:iam::111122223333:policy/n" } }, "team-d/x"),
    ],
    "a managed policy, while the subject leaves a role of its own": [
        {
            ...stack({ managedPolicies: [admin] }, "team-a/x"),
            associations: { "team-a/x": { roleRef: "r" }, "team-d/x": { role: { statements: [allow("a")] } } },
        },
        stack({ managedPolicies: [readOnly] }, "team-a/x", "team-d/x"),
    ],
    "a managed policy, while an add-on joins": [
        stack({ managedPolicies: [admin] }, "team-a/x"),
        {
            ...stack({ managedPolicies: [readOnly] }, "team-a/x"),
            eksAddons: { "aws-ebs-csi-driver": { associations: { controller: { roleRef: "r" } } } },
        },
    ],
};

/** By error. */
const mutants: Readonly<Record<string, Tamper>> = {
    "attachments that are removed last": without(types.attachmentsExclusive),
    "inline policies that are removed last": without(types.policiesExclusive),
    "associations that do not wait until policies are removed": captured => {
        const exclusive = captured.registrations
            .filter(({ type }) => type === types.attachmentsExclusive || type === types.policiesExclusive)
            .map(({ urn }) => urn);
        const registrations = captured.registrations.map(item => ({
            ...item,
            dependencies: item.dependencies.filter(urn => !exclusive.includes(urn)),
        }));
        return { ...captured, registrations };
    },
};

function without(type: string): Tamper {
    return (captured: Capture) => ({
        ...captured,
        registrations: captured.registrations.filter(item => item.type !== type),
    });
}

describe("access during an update, call by call", function () {
    this.timeout(600_000);

    for (const [what, [before, after]] of Object.entries(joins)) {
        it(`never gives a subject that joins a role the removed permissions: ${what}`, async () => {
            assert.deepEqual(await mistakesIn(before, after), []);
        });
    }

    it("never gives a subject that leaves a role new permissions of the same deployment, even if statements are split", async () => {
        const before = stack({ statements: padding(24) }, "team-a/x", "team-d/x");
        const after = stack({ statements: [...padding(24), allow("b")] }, "team-a/x");
        assert.deepEqual(await mistakesIn(before, after), []);
    });

    it("is at most the access before and the access after, in random updates", async () => {
        const { counterexample, calls, simulations } = await proveUpdates({ runs: 40, seed });
        process.stdout.write(`      seed ${seed}: ${calls} calls, ${simulations} times asked\n`);
        assert.equal(counterexample, undefined, `PROOF_SEED=${seed}\n${counterexample ?? ""}`);
    });

    it("never exceeds a Deny that is added with a managed policy", async () => {
        const before = stack({ statements: [allow("a")] }, "team-a/x");
        const after = stack({ statements: [allow("a"), deny("b")], managedPolicies: [admin] }, "team-a/x");
        assert.deepEqual(await mistakesIn(before, after), []);
        assert.deepEqual(await mistakesIn(owned(before), owned(after)), []);
    });

    it("never exceeds a Deny that is removed together with the managed policy that it restricts", async () => {
        const before = stack({ document: documentOf(["a"]), statements: [deny("b")], managedPolicies: [admin] }, "a/x");
        const after = stack({ document: documentOf(["a"]) }, "a/x");
        assert.deepEqual(await mistakesIn(before, after), []);
        assert.deepEqual(await mistakesIn(owned(before), owned(after)), []);
    });

    it("never exceeds a Deny while the statements around it are split in another way", async () => {
        const split = (count: number): PodIdentityStackArgs =>
            stack({ statements: [...padding(count), deny("b")], managedPolicies: [admin] }, "team-a/x");
        for (const [from, to] of [
            [22, 33],
            [33, 22],
            [2, 24],
            [24, 2],
        ] as const) {
            assert.deepEqual(await mistakesIn(split(from), split(to)), [], `${from} to ${to}`);
        }
    });

    for (const [what, tamper] of Object.entries(mutants)) {
        it(`would be wrong with ${what}, and the proof detects it`, async () => {
            const found = [];
            for (const [before, after] of Object.values(joins)) {
                found.push(...(await mistakesIn(before, after, tamper)));
            }
            assert.notDeepEqual(found, []);
        });
    }
});

async function mistakesIn(
    before: PodIdentityStackArgs,
    after: PodIdentityStackArgs,
    tamper?: Tamper,
): Promise<readonly string[]> {
    return (await replayed({ before, after }, { orders: fixedOrders, tamper })).mistakes;
}

/** The same role, for a single association. */
function owned({ roles = {}, associations = {}, ...args }: PodIdentityStackArgs): PodIdentityStackArgs {
    const { r: role = {} } = roles;
    return { ...args, associations: Object.fromEntries(Object.keys(associations).map(key => [key, { role }])) };
}
