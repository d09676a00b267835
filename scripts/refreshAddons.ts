/**
 * Updates components/rules/knownAddons.json from JSON that you saved from AWS. It does not call AWS:
 *
 *     aws eks describe-addon-versions --output json > versions.json
 *     aws eks describe-addon-configuration --addon-name vpc-cni --addon-version v1.20.4-eksbuild.2 > vpc-cni.json
 *     npx ts-node -T scripts/refreshAddons.ts versions.json vpc-cni.json
 *
 * From the configurations of an older and a newer version of an add-on, it finds the first version with associations.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeAddonConfiguration.html
 */
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { KnownAddon } from "../components/rules/addons";
import { formattedJson } from "./formattedJson";

type Addons = Readonly<Record<string, KnownAddon>>;

/** The part of the output of `describe-addon-configuration` that is read here. */
interface Configuration {
    readonly addonName: string;
    readonly addonVersion: string;
    readonly podIdentityConfiguration?: readonly { readonly serviceAccount: string }[];
}

/** The part of the output of `describe-addon-versions` that is read here. */
interface Versions {
    readonly addons: readonly {
        readonly addonName: string;
        readonly defaultNamespace?: string;
        readonly owner?: string;
    }[];
}

/** `addons` updated with the answers of AWS, sorted by name. Entries without an answer do not change. */
export function refreshed(addons: Addons, answers: readonly unknown[], date: string): Addons {
    const result: Record<string, KnownAddon> = { ...addons };
    for (const { addons: listed } of answers.filter(isVersions)) {
        for (const { addonName, defaultNamespace, owner } of listed) {
            // AWS Marketplace has many add-ons that change often. Only add-ons of AWS and those already listed are
            // kept.
            if (defaultNamespace === undefined || !(addonName in result || owner === "aws")) continue;
            result[addonName] = {
                ...result[addonName],
                namespace: defaultNamespace,
                source: "aws eks describe-addon-versions",
                date,
            };
        }
    }
    for (const [name, answered] of byAddon(answers.filter(isConfiguration))) {
        const known = result[name];
        if (known === undefined) {
            throw new Error(`${name} is not known yet: add the output of "aws eks describe-addon-versions".`);
        }
        result[name] = withConfigurations(known, answered, date);
    }
    return Object.fromEntries(Object.entries(result).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** By add-on, oldest version first. */
function byAddon(configurations: readonly Configuration[]): ReadonlyMap<string, readonly Configuration[]> {
    const result = new Map<string, Configuration[]>();
    for (const configuration of configurations) {
        result.set(configuration.addonName, [...(result.get(configuration.addonName) ?? []), configuration]);
    }
    for (const list of result.values()) {
        list.sort((a, b) => a.addonVersion.localeCompare(b.addonVersion, "en", { numeric: true }));
    }
    return result;
}

function withConfigurations(known: KnownAddon, configurations: readonly Configuration[], date: string): KnownAddon {
    const newest = configurations.at(-1);
    const serviceAccounts = accountsOf(newest);
    const { serviceAccounts: _serviceAccounts, podIdentity, ...rest } = known;
    const source = `aws eks describe-addon-configuration, ${newest?.addonVersion ?? ""}`;
    if (serviceAccounts.length === 0) {
        return { ...rest, podIdentity: false, source, date };
    }
    const first = configurations.findIndex(configuration => accountsOf(configuration).length > 0);
    // An older version without support shows the first one with it. Otherwise keep the previous entry, which has more
    // detail.
    const since = first > 0 ? configurations[first]?.addonVersion.replace(/-eksbuild\.\d+$/, "") : undefined;
    return {
        namespace: rest.namespace,
        serviceAccounts,
        podIdentity: since ?? (typeof podIdentity === "string" ? podIdentity : true),
        source,
        date,
    };
}

function accountsOf(configuration: Configuration | undefined): string[] {
    return (configuration?.podIdentityConfiguration ?? []).map(({ serviceAccount }) => serviceAccount).sort();
}

function isVersions(answer: unknown): answer is Versions {
    return typeof answer === "object" && answer !== null && "addons" in answer;
}

function isConfiguration(answer: unknown): answer is Configuration {
    return typeof answer === "object" && answer !== null && "addonName" in answer && "addonVersion" in answer;
}

async function main(): Promise<void> {
    const file = path.join(__dirname, "..", "components", "rules", "knownAddons.json");
    const answers = process.argv.slice(2).map(name => JSON.parse(readFileSync(name, "utf8")) as unknown);
    const strange = process.argv.slice(2).filter((_name, index) => {
        const answer = answers[index];
        return !isVersions(answer) && !isConfiguration(answer);
    });
    if (answers.length === 0 || strange.length > 0) {
        process.stderr.write(
            `${strange.length > 0 ? `${strange.join(", ")}: not saved from` : "Give files saved from"} "aws eks describe-addon-versions" or "aws eks describe-addon-configuration".\n`,
        );
        process.exitCode = 1;
    } else {
        const known = JSON.parse(readFileSync(file, "utf8")) as Addons;
        const today = new Date().toISOString().slice(0, 10);
        writeFileSync(file, await formattedJson(file, refreshed(known, answers, today)));
    }
}

if (require.main === module) {
    void main();
}
