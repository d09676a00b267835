import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { addonProblems, checkedAddon } from "../../../components/checks/addon";
import { checkedRole } from "../../../components/checks/role";
import { checkedStack, stackProblems } from "../../../components/checks/stack";
import { checkedTargetRole, checkedTargetRoles } from "../../../components/checks/targetRole";
import { outsideGaps, soundPart } from "../../../components/decisions/soundPart";
import { printedPath, problemText } from "../../../components/rules/problem";

const gap = (...path: (string | number)[]) => ({
    path,
    problem: "is a number",
    remedy: "text is required here",
    gap: { path, empty: null },
});

describe("the sound part of args", () => {
    it("is the args themselves where no value is of the wrong kind", () => {
        const args = { associations: { "a/b": { roleArn: "x" } } };
        assert.equal(soundPart(args, [{ path: ["associations"], problem: "is too long", remedy: "" }]), args);
    });

    it("has an empty value for each value of the wrong kind, and the rest as it is", () => {
        const kept = { name: "r" };
        const args = { list: ["a", 5, kept], map: { a: 5, b: "x" }, "__proto__.x": 1 };
        const sound = soundPart<typeof args>(args, [gap("list", 1), gap("map", "a")]);
        assert.deepEqual(sound, { list: ["a", null, kept], map: { a: null, b: "x" }, "__proto__.x": 1 });
        assert.equal(sound.list[2], kept);
    });

    it("leaves out no problem but those at or in a gap", () => {
        const at = (...path: (string | number)[]) => ({ path, problem: "p", remedy: "r" });
        const problems = [at("a"), at("a", "b"), at("a", "b", 0), at("ab"), at("c")];
        assert.deepEqual(
            outsideGaps(problems, [gap("a", "b")]).map(({ path }) => printedPath(path)),
            ["a", "ab", "c"],
        );
    });
});

describe("decisions on args with mistakes", () => {
    const roleOf = (role: unknown, defaults: object = {}) => {
        const args = { clusterName: "dev", associations: { "a/b": { role } }, defaults: { role: defaults } };
        const [decided] = checkedStack("identity", args).decisions.roles;
        assert.ok(decided);
        return decided;
    };

    it("take no default for a setting of the wrong kind", () => {
        assert.equal(roleOf({}, { path: "/x/" }).role.path, "/x/");
        assert.equal(roleOf({ path: 5 }, { path: "/x/" }).role.path, undefined);
    });

    it("count an entry of the wrong kind, at its position", () => {
        const { role, policies } = roleOf({ managedPolicies: ["A", 5, "B"], statements: [7, { actions: ["*"] }] });
        assert.deepEqual(role.managedPolicies, ["A", "", "B"]);
        assert.deepEqual(role.statements, [{}, { actions: ["*"] }]);
        assert.equal(policies.attached.length, 3);
    });

    it("grant nothing for a preset with a problem", () => {
        const { policies } = roleOf({ presets: { externalDns: { hostedZoneArns: [] }, ebsCsi: {} } });
        assert.deepEqual(
            policies.inline.map(({ name }) => name),
            ["preset-ebsCsi"],
        );
    });

    it("have no subject if the key is not one, or if the add-on's namespace is unknown", () => {
        const association = { role: {} };
        const args = {
            clusterName: "dev",
            associations: { ab: association },
            eksAddons: { custom: { associations: { sa: association } } },
        };
        const { roles } = checkedStack("identity", args).decisions;
        assert.deepEqual(
            roles.map(({ subject }) => subject),
            [undefined, undefined],
        );
    });

    it("are never an exception, whatever the args are", () => {
        const values = fc.anything({
            key: fc.constantFrom(
                ...["clusterName", "associations", "a/b", "role", "roles", "roleRef", "defaults", "eksAddons", "x"],
                ...["statements", "presets", "ebsCsi", "trust", "clusters", "tags", "sources", "subjects", "document"],
                ...["managedPolicies", "managedPolicyArns", "sessionPolicy", "irsa", "name", "subject", "principals"],
            ),
            values: [fc.string(), fc.constantFrom("a/b", "x", "reader"), fc.constant(null), fc.integer(), fc.boolean()],
            maxDepth: 6,
        });
        fc.assert(
            fc.property(values, args => {
                for (const check of [checkedStack, checkedRole, checkedTargetRole, checkedAddon]) {
                    check("c", args);
                }
                checkedTargetRoles(args);
            }),
            { numRuns: 2_000 },
        );
    });

    it("are made in a moment, also where thousands of values are of the wrong kind", () => {
        const role = { name: 5, path: [], statements: "x" };
        const associations = Object.fromEntries(
            Array.from({ length: 5_000 }, (_, index) => [`a/b-${String(index)}`, { role }]),
        );
        const before = process.cpuUsage().user;
        assert.equal(stackProblems({ clusterName: "dev", associations }).length, 15_000);
        assert.ok(process.cpuUsage().user - before < 10_000_000, "a list of gaps would be searched for a minute");
    });

    it("find what is wrong beside a gap as well", () => {
        const args = {
            clusterName: "dev",
            addonName: "aws-ebs-csi-driver",
            associations: { sa: { role: { tags: 5, name: "x" } }, sb: { role: { name: "X" } } },
        };
        assert.deepEqual(addonProblems(args).map(problemText), [
            "associations.sa.role.tags: is a number: a map is required here",
            'associations.sb.role.name: "X" is also the name of associations.sa.role: role names are unique in an account, regardless of case',
        ]);
    });
});
