/** The smallest policy of docs/deploying.md. */
import * as fs from "node:fs";
import * as path from "node:path";

interface Statement {
    readonly Action: string | readonly string[];
    readonly Resource: string | readonly string[];
}

export function statements(): readonly Statement[] {
    const page = fs.readFileSync(path.join(__dirname, "..", "..", "docs", "deploying.md"), "utf8");
    const [, policy = ""] = /^```json\n(\{\n {2}"Version"[\s\S]*?)^```$/m.exec(page) ?? [];
    return (JSON.parse(policy) as { readonly Statement: readonly Statement[] }).Statement;
}

/** Its actions, as AWS writes them: `iam:CreateRole`. */
export function allowedActions(): string[] {
    return statements().flatMap(({ Action }) => Action);
}
