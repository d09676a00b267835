"use strict";
/** `npm run sandbox`, from one bundled file, which starts several times faster than its sources. */
const path = require("node:path");
const { ensureBundle } = require("../../sandbox/bundle");
const { bundleOptions } = require("./bundleOptions");

const root = path.resolve(__dirname, "../..");
const bundle = path.join(root, ".sandbox", "bundles", "sandbox.js");

ensureBundle("scripts/sandbox/main.ts", bundle, bundleOptions).then(
    () => require(bundle),
    error => {
        process.stderr.write(`The sandbox cannot start from ${bundle}: ${error.message}\n`);
        process.exitCode = 1;
    },
);
