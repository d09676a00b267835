/** The statements of a saved source of a preset: a policy in JSON, a CloudFormation template, or a page with JSON. */
import { parseAllDocuments } from "yaml"; // ISC
import type { Statement } from "../../components/access/policyDocument";

/** All statements of identity policies in a file. Trust and resource policies have a principal, and are skipped. */
export function statementsIn(text: string, fileName: string): Statement[] {
    const found = policyParts(text, fileName).flatMap(statementsOf);
    if (found.length === 0) {
        throw new Error(`${fileName} has no policy: save the file or the page with the JSON that has a "Statement"`);
    }
    return found;
}

/** The parsed parts of a file that can have policies. */
function policyParts(text: string, fileName: string): unknown[] {
    const json = parsed(text);
    if (json !== undefined) {
        return [json];
    }
    if (/\.(ya?ml|template)$/.test(fileName)) {
        // YAML has no tags for `!Sub` and other functions of CloudFormation. Their values are used.
        const documents = parseAllDocuments(text, { logLevel: "silent" });
        return "empty" in documents ? [] : documents.map(document => document.toJS() as unknown);
    }
    return jsonParts(/\.html?$/.test(fileName) ? unescaped(text) : text);
}

/** The outermost JSON objects in a page. */
function jsonParts(text: string): unknown[] {
    const parts: unknown[] = [];
    let from = 0;
    for (;;) {
        const start = text.slice(from).search(/\{\s*"/);
        if (start < 0) {
            return parts;
        }
        const end = endOfObject(text, from + start);
        const part = end === undefined ? undefined : parsed(text.slice(from + start, end));
        if (part !== undefined) parts.push(part);
        from = part === undefined || end === undefined ? from + start + 1 : end;
    }
}

/** The index after the brace that closes the one at `start`. */
function endOfObject(text: string, start: number): number | undefined {
    let depth = 0;
    let isInText = false;
    for (let at = start; at < text.length; at++) {
        const letter = text.charAt(at);
        if (isInText) {
            if (letter === "\\") at++;
            else if (letter === '"') isInText = false;
        } else if (letter === '"') {
            isInText = true;
        } else if (letter === "{") {
            depth++;
        } else if (letter === "}" && --depth === 0) {
            return at + 1;
        }
    }
    return undefined;
}

function statementsOf(part: unknown): Statement[] {
    if (typeof part === "string") {
        const json = /^\s*\{/.test(part) ? parsed(part) : undefined;
        return json === undefined ? [] : statementsOf(json);
    }
    if (Array.isArray(part)) {
        return part.flatMap(statementsOf);
    }
    if (typeof part !== "object" || part === null) {
        return [];
    }
    if ("Statement" in part) {
        return [part.Statement].flat().flatMap(statement => (isPermission(statement) ? [asStatement(statement)] : []));
    }
    return Object.values(part).flatMap(statementsOf);
}

type Raw = Readonly<Record<string, unknown>>;

function isPermission(statement: unknown): statement is Raw {
    return (
        typeof statement === "object" &&
        statement !== null &&
        "Effect" in statement &&
        "Action" in statement &&
        "Resource" in statement &&
        !("Principal" in statement)
    );
}

/** Normalized: lists as lists, and names of this catalogue instead of the source's placeholders. */
function asStatement({ Effect, Action, Resource, Condition = {} }: Raw): Statement {
    const conditions = Condition as Readonly<Record<string, Raw>>;
    // Presets only allow, so a denied action of the source is shown as missing.
    const actions = list(Action).map(action => (Effect === "Deny" ? `deny ${action}` : action));
    return {
        Effect: "Allow",
        Action: actions,
        Resource: list(Resource),
        Condition: Object.fromEntries(
            Object.entries(conditions).map(([operator, keys]) => [
                operator,
                Object.fromEntries(Object.entries(keys).map(([key, values]) => [inSymbols(key), list(values)])),
            ]),
        ),
    };
}

function list(value: unknown): string[] {
    return [value].flat().map(item => inSymbols(String(item)));
}

/** Replaces placeholders of sources with `{partition}`, `{region}`, `{account}` and `{cluster}`. */
function inSymbols(text: string): string {
    return text
        .replace(/^arn:(aws[a-z-]*|\*|\$\{(AWS::)?Partition\}):/i, "arn:{partition}:")
        .replace(/\$\{(AWS::Region|AWS_REGION|REGION)\}|(?<=:)<?(AWS_)?REGION>?(?=:)/gi, "{region}")
        .replace(
            /\$\{(AWS::AccountId|ACCOUNT_ID)\}|(?<=:)(<?(your|AWS)?[-_]?ACCOUNT[-_]?ID>?|\d{12})(?=:)/gi,
            "{account}",
        )
        .replace(/\$\{(ClusterName|CLUSTER_NAME)\}|<cluster[-_]name>/gi, "{cluster}");
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch {
        return undefined;
    }
}

function unescaped(html: string): string {
    const letters: Readonly<Record<string, string>> = { quot: '"', "#34": '"', lt: "<", gt: ">", "#39": "'", amp: "&" };
    return html
        .replace(/<[^>]*>/g, "")
        .replace(/&(#?\w+);/g, (entity: string, name: string) => letters[name] ?? entity);
}
