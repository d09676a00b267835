/** `npm run sandbox`: the sandbox on this repository, with what its stack files expect in AWS. */
import * as path from "node:path";
import { perform } from "../../sandbox/actions";
import { packageFolder } from "../../sandbox/layout";
import { settingsOfProject } from "./stackSettings";

void perform(process.argv.slice(2), {
    project: packageFolder,
    folder: path.join(packageFolder, ".sandbox"),
    settingsOf: settingsOfProject,
}).then(code => {
    process.exitCode = code;
});
