/** What the inventory of a stack file says, held against what the real engine registers. */
import * as assert from "node:assert/strict";
import * as path from "node:path";
import { findProject } from "../../config/findStackFile";
import { offlineStack } from "../../config/offline";
import { awsActions } from "../../inventory/catalogue";
import { accessDiff } from "../../inventory/diff";
import type { AccessDiff } from "../../inventory/diff";
import { awsManagedDocuments } from "../../inventory/documents";
import { inventoryOf } from "../../inventory/inventoryOf";
import type { Inventory } from "../../inventory/model";
import { jsonSource } from "../../inventory/sources/jsonSource";
import { stackFileSource } from "../../inventory/sources/stackFile";
import { account, closeStacks, openStacks, region } from "../program/engineStack";
import type { EngineStacks, StackConfig } from "../program/engineStack";

const earlierConfig: StackConfig = {
    clusterName: "dev",
    associations: {
        "shop/orders": {
            role: {
                statements: [{ actions: ["s3:GetObject"], resources: ["arn:{partition}:s3:::orders-{cluster}/*"] }],
                presets: { externalDns: { hostedZoneArns: ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"] } },
            },
        },
        "team-a/reader": { roleRef: "reader" },
        "team-b/reader": { roleRef: "reader" },
        "legacy/report": { roleArn: `arn:aws:iam::${account}:role/report` },
    },
    roles: { reader: { managedPolicies: ["AmazonSQSReadOnlyAccess"] } },
};
const laterConfig: StackConfig = {
    ...earlierConfig,
    associations: {
        ...(earlierConfig.associations as object),
        "shop/orders": {
            role: {
                statements: [{ actions: ["s3:GetObject", "s3:PutObject"], resources: ["arn:aws:s3:::orders-dev/*"] }],
            },
        },
        "team-b/reader": { role: { managedPolicies: ["AmazonSQSReadOnlyAccess"] } },
        "shop/cart": { roleRef: "reader" },
    },
};

describe("the inventory of a stack file, and the engine", () => {
    let stacks: EngineStacks;
    before(async function () {
        stacks = await openStacks(this);
        await stacks.sandbox.seed([
            {
                account,
                region,
                clusters: [{ name: "dev" }],
                roles: [`arn:aws:iam::${account}:role/report`],
            },
        ]);
    });
    after(() => closeStacks(stacks));

    const offline = async (stack: string): Promise<Inventory> => {
        const project = findProject(stacks.sandbox.project);
        assert.ok(project);
        const read = offlineStack(path.join(stacks.sandbox.project, `Pulumi.${stack}.yaml`), project, file => file);
        assert.deepEqual(read.problems, []);
        return inventoryOf(await stackFileSource(read, stack), awsManagedDocuments);
    };
    const previewed = async (stack: string): Promise<{ before: Inventory; after: Inventory }> => {
        const { code, stdout, stderr } = await stacks.run("preview", "--json", "--show-sames", "--stack", stack);
        assert.equal(code, 0, stdout + stderr);
        const source = jsonSource(stdout, "preview");
        assert.ok(source.before);
        return {
            before: inventoryOf(source.before, awsManagedDocuments),
            after: inventoryOf(source.after, awsManagedDocuments),
        };
    };

    it("have the same access, before anything exists and afterwards", async () => {
        await stacks.mustUp("truth", earlierConfig);
        const file = await offline("truth");
        const preview = await previewed("truth");
        for (const engine of [preview.before, preview.after]) {
            assert.deepEqual(findings(accessDiff(file, engine, awsActions())), []);
            assert.deepEqual(findings(accessDiff(engine, file, awsActions())), []);
            assert.deepEqual(names(engine), names(file));
        }
    });

    it("have the same differences", async () => {
        const earlier = await offline("truth");
        await stacks.write("truth", laterConfig);
        const byFiles = accessDiff(earlier, await offline("truth"), awsActions());
        const { before: old, after: now } = await previewed("truth");
        const byEngine = accessDiff(old, now, awsActions());
        assert.deepEqual(findings(byEngine), findings(byFiles));
        assert.ok(findings(byFiles).length >= 4, findings(byFiles).join("\n"));
    });
});

/** Findings without positions: the engine has URNs instead. */
function findings({ subjects, trust }: AccessDiff): string[] {
    return [
        ...subjects.flatMap(({ subject, change, access, notes, unknowns }) => [
            `${subject} ${change}`,
            ...access.map(({ verdict, actions, resources, conditions }) =>
                JSON.stringify([subject, verdict, actions, resources, conditions]),
            ),
            ...notes.map(({ text }) => `${subject} ${text}`),
            ...unknowns.map(text => `${subject} ${text}`),
        ]),
        ...trust.map(({ role, change, principals, conditions }) =>
            JSON.stringify([role, change, principals, conditions]),
        ),
    ].sort();
}

function names({ associations, roles }: Inventory): unknown {
    return {
        associations: associations.map(({ subject, cluster, sessionTags }) => [subject, cluster, sessionTags]),
        roles: roles.map(({ label, policies }) => [label, policies.map(({ kind }) => kind).sort()]),
    };
}
