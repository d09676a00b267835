import Table from "cli-table3";
import pc from "picocolors";
import { type Inventory, clustersIn, policiesIn, rolesIn } from "./inventory";
import type { Sandbox } from "./sandbox";
import type { Seed } from "./seedData";

/** Reads everything in the accounts and regions of `places`. */
export async function inventoryOf(
    sandbox: Sandbox,
    places: readonly Pick<Seed, "account" | "region">[],
): Promise<Inventory> {
    const accounts = [...new Set(places.map(({ account }) => account))].sort();
    const regions = [...new Set(places.map(({ account, region }) => `${account} ${region}`))].sort();
    const clusters = regions.map(place => {
        const [account = "", region = ""] = place.split(" ");
        return clustersIn(sandbox.eks({ account, region }), account, region);
    });
    const roles = accounts.map(account => rolesIn(sandbox.iam({ account }), account));
    const policies = accounts.map(account => policiesIn(sandbox.iam({ account }), account));
    return {
        clusters: (await Promise.all(clusters)).flat(),
        roles: (await Promise.all(roles)).flat(),
        policies: (await Promise.all(policies)).flat(),
    };
}

/** The inventory as tables for a person. cli-table3, because it measures coloured and wide text right. */
export function tables({ clusters, roles, policies }: Inventory): string {
    return [
        section(
            "Clusters",
            ["account", "region", "cluster"],
            clusters.map(({ account, region, name }) => [account, region, name]),
        ),
        section(
            "Add-ons",
            ["cluster", "add-on", "version", "status"],
            clusters.flatMap(({ name, addons }) =>
                addons.map(addon => [name, addon.name, addon.version, addon.status]),
            ),
        ),
        section(
            "Pod identity associations",
            ["cluster", "subject", "role", "target role"],
            clusters.flatMap(({ name, associations }) =>
                associations.map(({ subject, roleArn, targetRoleArn = "" }) => [name, subject, roleArn, targetRoleArn]),
            ),
        ),
        section(
            "Roles",
            ["account", "path", "role", "policies"],
            roles.map(({ account, path, name, attached, inline }) => [
                account,
                path,
                name,
                [
                    ...attached.map(arn => arn.replace(/^arn:[^:]+:iam::(aws|\d+):policy\//, "")),
                    ...inline.map(policy => `${policy} (inline)`),
                ].join("\n"),
            ]),
        ),
        section(
            "Customer managed policies",
            ["account", "policy"],
            policies.map(({ account, arn }) => [account, arn]),
        ),
    ].join("\n");
}

function section(title: string, head: string[], rows: readonly string[][]): string {
    const heading = pc.bold(`${title} (${rows.length})`);
    if (rows.length === 0) return `${heading}\n`;
    const table = new Table({ head, style: { head: [], border: [], compact: true } });
    table.push(...rows);
    return `${heading}\n${table.toString()}\n`;
}
