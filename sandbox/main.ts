import * as path from "node:path";
import { perform } from "./actions";
import { packageFolder } from "./layout";

void perform(process.argv.slice(2), { project: packageFolder, folder: path.join(packageFolder, ".sandbox") }).then(
    code => {
        process.exitCode = code;
    },
);
