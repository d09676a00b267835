import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentityStack, PodIdentityTargetRole } from "../../../components";
import type { Role } from "../../../components";
import { capture } from "../capture";

const rolePaths = { orders: "/", "shop-basket": "/team/", here: "/pod-identity/" };

async function warningsOf(role: Role, subject = "shop/orders"): Promise<readonly string[]> {
    const program = () =>
        new PodIdentityStack("identity", { clusterName: "dev", associations: { [subject]: { role } } });
    return (await capture(program, { rolePaths })).warnings;
}

describe("a role that exists with another path", () => {
    it("causes a warning if only its name is given", async () => {
        assert.deepEqual(await warningsOf({ name: "orders" }), [
            'identity/shop/orders: the role "orders" exists with the path /, and /pod-identity/ would replace it: write path: / to keep it, or give the new role another name',
        ]);
        assert.match(
            (await warningsOf({ name: "{namespace}-{serviceAccount}" }, "shop/basket")).join("\n"),
            /"shop-basket" exists with the path \/team\//,
        );
        assert.equal((await warningsOf({ name: pulumi.output("orders") })).length, 1);
    });

    it("causes a warning for a target role", async () => {
        const program = () =>
            new PodIdentityTargetRole("export", {
                name: "orders",
                sources: [
                    {
                        cluster: "arn:aws:eks:eu-west-1:111122223333:cluster/dev",
                        subject: "shop/orders",
                        roleArn: "arn:aws:iam::111122223333:role/x",
                    },
                ],
            });
        assert.match((await capture(program, { rolePaths })).warnings.join("\n"), /"orders" exists with the path \//);
    });

    it("is looked up for at most fifty roles in each deployment", async () => {
        const many = () =>
            new PodIdentityStack("identity", {
                clusterName: "dev",
                associations: Object.fromEntries(
                    Array.from({ length: 60 }, (_, index) => [`shop/s${index}`, { role: { name: `many-${index}` } }]),
                ),
            });
        const paths = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`many-${index}`, "/"]));
        const { warnings } = await capture(many, { rolePaths: paths });
        assert.equal(warnings.filter(warning => warning.includes("exists with the path")).length, 50);
        assert.equal((await warningsOf({ name: "orders" })).length, 1);
    });

    for (const [what, role] of Object.entries({
        "whose path is written": { name: "orders", path: "/" },
        "that is at the path of roles made here": { name: "here" },
        "that does not exist": { name: "other" },
        "without a name": {},
        "whose name is secret": { name: pulumi.secret("orders") },
    })) {
        it(`causes no warning for a role ${what}`, async () => {
            assert.deepEqual(await warningsOf(role), []);
        });
    }
});
