import { isIPv4, isIPv6 } from "node:net";

/** An IP address as a number. */
export interface Address {
    readonly version: 4 | 6;
    readonly value: bigint;
}

export interface AddressRange {
    readonly version: 4 | 6;
    readonly first: bigint;
    readonly last: bigint;
}

/** The addresses of a CIDR block, or of one address; `undefined` for other texts. */
export function addressRange(text: string): AddressRange | undefined {
    const [written = "", prefix] = text.split("/");
    const address = addressValue(written);
    if (address === undefined) {
        return undefined;
    }
    const bits = address.version === 4 ? 32 : 128;
    const length = prefix === undefined ? bits : Number(prefix);
    if (!Number.isInteger(length) || length < 0 || length > bits) {
        return undefined;
    }
    const size = 1n << BigInt(bits - length);
    const first = (address.value / size) * size;
    return { version: address.version, first, last: first + size - 1n };
}

export function addressValue(text: string): Address | undefined {
    if (isIPv4(text)) {
        return { version: 4, value: text.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
    }
    if (!isIPv6(text)) {
        return undefined;
    }
    // The URL parser normalizes every form of an IPv6 address, embedded IPv4 included.
    const plain = new URL(`http://[${text.split("%")[0] ?? ""}]/`).hostname.slice(1, -1);
    const [head = "", tail] = plain.split("::");
    const groups = (half: string): string[] => (half === "" ? [] : half.split(":"));
    const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
    const all = [...groups(head), ...Array<string>(missing).fill("0"), ...groups(tail ?? "")];
    return { version: 6, value: all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n) };
}

export function addressText({ version, value }: Address): string {
    const [size, count] = version === 4 ? [8n, 4] : [16n, 8];
    const parts = Array.from(
        { length: count },
        (_, index) => (value >> (size * BigInt(count - 1 - index))) & ((1n << size) - 1n),
    );
    return version === 4 ? parts.join(".") : parts.map(part => part.toString(16)).join(":");
}
