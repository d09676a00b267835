/** Runs the YAML language server like an editor. https://github.com/redhat-developer/yaml-language-server */
import { spawn } from "node:child_process";
import * as path from "node:path";
import { pathToFileURL } from "node:url";

export interface Diagnostic {
    readonly message: string;
    readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

export interface LanguageServer {
    /** The messages in `text`. */
    readonly diagnostics: (text: string) => Promise<readonly Diagnostic[]>;
    /** The completions at the `|` in `text`. */
    readonly completions: (text: string) => Promise<readonly string[]>;
    /** What the editor inserts there for what it offers, by label. */
    readonly insertions: (text: string) => Promise<ReadonlyMap<string, string>>;
    /** What the editor shows for the word at the `|` in `text`. */
    readonly hover: (text: string) => Promise<string>;
    readonly close: () => void;
}

interface Offer {
    readonly label: string;
    readonly insertText?: string;
    readonly textEdit?: { readonly newText: string };
}

interface Message {
    readonly id?: number;
    readonly method?: string;
    readonly params?: { readonly uri: string; readonly diagnostics: readonly Diagnostic[] };
    readonly result?: unknown;
    readonly error?: { readonly message: string };
}

/** Starts the server in this package's folder. Files in it name their schema in the first line, like users' files. */
export async function languageServer(): Promise<LanguageServer> {
    const root = path.join(__dirname, "..", "..");
    const script = path.join(root, "node_modules", "yaml-language-server", "bin", "yaml-language-server");
    const child = spawn(process.execPath, [script, "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
    const waiting = new Map<number, (message: Message) => void>();
    const published = new Map<string, (diagnostics: readonly Diagnostic[]) => void>();
    let [buffer, last, files] = [Buffer.alloc(0), 0, 0];

    const send = (message: object): void => {
        const body = JSON.stringify({ jsonrpc: "2.0", ...message });
        child.stdin.write(`Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`);
    };
    const request = (method: string, params: object): Promise<unknown> => {
        const id = ++last;
        send({ id, method, params });
        return new Promise((resolve, reject) => {
            waiting.set(id, ({ result, error }) => {
                if (error) reject(new Error(error.message));
                else resolve(result);
            });
        });
    };
    const receive = (message: Message): void => {
        if (message.method === undefined) waiting.get(message.id ?? 0)?.(message);
        else if (message.method === "textDocument/publishDiagnostics" && message.params) {
            published.get(message.params.uri)?.(message.params.diagnostics);
        } else if (message.id !== undefined) {
            send({
                id: message.id,
                result: message.method === "workspace/configuration" ? [{}, {}, {}, {}, {}] : null,
            });
        }
    };
    child.stdout.on("data", (chunk: Buffer) => {
        buffer = Buffer.concat([buffer, chunk]);
        for (;;) {
            const [, header = "", length = "0"] =
                /^(Content-Length: (\d+)[^]*?\r\n\r\n)/i.exec(buffer.toString("latin1")) ?? [];
            const end = Buffer.byteLength(header, "latin1") + Number(length);
            if (header === "" || buffer.length < end) return;
            receive(JSON.parse(buffer.subarray(header.length, end).toString("utf8")) as Message);
            buffer = buffer.subarray(end);
        }
    });

    const settings = { yaml: { validate: true, completion: true, hover: true, schemaStore: { enable: false } } };
    await request("initialize", { processId: process.pid, rootUri: pathToFileURL(root).href, capabilities: {} });
    send({ method: "initialized", params: {} });
    send({ method: "workspace/didChangeConfiguration", params: { settings } });

    const open = (text: string): string => {
        const uri = pathToFileURL(path.join(root, `Pulumi.test${String(++files)}.yaml`)).href;
        const head = "# yaml-language-server: $schema=./schemas/stack.schema.json\n";
        send({
            method: "textDocument/didOpen",
            params: { textDocument: { uri, languageId: "yaml", version: 1, text: head + text } },
        });
        return uri;
    };
    const at = (marked: string) => {
        const before = marked.slice(0, marked.indexOf("|")).split("\n");
        const uri = open(marked.replace("|", ""));
        return { textDocument: { uri }, position: { line: before.length, character: before.at(-1)?.length ?? 0 } };
    };
    const offered = async (marked: string): Promise<readonly Offer[]> =>
        ((await request("textDocument/completion", at(marked))) as { items: readonly Offer[] }).items;
    return {
        diagnostics: text =>
            new Promise(resolve => {
                const uri = pathToFileURL(path.join(root, `Pulumi.test${String(files + 1)}.yaml`)).href;
                published.set(uri, resolve);
                open(text);
            }),
        completions: async marked => (await offered(marked)).map(({ label }) => label),
        insertions: async marked =>
            new Map(
                (await offered(marked)).map(({ label, insertText = "", textEdit }) => [
                    label,
                    textEdit?.newText ?? insertText,
                ]),
            ),
        hover: async marked => {
            const result = (await request("textDocument/hover", at(marked))) as { contents: { value: string } } | null;
            return result?.contents.value ?? "";
        },
        close: () => {
            child.kill();
        },
    };
}
