import * as assert from "node:assert/strict";
import { addonNamespace, addonsIn, knownAddon, unsupported } from "../../../components/rules/addons";
import data from "../../../components/rules/knownAddons.json";
import { refreshed } from "../../../scripts/refreshAddons";
import type { KnownAddon } from "../../../components/rules/addons";

describe("the list of EKS add-ons", () => {
    it("has a namespace, a source and a date for each add-on, and service accounts if it supports associations", () => {
        for (const [name, addon] of Object.entries<KnownAddon>(data)) {
            assert.match(addon.namespace, /^[a-z][a-z-]+$/, name);
            assert.match(addon.date, /^20\d\d-\d\d-\d\d$/, name);
            assert.notEqual(addon.source, "", name);
            assert.equal(addon.podIdentity === false, addon.serviceAccounts === undefined, name);
        }
    });

    it("is searched by exact name, and by namespace if the add-on can own associations", () => {
        assert.equal(addonNamespace("adot"), "opentelemetry-operator-system");
        assert.equal(addonNamespace("constructor"), undefined);
        assert.equal(knownAddon("__proto__"), undefined);
        assert.ok(addonsIn("kube-system").includes("vpc-cni"));
        assert.ok(!addonsIn("kube-system").includes("coredns"));
        assert.ok(!addonsIn("kube-system").includes("adot"));
    });

    it("has the first version that supports associations, compared as a number", () => {
        assert.deepEqual(unsupported("vpc-cni", "v1.9.3-eksbuild.1"), { since: "v1.15.5" });
        assert.equal(unsupported("vpc-cni", "v1.15.5-eksbuild.1"), undefined);
        assert.equal(unsupported("vpc-cni", "v1.15.5"), undefined);
        assert.equal(unsupported("vpc-cni", "latest"), undefined);
        assert.equal(unsupported("vpc-cni", "1.9.3"), undefined);
        assert.equal(unsupported("vpc-cni", undefined), undefined);
        assert.deepEqual(unsupported("coredns", undefined), { since: undefined });
        assert.equal(unsupported("acme_agent", "v0.0.1"), undefined);
    });
});

describe("an update of the list of EKS add-ons", () => {
    const before = {
        "vpc-cni": { namespace: "kube-system", podIdentity: "v1.15.5", source: "page", date: "2026-01-01" },
        coredns: { namespace: "kube-system", podIdentity: false, source: "page", date: "2026-01-01" },
    };
    const configuration = (addonName: string, addonVersion: string, ...serviceAccounts: readonly string[]) => ({
        addonName,
        addonVersion,
        configurationSchema: "{}",
        podIdentityConfiguration: serviceAccounts.map(serviceAccount => ({
            serviceAccount,
            recommendedManagedPolicies: [],
        })),
    });
    const versions = {
        addons: [
            { addonName: "zeta", owner: "aws", defaultNamespace: "zeta-system", addonVersions: [] },
            { addonName: "acme_agent", owner: "aws-marketplace", defaultNamespace: "acme", addonVersions: [] },
        ],
    };

    it("takes namespaces and service accounts from the answer, with its command and date", () => {
        const after = refreshed(before, [versions, configuration("zeta", "v1.0.0-eksbuild.1", "b", "a")], "2026-11-26");
        assert.deepEqual(Object.keys(after), ["coredns", "vpc-cni", "zeta"]);
        assert.deepEqual(after.zeta, {
            namespace: "zeta-system",
            serviceAccounts: ["a", "b"],
            podIdentity: true,
            source: "aws eks describe-addon-configuration, v1.0.0-eksbuild.1",
            date: "2026-11-26",
        });
        assert.deepEqual(after["vpc-cni"], before["vpc-cni"]);
    });

    it("keeps the first version with associations, or finds it between two configurations", () => {
        const newest = configuration("vpc-cni", "v1.20.4-eksbuild.2", "aws-node");
        assert.equal(refreshed(before, [newest], "2026-11-26")["vpc-cni"]?.podIdentity, "v1.15.5");
        const both = [newest, configuration("vpc-cni", "v1.9.0-eksbuild.1")];
        assert.equal(refreshed(before, both, "2026-11-26")["vpc-cni"]?.podIdentity, "v1.20.4");
    });

    it("records that the newest version does not support associations, or that an add-on now supports them", () => {
        const none = refreshed(before, [configuration("vpc-cni", "v1.20.4-eksbuild.2")], "2026-11-26")["vpc-cni"];
        assert.equal(none?.podIdentity, false);
        assert.equal(none.serviceAccounts, undefined);
        const begun = refreshed(
            before,
            [configuration("coredns", "v2.0.0-eksbuild.1", "coredns")],
            "2026-11-26",
        ).coredns;
        assert.equal(begun?.podIdentity, true);
    });

    it("rejects the configuration of an add-on with an unknown namespace", () => {
        assert.throws(
            () => refreshed(before, [configuration("new", "v1", "a")], "2026-11-26"),
            /describe-addon-versions/,
        );
    });
});
