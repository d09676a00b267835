import { createHash, randomBytes } from "node:crypto";

/** Length of {@link uniqueSuffix}: 18 digits of time and 8 hex digits that count. */
export const uniqueSuffixLength = 26;

let counter = randomBytes(2).readUInt16BE();

/**
 * What terraform appends to a `namePrefix`: time to a tenth of a millisecond, then a counter.
 * Source: `PrefixedUniqueId` in helper/id of github.com/hashicorp/terraform-plugin-sdk. The counter starts at a random
 * number here, because several provider processes may run at once.
 */
export function uniqueSuffix(now: Date = new Date()): string {
    counter = (counter + 1) % 0x1_0000_0000;
    const stamp = now.toISOString().replace(/\D/g, "");
    return `${stamp.padEnd(18, "0").slice(0, 18)}${counter.toString(16).padStart(8, "0")}`;
}

/** The `namePrefix` that a name shows: empty when it does not end in terraform's suffix. */
export function namePrefixOf(name: string): string {
    const match = /^(.*)\d{18}[0-9a-f]{8}$/s.exec(name);
    return match?.[1] ?? "";
}

/** Pulumi's own name for a resource that was given none: `<logical name>-<7 hex>`, the same for the same seed. */
export function autoname(logicalName: string, seed: Uint8Array, maxLength: number): string {
    const source = seed.length > 0 ? Buffer.from(seed) : randomBytes(16);
    const hex = createHash("sha256").update(source).update(logicalName).digest("hex").slice(0, 7);
    return `${logicalName.slice(0, maxLength - hex.length - 1)}-${hex}`;
}
