import type { BuildOptions } from "esbuild";

/** Bundles the source `entry` into the file `bundle`, unless none of its sources has changed since. */
export function ensureBundle(entry: string, bundle: string, options?: BuildOptions): Promise<void>;
