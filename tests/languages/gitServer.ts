/**
 * github.com on this machine: an https server for git with a certificate of its own, behind a proxy that passes all other hosts
 * on. The CLI takes plugins from https only, and takes an address with a port for a path.
 */
import { execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import * as net from "node:net";
import type { AddressInfo } from "node:net";
import * as path from "node:path";

const host = "github.com";
const systemCertificates = "/etc/ssl/certs/ca-certificates.crt";

export interface GitServer {
    /** With it, programs in Go and git reach this server as github.com. */
    readonly environment: Readonly<Record<string, string>>;
    readonly close: () => Promise<void>;
}

/** Serves the bare repositories below `folder`, `<owner>/<name>.git`; keeps its certificate there. */
export async function serveGit(folder: string): Promise<GitServer> {
    const key = path.join(folder, "key.pem");
    const cert = path.join(folder, "cert.pem");
    const subject = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=DNS:${host}`];
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
    const { port } = await listening(server);
    const proxy = http.createServer();
    const tunnels = new Set<net.Socket>();
    proxy.on("connect", ({ url = "" }, client: net.Socket, head) => {
        const [name = "", otherPort] = url.split(":");
        const target = name === host ? net.connect(port, "127.0.0.1") : net.connect(Number(otherPort), name);
        tunnels.add(client).add(target);
        target.on("connect", () => {
            client.write("HTTP/1.1 200 OK\r\n\r\n");
            target.write(head);
            target.pipe(client).pipe(target);
        });
        for (const [one, other] of [
            [target, client],
            [client, target],
        ] as const) {
            one.on("error", () => other.destroy());
        }
    });
    const address = `http://127.0.0.1:${(await listening(proxy)).port}`;
    const roots = path.join(folder, "roots.pem");
    const known = fs.existsSync(systemCertificates) ? fs.readFileSync(systemCertificates, "utf8") : "";
    fs.writeFileSync(roots, `${known}\n${fs.readFileSync(cert, "utf8")}`);
    return {
        environment: { SSL_CERT_FILE: roots, GIT_SSL_CAINFO: roots, HTTPS_PROXY: address, https_proxy: address },
        close: async () => {
            for (const socket of tunnels) socket.destroy();
            for (const each of [proxy, server]) {
                each.closeAllConnections();
                await new Promise(resolve => each.close(resolve));
            }
        },
    };
}

async function listening(server: net.Server): Promise<AddressInfo> {
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
    return server.address() as AddressInfo;
}
