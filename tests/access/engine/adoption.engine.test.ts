import * as assert from "node:assert/strict";
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { CreateAddonCommand, CreatePodIdentityAssociationCommand } from "@aws-sdk/client-eks";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { account, closeStacks, openStacks, region } from "../../program/engineStack";
import type { EngineStacks } from "../../program/engineStack";
import { associationsOf } from "../../program/state";
import { trustOf } from "./engine";

const cluster = { account, region, cluster: "test" };
const subject = { namespace: "shop", serviceAccount: "orders" };
const plainTrust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
        {
            Effect: "Allow",
            Principal: { Service: "pods.eks.amazonaws.com" },
            Action: ["sts:AssumeRole", "sts:TagSession"],
        },
    ],
});

/** The file that `pulumi preview --import-file` writes. */
interface ImportFile {
    readonly resources: readonly {
        readonly type: string;
        readonly name: string;
        readonly logicalName?: string;
        readonly component?: boolean;
        readonly id?: string;
    }[];
}

describe("existing resources", () => {
    let stacks: EngineStacks;

    before(async function () {
        stacks = await openStacks(this);
        await stacks.sandbox.seed([{ account, region, clusters: [{ name: "test" }] }]);
    });
    after(() => closeStacks(stacks));

    it("can be imported in bulk and changed in place: a role with a plain trust policy, its association, the agent", async () => {
        const eks = stacks.sandbox.eks({ account, region });
        const { Role } = await stacks.sandbox
            .iam({ account })
            .send(new CreateRoleCommand({ RoleName: "orders", AssumeRolePolicyDocument: plainTrust }));
        const { association } = await eks.send(
            new CreatePodIdentityAssociationCommand({ clusterName: "test", ...subject, roleArn: Role?.Arn }),
        );
        await eks.send(new CreateAddonCommand({ clusterName: "test", addonName: "eks-pod-identity-agent" }));
        const { associationId = "" } = association ?? {};

        const config = {
            clusterName: "test",
            associations: {
                "shop/orders": {
                    // Its current name and path, which cannot be changed in place.
                    role: {
                        name: "orders",
                        path: "/",
                        statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::orders/*"] }],
                    },
                },
            },
        };
        const { path: _path, ...withoutPath } = config.associations["shop/orders"].role;
        await stacks.write("test", { ...config, associations: { "shop/orders": { role: withoutPath } } });
        const unsaid = await stacks.run("preview", "--stack", "test");
        assert.match(
            unsaid.stdout,
            /the role "orders" exists with the path \/, and \/pod-identity\/ would replace it: write path: \/ to keep it/,
        );
        await stacks.write("test", config);
        const file = path.join(stacks.sandbox.project, "import.json");
        const preview = await stacks.run("preview", "--import-file", file, "--stack", "test");
        assert.equal(preview.code, 0, preview.stdout + preview.stderr);

        const ids: Readonly<Record<string, string>> = {
            "aws:iam/role:Role": "orders",
            "aws:eks/podIdentityAssociation:PodIdentityAssociation": `test,${associationId}`,
            "aws:eks/addon:Addon": "test:eks-pod-identity-agent",
        };
        const proposed = JSON.parse(await fs.readFile(file, "utf8")) as ImportFile;
        const resources = proposed.resources
            .map(resource => (ids[resource.type] ? { ...resource, id: ids[resource.type] } : resource))
            .filter(({ component, type }) => component === true || ids[type] !== undefined);
        await fs.writeFile(file, JSON.stringify({ ...proposed, resources }));
        const imported = await stacks.run(
            ...["import", "--file", file, "--yes", "--skip-preview", "--generate-code=false", "--protect=false"],
            ...["--stack", "test"],
        );
        assert.equal(imported.code, 0, imported.stdout + imported.stderr);

        const { update = [], create = [], ...others } = await stacks.mustUp("test", config);
        assert.deepEqual(others, {}, "nothing is replaced or deleted");
        assert.deepEqual(create, ["RolePolicy identity/shop/orders/inline:statements"]);
        assert.ok(update.includes("Role identity/shop/orders"), update.join());

        const [statement] = (await trustOf(stacks.sandbox, account, "orders")).Statement;
        assert.equal(statement?.Condition?.StringEquals?.["aws:RequestTag/kubernetes-namespace"], "shop");
        assert.equal((await associationsOf(stacks.sandbox, cluster))["shop/orders"]?.associationId, associationId);
        assert.deepEqual(await stacks.mustUp("test", config), {});
    });
});
