import { isMap, isScalar, parseDocument, Scalar, visit } from "yaml";

/** `dev` of `Pulumi.dev.yaml`; undefined for other files, Pulumi.yaml included. */
export function stackOfFile(file: string): string | undefined {
    return /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1];
}

/** The salt that the CLI writes into a stack file when it creates the stack. */
export function saltOf(text: string): string | undefined {
    return /^encryptionsalt:\s*["']?([^"'\s]+)/m.exec(text)?.[1];
}

/** A stack file of the project as the sandbox's CLI can use it: every line stays where it is, and the salt follows. */
export function mirroredStackFile(text: string, salt: string | undefined): string {
    const readable = withoutSecretsProvider(text);
    if (salt === undefined || saltOf(readable) !== undefined) return readable;
    return `${readable}${readable === "" || readable.endsWith("\n") ? "" : "\n"}encryptionsalt: ${salt}\n`;
}

/** The value of every secret in the sandbox, which cannot decrypt the real one. */
const secretInSandbox = "secret";

/**
 * Secrets of a real stack are encrypted with its own key: a salt with the user's passphrase, a KMS key, Pulumi Cloud. The
 * sandbox uses none of these. A file without secrets stays as it is, with its comments and positions.
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
