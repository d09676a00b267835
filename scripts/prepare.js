/**
 * npm's `prepare`: builds dist/ in a checkout, and when the package is installed from git. For the plugin, Pulumi runs
 * `npm install` in components/. This also runs `prepare`, without development dependencies, but the plugin needs no
 * build.
 */
"use strict";

const { execSync } = require("node:child_process");

function isInstalled(name) {
    try {
        return Boolean(require.resolve(`${name}/package.json`));
    } catch {
        return false;
    }
}

if (isInstalled("rimraf")) {
    execSync("npm run build", { stdio: "inherit" });
}
