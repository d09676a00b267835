import { SandboxError } from "./sandboxError";

/** Whether an endpoint can only be a process of this machine: 127.0.0.0/8, ::1 or localhost, over HTTP. */
export function isLoopback(endpoint: string): boolean {
    if (!URL.canParse(endpoint)) return false;
    const { protocol, hostname } = new URL(endpoint);
    if (protocol !== "http:" && protocol !== "https:") return false;
    // URL has already turned every spelling of an IPv4 address (127.1, 0x7f.1, 2130706433) into four decimal numbers.
    return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** The endpoint itself; an error when requests to it could leave this machine. */
export function requireLoopback(endpoint: string): string {
    if (isLoopback(endpoint)) return endpoint;
    throw new SandboxError(
        `The sandbox talks to this machine only, and "${endpoint}" is elsewhere. ` +
            "Use an endpoint on 127.0.0.1, ::1 or localhost, or leave it out.",
    );
}
