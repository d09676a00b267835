/**
 * For maintainers, `npm run presets:compare -- <preset> <file>...`: compares a preset with saved copies of its source,
 * action × resource × condition. A file is a policy in JSON, a CloudFormation template, or a page with JSON.
 */
import * as path from "node:path";
import { presetKeys } from "../../components/presets/catalogue";
import { compareFiles, comparisonLines, unexplained } from "./compare";

const [name = "", ...files] = process.argv.slice(2);
const key = presetKeys.find(preset => preset === name);

if (key === undefined || files.length === 0) {
    console.error(`Usage: npm run presets:compare -- <preset> <file>... The presets are ${presetKeys.join(", ")}.`);
    process.exitCode = 2;
} else {
    const comparison = compareFiles(key, files);
    console.log(comparisonLines(key, files.map(file => path.basename(file)).join(" and "), comparison).join("\n"));
    process.exitCode = unexplained(key, comparison).length === 0 ? 0 : 1;
}
