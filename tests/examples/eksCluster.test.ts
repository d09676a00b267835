import * as assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as path from "node:path";
import { capture, types } from "../components/capture";

const program = path.join(__dirname, "..", "..", "examples", "eks-cluster", "index.ts");

/** Registers the resources of the program. Loading it runs it, so it is loaded again each time. */
function run(): void {
    const load = createRequire(__filename);
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- Node has no other way to load a file again
    delete load.cache[program];
    load(program);
}

describe("examples/eks-cluster", () => {
    for (const preview of [false, true]) {
        it(`creates the cluster, the permissions beside it, and the workload after them${preview ? ", in a preview too" : ""}`, async () => {
            const { of, registrations } = await capture(run, { preview });
            assert.deepEqual([...of(types.association).keys()].sort(), [
                "identity/kube-system/ebs-csi-controller-sa",
                "identity/shop/orders",
            ]);
            const deployment = registrations.find(({ type }) => type === "kubernetes:apps/v1:Deployment");
            assert.ok(
                deployment?.dependencies.some(urn => urn.endsWith("PodIdentityAssociation::identity/shop/orders")),
            );
            assert.ok(deployment?.dependencies.some(urn => urn.endsWith("Addon::identity-agent")));
        });
    }

    it("allows the bucket that the program makes, and nothing else", async () => {
        const { of } = await capture(run);
        const policy = of(types.rolePolicy).get("identity/shop/orders/inline:statements")?.inputs.policy as string;
        const { Statement } = JSON.parse(policy) as { Statement: { Resource: string[] }[] };
        assert.deepEqual(
            Statement.map(({ Resource }) => Resource),
            [["arn:aws:s3:::orders"], ["arn:aws:s3:::orders/*"]],
        );
    });
});
