/** A git server for one repository: https with a certificate of its own, as the CLI installs plugins from nothing else. */
import { execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as https from "node:https";
import type { AddressInfo } from "node:net";
import * as path from "node:path";

export interface GitServer {
    /** `https://127.0.0.1:port` */
    readonly url: string;
    /** What git and Go programs need to trust the certificate. */
    readonly environment: Readonly<Record<string, string>>;
    readonly close: () => Promise<void>;
}

/** Serves the bare repositories below `folder`, `<owner>/<name>.git`; keeps its certificate there. */
export async function serveGit(folder: string): Promise<GitServer> {
    const key = path.join(folder, "key.pem");
    const cert = path.join(folder, "cert.pem");
    const subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
    const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"];
    execFileSync("openssl", [...request, ...subject, "-keyout", key, "-out", cert], { stdio: "ignore" });

    const server = https.createServer(
        { key: fs.readFileSync(key), cert: fs.readFileSync(cert) },
        (incoming, outgoing) => {
            const { pathname, search } = new URL(incoming.url ?? "/", "https://localhost");
            const backend = spawn("git", ["http-backend"], {
                env: {
                    ...process.env,
                    GIT_PROJECT_ROOT: folder,
                    GIT_HTTP_EXPORT_ALL: "1",
                    PATH_INFO: pathname,
                    QUERY_STRING: search.slice(1),
                    REQUEST_METHOD: incoming.method ?? "GET",
                    CONTENT_TYPE: incoming.headers["content-type"] ?? "",
                    CONTENT_LENGTH: incoming.headers["content-length"] ?? "",
                    HTTP_CONTENT_ENCODING: incoming.headers["content-encoding"] ?? "",
                    GIT_PROTOCOL: String(incoming.headers["git-protocol"] ?? ""),
                },
                stdio: ["pipe", "pipe", "ignore"],
            });
            incoming.pipe(backend.stdin);
            const chunks: Buffer[] = [];
            backend.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
            backend.on("close", () => {
                const answer = Buffer.concat(chunks);
                const end = answer.indexOf("\r\n\r\n");
                const headers = answer.subarray(0, end).toString().split("\r\n");
                for (const header of headers) {
                    const [name = "", value = ""] = header.split(/: (.*)/s);
                    if (name === "Status") outgoing.statusCode = Number.parseInt(value, 10);
                    else outgoing.setHeader(name, value);
                }
                outgoing.end(answer.subarray(end + 4));
            });
        },
    );
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return {
        url: `https://127.0.0.1:${port}`,
        environment: { SSL_CERT_FILE: cert, GIT_SSL_CAINFO: cert },
        close: () =>
            new Promise(resolve => {
                server.closeAllConnections();
                server.close(() => {
                    resolve();
                });
            }),
    };
}
