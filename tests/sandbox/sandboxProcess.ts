import { perform } from "../../sandbox/actions";
import { settingsOfProject } from "../../scripts/sandbox/stackSettings";

/** `npm run sandbox` on another project: `sandboxProcess.ts <project> <folder> <arguments…>`. */
const [project = "", folder = "", ...args] = process.argv.slice(2);
void perform(args, { project, folder, settingsOf: settingsOfProject }).then(code => {
    process.exitCode = code;
});
