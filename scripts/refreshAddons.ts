/**
 * Brings components/rules/knownAddons.json up to date from JSON that you have saved from AWS. It asks nothing of AWS itself:
 *
 *     aws eks describe-addon-versions --output json > versions.json
 *     aws eks describe-addon-configuration --addon-name vpc-cni --addon-version v1.20.4-eksbuild.2 > vpc-cni.json
 *     npx ts-node -T scripts/refreshAddons.ts versions.json vpc-cni.json
 *
 * Two configurations of one add-on, of an older and of a newer version, also say from which version on it supports associations.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeAddonConfiguration.html
 */
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import type { KnownAddon } from "../components/rules/addons";

type Addons = Readonly<Record<string, KnownAddon>>;

/** What `describe-addon-configuration` answers, as far as it is read here. */
interface Configuration {
    readonly addonName: string;
    readonly addonVersion: string;
    readonly podIdentityConfiguration?: readonly { readonly serviceAccount: string }[];
}

/** What `describe-addon-versions` answers, as far as it is read here. */
interface Versions {
    readonly addons: readonly {
        readonly addonName: string;
        readonly defaultNamespace?: string;
        readonly owner?: string;
    }[];
}

/** `addons` with what the answers of AWS say, in the order of the names. What they leave open stays as it is. */
export function refreshed(addons: Addons, answers: readonly unknown[], date: string): Addons {
    const result: Record<string, KnownAddon> = { ...addons };
    for (const { addons: listed } of answers.filter(isVersions)) {
        for (const { addonName, defaultNamespace, owner } of listed) {
            // Those of AWS Marketplace are many and come and go: only what is known already, or AWS's own, is kept here.
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
    // An older version without support shows where it begins; otherwise what was known before is more than "true".
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

if (require.main === module) {
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
        writeFileSync(file, `${JSON.stringify(refreshed(known, answers, today), undefined, 4)}\n`);
    }
}
