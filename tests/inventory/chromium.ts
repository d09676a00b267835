/** The Chromium of this machine, for tests of pages. */
import * as fs from "node:fs";

const candidates = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Absent if it is not installed. */
export function chromiumFile(): string | undefined {
    return candidates.find(file => fs.existsSync(file));
}

/** It looks for no updates and needs no display. In a container its own sandbox does not start. */
export const chromiumArguments = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];
