import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityStack } from "../../../components";
import { addonProblems } from "../../../components/checks/addon";
import { problemText } from "../../../components/rules/problem";
import { roleComponentProblems } from "../../../components/checks/role";
import { stackProblems } from "../../../components/checks/stack";
import { decide, rolesToMake } from "../../../components/decisions/stack";
import type { AccessArgs } from "../../../components/decisions/stack";
import { capture, types } from "../capture";

const target = "arn:aws:iam::444455556666:role/target";
const clusterArn = "arn:aws:eks:eu-west-1:111122223333:cluster/dev";

/** A policy as JSON, with the given number of characters. */
function documentOf(size: number): string {
    const text = (name: string): string =>
        `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::${name}"}]}`;
    return text("x".repeat(size - text("").length));
}

function tagsOf(count: number, prefix: string): Record<string, string> {
    return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, "x"]));
}

function users(count: number, association: object): object {
    return Object.fromEntries(Array.from({ length: count }, (_, index) => [`shop/sa-${index}`, association]));
}

function lines(args: object): string[] {
    return stackProblems({ clusterName: "dev", ...args }).map(problemText);
}

const source = { name: "source", trust: { scope: "namespace" } };

describe("a role with the settings of associations and defaults", () => {
    for (const [what, targetRoleArn] of [
        ["named by each", target],
        ["an Output", pulumi.output(target)],
    ] as const) {
        it(`can have one target role for sixty associations: ${what}`, async () => {
            const args = {
                clusterName: "dev",
                associations: users(60, { roleRef: "source", targetRoleArn }),
                roles: { source },
            };
            assert.deepEqual(lines(args), []);
            const { of } = await capture(() => new PodIdentityStack("identity", args as never));
            assert.equal(of(types.association).size, 60);
            assert.match(
                String(of(types.rolePolicy).get("identity/roles:source/inline:target-role")?.inputs.policy),
                new RegExp(`"Resource":\\["${target}"\\]`),
            );
        });
    }

    it("is rejected if its document leaves no room for the target role, with the path of the document", () => {
        const role = { name: "source", document: documentOf(10_230) };
        assert.deepEqual(lines({ associations: { "a/b": { role } } }), []);
        assert.match(
            lines({ associations: { "a/b": { role, targetRoleArn: target } } }).join("\n"),
            /^associations\["a\/b"\]\.role: has inline policies of \d+ characters \(document 10230, target-role 155\): [^\n]*$/,
        );
        const shared = { associations: { "a/b": { roleRef: "r", targetRoleArn: target } }, roles: { r: role } };
        assert.match(lines(shared).join("\n"), /^roles\.r: has inline policies of \d+ characters [^\n]*$/);
    });

    it("is rejected once for too many tags in total, for roles, associations and roles of add-ons", () => {
        const tags = tagsOf(30, "own");
        const defaults = { role: { tags: tagsOf(30, "default") }, association: { tags: tagsOf(21, "default") } };
        assert.deepEqual(
            lines({
                associations: { "a/b": { role: { tags }, tags }, "c/d": { role: {} } },
                roles: { r: { tags } },
                eksAddons: { adot: { associations: { collector: { role: { tags } } } } },
                defaults,
            }).map(line => line.split(":")[0]),
            [
                "roles.r.tags",
                'associations["a/b"].role.tags',
                "eksAddons.adot.associations.collector.role.tags",
                'associations["a/b"].tags',
            ],
        );
        const fifty = { ...tagsOf(20, "own"), ...tagsOf(30, "default") };
        assert.deepEqual(lines({ associations: { "a/b": { role: { tags: fifty } } }, defaults }), []);
        const less = { ...tags, ...Object.fromEntries(Object.keys(tagsOf(10, "default")).map(key => [key, null])) };
        assert.deepEqual(lines({ associations: { "a/b": { role: { tags: less } } }, defaults }), []);
    });

    it("is rejected if its subject makes a default too long, or if its subjects have no common value", () => {
        const [namespace, serviceAccount] = ["a".repeat(40), "b".repeat(30)];
        const defaults = { role: { name: "{namespace}-{serviceAccount}", tags: { of: "{namespace}" } } };
        assert.deepEqual(
            lines({
                associations: { [`${namespace}/${serviceAccount}`]: { role: {} }, [`${namespace}/x`]: { role: {} } },
                roles: { r: { name: "own", tags: { team: "x" } }, s: { name: "other", tags: { of: "x" } } },
                defaults,
            }).map(line => line.replace(/: [^:]*$/, "")),
            [
                "roles.r.tags: comes from defaults with {namespace}, which has no value for a role that several subjects share",
                `associations["${namespace}/${serviceAccount}"].role.name: comes from defaults, where "${namespace}-${serviceAccount}" is not a role name`,
            ],
        );
    });

    it("is validated in a PodIdentityAddon used alone as in a stack", () => {
        const associations = { collector: { role: { document: documentOf(10_250) } } };
        assert.match(
            addonProblems({ clusterName: "dev", addonName: "adot", associations }).map(problemText).join("\n"),
            /^associations\.collector\.role: has inline policies of 10250 characters [^\n]*$/,
        );
    });

    it("has its own name in a PodIdentityAddon used alone as in a stack", () => {
        const associations = { collector: { role: { name: "{cluster}" } }, other: { role: { name: "Dev" } } };
        assert.match(
            addonProblems({ clusterName: "dev", addonName: "adot", associations }).map(problemText).join("\n"),
            /^associations\.other\.role\.name: "Dev" is also the name of associations\.collector\.role: [^\n]*$/,
        );
    });

    it("is never rejected by PodIdentityRole after the stack accepted it", () => {
        const tags = (prefix: string): fc.Arbitrary<Record<string, string> | null | undefined> =>
            fc.option(
                fc
                    .tuple(fc.integer({ min: 0, max: 49 }), fc.constantFrom("x", "{namespace}"))
                    .map(([count, value]) => ({ ...tagsOf(count, prefix), common: value })),
                { nil: fc.sample(fc.constantFrom(null, undefined), 1)[0] },
            );
        const settings = (prefix: string): fc.Arbitrary<object> =>
            fc.record(
                {
                    tags: tags(prefix),
                    description: fc.constantFrom("x", "{namespace}", null),
                    path: fc.constant("/x/"),
                },
                { requiredKeys: [] },
            );
        const role = fc
            .record({
                own: settings("own"),
                name: fc.constantFrom("source", "{cluster}"),
                size: fc.constantFrom(0, 9_000, 10_060, 10_150, 10_240),
                long: fc.boolean(),
            })
            .map(({ own, name, size, long }) => ({
                ...own,
                name,
                ...(size > 0 && { document: documentOf(size) }),
                ...(long && {
                    statements: [{ actions: ["s3:GetObject"], resources: [`arn:aws:s3:::${"y".repeat(900)}`] }],
                }),
            }));
        const targetRoleArn = fc.constantFrom(undefined, null, target, `${target}-{namespace}`, pulumi.output(target));
        const subject = fc.constantFrom("a/b", "c/d", `${"n".repeat(63)}/e`, `f/${"s".repeat(250)}`);
        const association = fc.oneof(
            fc.record({ role, targetRoleArn }),
            fc.record({ roleRef: fc.constant("shared"), targetRoleArn }),
        );
        const stack = fc.record({
            associations: fc.dictionary(subject, association, { maxKeys: 3 }),
            roles: fc.record({ shared: role }),
            defaults: fc.record({ role: settings("default") }),
        });
        let accepted = 0;
        fc.assert(
            fc.property(stack, given => {
                const args = { clusterName: "dev", ...given };
                // Names are validated elsewhere.
                if (stackProblems(args).some(({ problem }) => !problem.includes("is also the name of"))) {
                    return;
                }
                for (const decided of rolesToMake(decide("identity", given as unknown as AccessArgs))) {
                    accepted++;
                    const { role: settled, subjects, disableSessionTags, targets } = decided;
                    const targetRoleArns = targets.map(({ arn }) => arn);
                    const componentArgs = {
                        ...settled,
                        clusterArn,
                        subjects,
                        disableSessionTags,
                        ...(targetRoleArns.length > 0 && { targetRoleArns }),
                    };
                    assert.deepEqual(roleComponentProblems(componentArgs).map(problemText), []);
                }
            }),
            { numRuns: 1_000 },
        );
        assert.ok(accepted > 100, `${accepted} roles were validated`);
    });
});
