/** What the checks accept can be registered: every rule about args is one of the checks. */
import * as assert from "node:assert/strict";
import * as path from "node:path";
import * as fc from "fast-check";
import { PodIdentityAddon, PodIdentityRole, PodIdentityTargetRole } from "../../components";
import { addonProblems } from "../../components/checks/addon";
import { roleComponentProblems } from "../../components/checks/role";
import { targetRoleProblems } from "../../components/checks/targetRole";
import { withWarningsGiven } from "../../components/registering/warningsGiven";
import { offlineStackOf } from "../../config/offline";
import { stackFileSource } from "../../inventory/sources/stackFile";
import { record } from "../../testing";
import { stackPairs } from "../inventory/stackPairs";
import { stackFileText } from "../program/stackFile";
import { account, clusterArnOf, names, otherAccount, places, roles, stacks, subjects, targetArns } from "./limits";

const project = { folder: __dirname, name: "eks-pod-identity", stackFolder: __dirname };

async function registers(text: string): Promise<boolean> {
    const stack = offlineStackOf(text, path.join(__dirname, "Pulumi.random.yaml"), project, file => file);
    if (stack.problems.length > 0) {
        return false;
    }
    await stackFileSource(stack, "random");
    return true;
}

/** The share of accepted values. */
async function acceptedOf<T>(
    arbitrary: fc.Arbitrary<T>,
    numRuns: number,
    accepts: (value: T) => Promise<boolean>,
): Promise<number> {
    let accepted = 0;
    const seed = process.env.FUZZ_SEED === undefined ? Date.now() % 2 ** 31 : Number(process.env.FUZZ_SEED);
    await fc.assert(
        fc.asyncProperty(arbitrary, async value => {
            accepted += (await accepts(value)) ? 1 : 0;
        }),
        { numRuns, seed, endOnFailure: true },
    );
    return accepted / numRuns;
}

function isMixed(share: number): void {
    assert.ok(share > 0.1 && share < 0.9, `${share} of the values are accepted`);
}

describe("args that the checks accept", () => {
    const { stackTraceLimit } = Error;
    before(() => {
        Error.stackTraceLimit = 0;
    });
    after(() => {
        Error.stackTraceLimit = stackTraceLimit;
    });

    it("can be registered: stack files with all features", async function () {
        this.timeout(120_000);
        for (const { before: text } of stackPairs(10, Date.now() % 2 ** 31)) {
            assert.ok(await registers(text));
        }
    });

    it("can be registered: stack files near the limits", async function () {
        this.timeout(120_000);
        isMixed(
            await acceptedOf(stacks, 300, ({ place: { region }, config }) =>
                registers(stackFileText("eks-pod-identity", { "aws:region": region, ...config })),
            ),
        );
    });

    const program = async (region: string, run: () => void): Promise<true> => {
        await record(run, { aws: { account, region } });
        return true;
    };

    it("can be registered: roles, add-ons and target roles that are used alone", async function () {
        this.timeout(120_000);
        isMixed(
            await acceptedOf(
                fc.record({
                    place: places,
                    role: roles,
                    name: names,
                    kind: fc.constantFrom("role", "addon", "target"),
                    subjects: fc.uniqueArray(subjects, { minLength: 1, maxLength: 40 }),
                    targets: fc.array(targetArns, { maxLength: 2 }),
                    untagged: fc.boolean(),
                }),
                300,
                async ({ place, role, name, kind, subjects: keys, targets, untagged }) => {
                    const { clusterName, region } = place;
                    // The account of an add-on's cluster is not in its args.
                    const own = JSON.parse(JSON.stringify(role).replaceAll(otherAccount, account)) as typeof role;
                    const { trust, irsa: _irsa, ...permissions } = role;
                    const clusterArn = clusterArnOf(place);
                    if (kind === "role") {
                        const args = {
                            ...role,
                            ...(untagged && {
                                disableSessionTags: true,
                                trust: { ...(trust as object), scope: "cluster" },
                            }),
                            ...(targets.length > 0 && { name, targetRoleArns: targets }),
                            clusterArn,
                            subjects: keys,
                        };
                        return (
                            roleComponentProblems(args).length === 0 &&
                            program(region, () => new PodIdentityRole("role", withWarningsGiven(args as never)))
                        );
                    }
                    if (kind === "addon") {
                        const args = {
                            clusterName,
                            region,
                            addonName: "aws-ebs-csi-driver",
                            associations: { controller: { role: own } },
                            propagationSeconds: 0,
                        };
                        return (
                            addonProblems(args).length === 0 &&
                            program(region, () => new PodIdentityAddon("addon", withWarningsGiven(args as never)))
                        );
                    }
                    const args = {
                        ...permissions,
                        name,
                        sources: keys.map(subject => ({
                            cluster: clusterArn,
                            subject,
                            roleArn: `arn:${place.partition}:iam::${account}:role/x`,
                            ...(untagged && { disableSessionTags: true }),
                        })),
                    };
                    return (
                        targetRoleProblems(args).length === 0 &&
                        program(region, () => new PodIdentityTargetRole("target", withWarningsGiven(args as never)))
                    );
                },
            ),
        );
    });
});
