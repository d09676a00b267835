/**
 * npm's `prepare`: builds dist/ where the package is installed from git, and in a checkout. Pulumi runs `npm install` in
 * components/ for the plugin, which needs no build; npm then installs only what that folder depends on, and runs this as well.
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
