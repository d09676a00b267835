"use strict";
/** `npm run sandbox`, from one bundled file, which starts several times faster than its sources. */
const path = require("node:path");
const { ensureBundle } = require("../../sandbox/bundle");

const root = path.resolve(__dirname, "../..");
const bundle = path.join(root, ".sandbox", "bundles", "sandbox.js");

ensureBundle("scripts/sandbox/main.ts", bundle, {
    external: ["esbuild"],
    // The values in stack files are never Outputs: Pulumi's SDK, which takes most of a second to load, is not needed.
    alias: { "@pulumi/pulumi": "./scripts/sandbox/noOutputs.ts" },
}).then(
    () => require(bundle),
    error => {
        process.stderr.write(`The sandbox cannot start from ${bundle}: ${error.message}\n`);
        process.exitCode = 1;
    },
);
