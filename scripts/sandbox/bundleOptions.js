"use strict";

/** How the sandbox is bundled with what reads stack files. */
exports.bundleOptions = {
    external: ["esbuild"],
    // ES modules first: the other form of jsonc-parser loads its parts in a way that esbuild does not follow.
    mainFields: ["module", "main"],
    // The values in stack files are never Outputs: Pulumi's SDK, which takes most of a second to load, is not needed.
    alias: { "@pulumi/pulumi": "./scripts/sandbox/noOutputs.ts" },
};
