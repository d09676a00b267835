import { isMap, isScalar, parse, parseDocument, Scalar, visit } from "yaml";

/** `dev` of `Pulumi.dev.yaml`; undefined for other files, Pulumi.yaml included. */
export function stackOfFile(file: string): string | undefined {
    return /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1];
}

/** The `config` of a stack file; empty where there is none or where the file is not one: Pulumi itself says so. */
export function configOf(text: string): Readonly<Record<string, unknown>> {
    try {
        const file: unknown = parse(text);
        const config = isRecord(file) ? file.config : undefined;
        return isRecord(config) ? config : {};
    } catch {
        return {};
    }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The salt that the CLI writes into a stack file when it creates the stack. */
export function saltOf(text: string): string | undefined {
    return /^encryptionsalt:\s*["']?([^"'\s]+)/m.exec(text)?.[1];
}

/** The stack file of the tree as the sandbox's CLI can use it: everything stays on its line, the salt comes last. */
export function mirroredStackFile(text: string, salt: string | undefined): string {
    const readable = withoutSecretsProvider(text);
    if (salt === undefined || saltOf(readable) !== undefined) return readable;
    return `${readable}${readable === "" || readable.endsWith("\n") ? "" : "\n"}encryptionsalt: ${salt}\n`;
}

/** What a secret is in the sandbox, where nobody can decrypt the real one. */
export const secretInSandbox = "secret";

/**
 * Secrets of a real stack are encrypted by its own key: a salt with the user's passphrase, a KMS key, Pulumi Cloud. None
 * of it is for the sandbox. Files without secrets are returned as they are, comments and positions included.
 */
function withoutSecretsProvider(text: string): string {
    if (!/^(secretsprovider|encryptedkey|encryptionsalt):|\bsecure:/m.test(text)) return text;
    const document = parseDocument(text);
    if (document.errors.length > 0 || !isMap(document.contents)) return text;
    for (const key of ["secretsprovider", "encryptedkey", "encryptionsalt"]) document.delete(key);
    visit(document, {
        Map: (_key, node) => {
            const [only] = node.items;
            if (node.items.length !== 1 || !isScalar(only?.key) || only.key.value !== "secure") return undefined;
            return new Scalar(secretInSandbox);
        },
    });
    return document.toString({ lineWidth: 0 });
}
