import * as fs from "node:fs/promises";
import * as path from "node:path";

/** Writes a file so that other processes find the old one or the new one, and never a part. */
export async function replaceFile(file: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
    const draft = `${file}.${process.pid}`;
    await fs.mkdir(path.dirname(file), { recursive: true });
    await fs.writeFile(draft, content, { mode });
    await fs.rename(draft, file);
}
