import { seedsOfProject } from "../../scripts/sandbox/seeds";
import { perform } from "../../sandbox/actions";

/** `npm run sandbox` on another project: `sandboxProcess.ts <project> <folder> <arguments…>`. */
const [project = "", folder = "", ...args] = process.argv.slice(2);
void perform(args, { project, folder, seedsOf: seedsOfProject }).then(code => {
    process.exitCode = code;
});
