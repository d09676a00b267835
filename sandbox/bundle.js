"use strict";
// JavaScript, so that `npm run sandbox` can start from its own bundle without compiling anything first.
const fs = require("node:fs");
const path = require("node:path");

const root = path.resolve(__dirname, "..");

/**
 * Bundles `entry` into the one file `bundle`, unless no source of it has changed since. Programs start several times faster
 * from one file. esbuild, because it bundles the AWS SDK and gRPC in half a second.
 */
exports.ensureBundle = async function ensureBundle(entry, bundle, options = {}) {
    const record = `${bundle}.sources.json`;
    if (isCurrent(record, bundle)) return;
    const { metafile, outputFiles } = await require("esbuild").build({
        absWorkingDir: root,
        entryPoints: [entry],
        bundle: true,
        platform: "node",
        target: "node20",
        format: "cjs",
        metafile: true,
        write: false,
        outfile: bundle,
        logLevel: "silent",
        ...options,
    });
    // An installation changes npm's record of the packages, so that only our own sources need to be looked at.
    const own = Object.keys(metafile.inputs).filter(file => !file.includes("node_modules/"));
    const stamps = stampsOf([...own, "node_modules/.package-lock.json"]);
    replace(bundle, outputFiles[0].contents);
    replace(record, stamps);
};

function isCurrent(record, bundle) {
    if (!fs.existsSync(bundle) || !fs.existsSync(record)) return false;
    const recorded = fs.readFileSync(record, "utf8");
    return stampsOf(Object.keys(JSON.parse(recorded))) === recorded;
}

/** For each file its size and when it changed, as JSON. */
function stampsOf(files) {
    const stamps = files.map(file => {
        const { size, mtimeMs } = fs.statSync(path.resolve(root, file), { throwIfNoEntry: false }) ?? {};
        return [file, `${size} ${mtimeMs}`];
    });
    return JSON.stringify(Object.fromEntries(stamps));
}

/** Renamed into place: another process never starts a part of a bundle. */
function replace(file, content) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(`${file}.${process.pid}`, content);
    fs.renameSync(`${file}.${process.pid}`, file);
}
