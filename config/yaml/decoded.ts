/** Bytes as text: UTF-8, or UTF-16 where a byte order mark says so, as YAML has it; `undefined` for anything else. */
export function decoded(bytes: Uint8Array): string | undefined {
    const [first, second] = bytes;
    const encoding =
        first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
    try {
        // The mark stays, as what reads text takes it off.
        return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
        return undefined;
    }
}
