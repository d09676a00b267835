import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Association } from "../../../components";
import { knownPlace, placeOfCluster } from "../../../components/decisions/knownPlace";
import { ownRole, sharedRole } from "../../../components/decisions/roles";
import { decideAddon, decideRole, decideTargetRole } from "../../../components/decisions/single";
import { decide, rolesToMake } from "../../../components/decisions/stack";
import { addonUsers, forSubject, stackUsers, usersByRole } from "../../../components/decisions/users";
import type { User } from "../../../components/decisions/users";

const target = "arn:aws:iam::444455556666:role/target";
const none = { hasInlineStatements: false, inline: [], split: [], attached: [] };

function user(key: string, association: Association = {}): User {
    const [found] = stackUsers({ [key]: association });
    assert.ok(found);
    return found;
}

describe("the role of an association", () => {
    it("has the name and the prefix of its subject, and no key", () => {
        const association = { disableSessionTags: true, targetRoleArn: `${target}-{namespace}` };
        const own = user("shop/orders", association);
        const decided = ownRole("c", own, { path: "/x/" }, { permissionsBoundary: "b" });
        const subject = { namespace: "shop", serviceAccount: "orders" };
        assert.deepEqual(
            { ...decided, policies: undefined },
            {
                path: ["associations", "shop/orders", "role"],
                key: undefined,
                name: "c/shop/orders",
                formerNames: [],
                namePrefix: "shop-orders-",
                subject,
                users: [own],
                subjects: ["shop/orders"],
                written: { path: "/x/" },
                role: { path: "/x/", permissionsBoundary: "b" },
                disableSessionTags: true,
                targets: [{ arn: `${target}-shop`, subject }],
                policies: undefined,
            },
        );
        assert.deepEqual(
            decided.policies.inline.map(({ name }) => name),
            ["target-role"],
        );
    });

    it("has no target without a target role", () => {
        const { targets, disableSessionTags } = ownRole("c", user("a/b"), {}, undefined);
        assert.deepEqual([targets, disableSessionTags], [[], false]);
    });
});

describe("a shared role", () => {
    const users = () => [user("shop/b", { targetRoleArn: target }), user("shop/a", { targetRoleArn: `${target}-2` })];

    it("has its subjects and targets in the order of the keys, whatever the order of the config", () => {
        for (const given of [users(), users().reverse()]) {
            const { subjects, targets } = sharedRole("c", "reader", {}, undefined, given);
            assert.deepEqual(subjects, ["shop/a", "shop/b"]);
            assert.deepEqual(
                targets.map(({ arn }) => arn),
                [`${target}-2`, target],
            );
        }
    });

    it("leaves the order of its users as it is", () => {
        const given = users();
        assert.equal(sharedRole("c", "reader", {}, undefined, given).users, given);
        assert.deepEqual(given, users());
    });

    it("is exclusive unless it or a default says otherwise", () => {
        const exclusiveOf = (...[shared, defaults]: readonly [object, object?]) =>
            sharedRole("c", "reader", shared, defaults, []).role.exclusive;
        assert.equal(exclusiveOf({}), true);
        assert.equal(exclusiveOf({ exclusive: false }), false);
        assert.equal(exclusiveOf({}, { exclusive: false }), false);
    });

    it("has a constant name, its former names, and a prefix only if one is set", () => {
        const shared = { formerly: ["old", "older"], namePrefix: "reader-", path: "/x/" };
        const decided = sharedRole("c", "reader", shared, undefined, []);
        assert.deepEqual(decided.path, ["roles", "reader"]);
        assert.equal(decided.key, "reader");
        assert.equal(decided.name, "c/roles:reader");
        assert.deepEqual(decided.formerNames, ["c/roles:old", "c/roles:older"]);
        assert.equal(decided.namePrefix, "reader-");
        assert.deepEqual(decided.written, { path: "/x/" });
        const plain = sharedRole("c", "reader", {}, undefined, []);
        assert.deepEqual([plain.formerNames, plain.namePrefix], [[], undefined]);
        assert.equal(sharedRole("c", "reader", { namePrefix: null } as never, undefined, []).namePrefix, undefined);
    });

    it("disables session tags if one of its associations does", () => {
        const disabled = user("a/b", { disableSessionTags: true });
        const of = (...given: readonly User[]) => sharedRole("c", "r", {}, undefined, given).disableSessionTags;
        assert.deepEqual([of(), of(user("a/a")), of(user("a/a"), disabled)], [false, false, true]);
    });

    it("has each target once, and every Output, because equal ones cannot be recognized", () => {
        const unknown = { targetRoleArn: pulumi.output(target) };
        const of = (...given: readonly User[]) => sharedRole("c", "r", {}, undefined, given).targets.length;
        assert.equal(of(user("a/a", { targetRoleArn: target }), user("a/b", { targetRoleArn: target })), 1);
        assert.equal(of(user("a/a", unknown), user("a/b", unknown)), 2);
        assert.equal(of(user("a/a"), user("a/b")), 0);
    });
});

describe("the users of roles", () => {
    it("are found by the key of their role", () => {
        const users = [
            user("a/a", { roleRef: "r" }),
            user("a/b"),
            user("a/c", { roleRef: "" }),
            user("a/d", { roleRef: "r" }),
        ];
        assert.deepEqual([...usersByRole(users)], [["r", [users[0], users[3]]]]);
    });

    it("in an add-on have its namespace, or a key without one", () => {
        const path = ["eksAddons", "custom"];
        assert.deepEqual(addonUsers("custom", { associations: { sa: {} } }, path), [
            { path: [...path, "associations", "sa"], key: "/sa", subject: undefined, association: {} },
        ]);
        assert.deepEqual(
            addonUsers("custom", { namespace: "x", associations: { sa: {} } }, []).map(({ key }) => key),
            ["x/sa"],
        );
        assert.deepEqual(addonUsers("custom", {}, []), []);
    });

    it("have their names in a text, and an Output stays as it is", () => {
        const output = pulumi.output("x");
        assert.equal(forSubject("{namespace}", { namespace: "a", serviceAccount: "b" }), "a");
        assert.equal(forSubject("{namespace}", undefined), "{namespace}");
        assert.equal(forSubject(output, undefined), output);
    });
});

describe("a PodIdentityRole", () => {
    it("is decided from its args", () => {
        const args = {
            subjects: ["shop/b", "shop/a"],
            namePrefix: "p-",
            disableSessionTags: true,
            targetRoleArns: [target],
            path: "/x/",
        };
        const association = { disableSessionTags: true };
        const decided = decideRole("r", args);
        assert.deepEqual(
            { ...decided, role: undefined, policies: undefined },
            {
                path: [],
                key: undefined,
                name: "r",
                formerNames: [],
                namePrefix: "p-",
                subject: undefined,
                users: [
                    {
                        path: ["subjects", 0],
                        key: "shop/b",
                        subject: { namespace: "shop", serviceAccount: "b" },
                        association,
                    },
                    {
                        path: ["subjects", 1],
                        key: "shop/a",
                        subject: { namespace: "shop", serviceAccount: "a" },
                        association,
                    },
                ],
                subjects: ["shop/b", "shop/a"],
                written: args,
                role: undefined,
                disableSessionTags: true,
                targets: [{ arn: target, subject: undefined }],
                policies: undefined,
            },
        );
        assert.equal(decided.role.path, "/x/");
    });

    it("has a subject only if it is the only one", () => {
        assert.deepEqual(decideRole("r", { subjects: ["a/b"] }).subject, { namespace: "a", serviceAccount: "b" });
        const { subject, users, subjects, targets, namePrefix, disableSessionTags } = decideRole("r", {});
        assert.deepEqual([subject, namePrefix, disableSessionTags], [undefined, undefined, false]);
        assert.deepEqual([users, subjects, targets], [[], [], []]);
    });
});

describe("a PodIdentityTargetRole", () => {
    it("has no users, and the subject of its only source", () => {
        const sources = [{ cluster: "dev", roleArn: target, subject: "a/b", disableSessionTags: true }];
        const args = { sources };
        const decided = decideTargetRole("t", args, ["targetRoles", "t"]);
        assert.deepEqual(
            { ...decided, role: undefined },
            {
                path: ["targetRoles", "t"],
                key: undefined,
                name: "t",
                formerNames: [],
                namePrefix: undefined,
                subject: { namespace: "a", serviceAccount: "b" },
                users: [],
                subjects: [],
                written: args,
                role: undefined,
                disableSessionTags: true,
                targets: [],
                policies: none,
                sources,
            },
        );
        const two = [{ subject: "a/b" }, { subject: "a/c" }] as never;
        assert.equal(decideTargetRole("t", { sources: two }).subject, undefined);
        assert.deepEqual(decideTargetRole("t", {}).sources, []);
        assert.equal(decideTargetRole("t", { sources: [{ roleArn: target }] as never }).subject, undefined);
    });
});

describe("a PodIdentityAddon", () => {
    const associations = { own: { role: { path: "/x/" } }, existing: { roleArn: target } };

    it("has a role for each service account that has its own", () => {
        const args = { addonName: "custom", clusterName: "dev", namespace: "x", propagationSeconds: 7, associations };
        const { roles, addons, ...rest } = decideAddon("c", args);
        assert.deepEqual(rest, {
            query: { clusterName: "dev", region: undefined },
            agent: undefined,
            associations: [],
            defaults: {},
            place: { cluster: "dev" },
            propagationSeconds: 7,
        });
        assert.deepEqual(
            roles.map(({ name, subjects }) => [name, subjects]),
            [["c/x/own", ["x/own"]]],
        );
        assert.deepEqual(addons, [
            {
                path: [],
                name: "c",
                addonName: "custom",
                addon: args,
                otherNamespace: "x",
                associations: [
                    {
                        path: ["associations", "own"],
                        key: "x/own",
                        subject: { namespace: "x", serviceAccount: "own" },
                        serviceAccount: "own",
                        role: roles[0],
                        roleArn: undefined,
                    },
                    {
                        path: ["associations", "existing"],
                        key: "x/existing",
                        subject: { namespace: "x", serviceAccount: "existing" },
                        serviceAccount: "existing",
                        role: undefined,
                        roleArn: target,
                    },
                ],
            },
        ]);
    });

    it("sets a namespace only if it is not the default of the add-on", () => {
        const otherOf = (args: object) => decideAddon("c", { addonName: "adot", ...args }).addons[0].otherNamespace;
        assert.equal(otherOf({}), undefined);
        assert.equal(otherOf({ namespace: "opentelemetry-operator-system" }), undefined);
        assert.equal(otherOf({ namespace: "x" }), "x");
    });

    it("can have an unknown cluster, and no name yet", () => {
        const decided = decideAddon("c", { clusterName: pulumi.output("dev") });
        assert.deepEqual(decided.place, {});
        assert.equal(decided.addons[0].addonName, "");
    });
});

describe("the known place of args", () => {
    it("has the name of the cluster and the Region, if they are text and valid", () => {
        assert.deepEqual(knownPlace({ clusterName: "dev", region: "eu-west-1" }, { account: "111122223333" }), {
            account: "111122223333",
            cluster: "dev",
            region: "eu-west-1",
            partition: "aws",
        });
        for (const args of [
            undefined,
            null,
            [],
            { clusterName: "a b", region: "nowhere" },
            { clusterName: pulumi.output("dev"), region: pulumi.output("eu-west-1") },
        ]) {
            assert.deepEqual(knownPlace(args), {});
        }
    });

    it("has all values of the ARN of a cluster", () => {
        assert.deepEqual(placeOfCluster("arn:aws-cn:eks:cn-north-1:111122223333:cluster/dev"), {
            cluster: "dev",
            account: "111122223333",
            region: "cn-north-1",
            partition: "aws-cn",
        });
        assert.deepEqual(placeOfCluster("dev"), {});
        assert.deepEqual(placeOfCluster(undefined), {});
    });

    it("overrides what is known elsewhere", () => {
        assert.deepEqual(knownPlace({ clusterName: "dev" }, { cluster: "prod" }), { cluster: "dev" });
        assert.deepEqual(decide("c", { clusterName: "dev" }, { region: "eu-west-1" }).place, {
            cluster: "dev",
            region: "eu-west-1",
        });
    });
});

describe("the decisions of a stack", () => {
    const decisions = () =>
        decide("c", {
            clusterName: "dev",
            associations: {
                "shop/own": { role: {}, tags: { a: "b" } },
                "shop/shared": { roleRef: "reader", disableSessionTags: true, sessionPolicy: { document: "{}" } },
                "shop/existing": { roleArn: target, targetRoleArn: target },
            },
            eksAddons: { custom: { namespace: "x", associations: { sa: { role: {} } } } },
            roles: { reader: {}, unused: {} },
        });

    it("have shared roles first, and only those with users are created, after the others", () => {
        assert.deepEqual(
            decisions().roles.map(({ name }) => name),
            ["c/roles:reader", "c/roles:unused", "c/shop/own", "c/x/sa"],
        );
        assert.deepEqual(
            rolesToMake(decisions()).map(({ name }) => name),
            ["c/shop/own", "c/x/sa", "c/roles:reader"],
        );
    });

    it("have the role of each association", () => {
        const { associations } = decisions();
        assert.deepEqual(
            associations.map(({ key, name, role, roleArn, targetRoleArn }) => [
                key,
                name,
                role?.name,
                roleArn,
                targetRoleArn,
            ]),
            [
                ["shop/own", "c/shop/own", "c/shop/own", undefined, undefined],
                ["shop/shared", "c/shop/shared", "c/roles:reader", undefined, undefined],
                ["shop/existing", "c/shop/existing", undefined, target, target],
            ],
        );
        assert.deepEqual(
            associations.map(({ disableSessionTags, sessionPolicy, tags }) => [
                disableSessionTags,
                sessionPolicy,
                tags,
            ]),
            [
                [false, undefined, { a: "b" }],
                [true, { document: "{}" }, undefined],
                [false, undefined, undefined],
            ],
        );
    });

    it("have the add-ons with their paths and names", () => {
        const [addon] = decisions().addons;
        assert.deepEqual(addon?.path, ["eksAddons", "custom"]);
        assert.equal(addon.name, "c/eksAddons:custom");
        assert.equal(addon.otherNamespace, "x");
        assert.deepEqual(
            addon.associations.map(({ path, serviceAccount, role }) => [path, serviceAccount, role?.name]),
            [[["eksAddons", "custom", "associations", "sa"], "sa", "c/x/sa"]],
        );
    });

    it("have what registration needs of the rest of the args", () => {
        const agent = { version: "latest" };
        const {
            query,
            agent: decided,
            propagationSeconds,
        } = decide("c", {
            clusterName: "dev",
            region: "eu-west-1",
            agent,
            propagationSeconds: 0,
        });
        assert.deepEqual([query, decided, propagationSeconds], [{ clusterName: "dev", region: "eu-west-1" }, agent, 0]);
    });

    it("are empty for empty args", () => {
        assert.deepEqual(decide("c", {}), {
            query: { clusterName: "", region: undefined },
            agent: undefined,
            roles: [],
            associations: [],
            addons: [],
            defaults: {},
            place: {},
            propagationSeconds: undefined,
        });
    });
});
