"use strict";

/** How the sandbox is bundled with what reads stack files. */
exports.bundleOptions = {
    external: ["esbuild"],
    // The values in stack files are never Outputs: Pulumi's SDK, which takes most of a second to load, is not needed.
    alias: { "@pulumi/pulumi": "./scripts/sandbox/noOutputs.ts" },
};
