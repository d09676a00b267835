/** Copies the compressed files of data/ into dist/ for `npm run build`, because tsc does not. */
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const from = path.join(__dirname, "..", "data");
for (const name of fs.readdirSync(from).filter(file => file.endsWith(".br"))) {
    fs.copyFileSync(path.join(from, name), path.join(__dirname, "..", "dist", "data", name));
}
