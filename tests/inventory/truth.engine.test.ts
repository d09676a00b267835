/** What the inventory of a stack file says, held against what the real engine registers. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { findProject } from "../../config/findStackFile";
import { offlineStack } from "../../config/offline";
import { awsActions } from "../../inventory/catalogue";
import { accessDiff } from "../../inventory/diff";
import { awsManagedDocuments } from "../../inventory/documents";
import { inventoryOf } from "../../inventory/inventoryOf";
import type { InventorySource } from "../../inventory/inventoryOf";
import type { Inventory } from "../../inventory/model";
import { jsonSource } from "../../inventory/sources/jsonSource";
import { stackFileSource } from "../../inventory/sources/stackFile";
import { packageFolder } from "../../sandbox/layout";
import { settingsIn } from "../../scripts/sandbox/stackSettings";
import { shownFiles, shownStackFiles } from "../docs/stackFiles";
import { account, closeStacks, openStacks, region } from "../program/engineStack";
import type { EngineStacks, StackConfig } from "../program/engineStack";
import { differences, findings, registrations } from "./comparison";
import { previewsOf, runMany, sourceOf } from "./manyStackFiles";
import type { NamedStackFile } from "./manyStackFiles";
import { truthOf } from "./truth";

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
        const { code, stdout, stderr } = await stacks.run(
            "preview",
            "--json",
            "--show-sames",
            "--show-replacement-steps",
            "--stack",
            stack,
        );
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

    it("have the same differences, for random stack files", async () => {
        const { disagreements, findings: count } = await truthOf(6, 15);
        assert.deepEqual(disagreements, []);
        assert.ok(count > 50, `${count} findings`);
    });

    for (const stack of ["dev", "prod"]) {
        it(`have the same resources: Pulumi.${stack}.yaml`, async () => {
            const project = findProject(packageFolder);
            assert.ok(project);
            const file = path.join(packageFolder, `Pulumi.${stack}.yaml`);
            const read = offlineStack(file, project, each => each);
            const { seed } = settingsIn(fs.readFileSync(file, "utf8"), stack, file, project);
            await stacks.sandbox.seed(seed ? [seed] : []);
            const { code, stdout, stderr } = await stacks.run("preview", "--json", "--stack", stack);
            assert.equal(code, 0, stdout + stderr);
            assertSame(await stackFileSource(read, stack), jsonSource(stdout, "preview").after);
        });
    }

    it("have the same resources: every stack file of the docs, the example and the template", async () => {
        const folder = path.dirname(stacks.sandbox.project);
        const [shown, ofFleet] = [shownIn(folder), fleetFiles()];
        const files = [...shown, ...ofFleet, ofTemplate(folder)];
        assert.ok(shown.length > 30 && ofFleet.length === 5, `${files.length} stack files`);
        await stacks.sandbox.seed(
            files.flatMap(({ text, name, folder: own }) => {
                const file = path.join(own, `Pulumi.${name}.yaml`);
                return settingsIn(text, name, file, { folder: own, name: "eks-pod-identity" }).seed ?? [];
            }),
        );
        const previews = previewsOf(await runMany(stacks.sandbox, files, "preview"));
        for (const file of files) {
            assertSame(await sourceOf(file), previews(file.name).after);
        }
    });
});

/** The stack files of the docs, with the files that they include, in folders of their own. */
function shownIn(directory: string): NamedStackFile[] {
    return shownStackFiles().flatMap(({ page, text, line }, index) => {
        const folder = path.join(directory, "docs", `${page}-${String(line)}`);
        for (const { name, text: included } of shownFiles(page)) {
            fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
            fs.writeFileSync(path.join(folder, name), included);
        }
        // What a page leaves out: the Region, the account and the name of the cluster. Each file has a cluster of its own.
        const own = `docs${String(index)}`;
        const added = [
            ...(text.includes("aws:region:") ? [] : [`  aws:region: ${region}`]),
            ...(/:(clusterName|clusterFrom|targetRoles):/.test(text) ? [] : ["  eks-pod-identity:clusterName: dev"]),
        ];
        const whole = text.replace(/^config:\n/m, ["config:", ...added, ""].join("\n"));
        // One program has one provider: those of other Regions and accounts are left out.
        const { seed } = settingsIn(whole, own, path.join(folder, `Pulumi.${own}.yaml`), { folder, name: undefined });
        const isHere = seed?.region === region && seed.account === account;
        return isHere ? [{ name: own, text: whole, folder }] : [];
    });
}

/** The stack files of examples/fleet, in the Region and the account of the one provider. */
function fleetFiles(): NamedStackFile[] {
    const folder = path.join(packageFolder, "examples", "fleet");
    return fs
        .readdirSync(folder)
        .filter(name => /^Pulumi\..+\.yaml$/.test(name))
        .map(file => ({
            name: `fleet-${file.split(".")[1] ?? ""}`,
            text: fs
                .readFileSync(path.join(folder, file), "utf8")
                .replace(/(?<=aws:region: )\S+/, region)
                .replace(/(?<=allowedAccountIds: \[")\d+/, account),
            folder,
        }));
}

/** The stack file that `pulumi new` writes from the template's answers, with what the README of the template adds. */
function ofTemplate(folder: string): NamedStackFile {
    const template = path.join(packageFolder, "templates", "stack-file");
    const readme = fs.readFileSync(path.join(template, "README.md"), "utf8");
    const added = /```yaml\nconfig:\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
    assert.notEqual(added, "");
    const answers = `config:\n  aws:region: ${region}\n  eks-pod-identity:clusterName: template\n`;
    return { name: "template", text: `${answers}${added}`, folder };
}

/** The AWS resources, and all of their inputs that the engine knows before they exist. */
function assertSame(file: InventorySource, engine: InventorySource): void {
    const [ours, theirs] = [registrations(file.resources), registrations(engine.resources)];
    assert.deepEqual([...ours.keys()].sort(), [...theirs.keys()].sort(), file.name);
    assert.deepEqual(
        [...ours].flatMap(([key, resource]) => {
            const other = theirs.get(key);
            return other ? differences(resource, other) : [];
        }),
        [],
        file.name,
    );
}

function names({ associations, roles }: Inventory): unknown {
    return {
        associations: associations.map(({ subject, cluster, sessionTags }) => [subject, cluster, sessionTags]),
        roles: roles.map(({ label, policies }) => [label, policies.map(({ kind }) => kind).sort()]),
    };
}
