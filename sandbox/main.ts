import * as path from "node:path";
import { perform } from "./actions";
import { packageFolder } from "./layout";

// Which Node this package needs is said in package.json; a user of the sandbox cannot do anything about this warning.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

void perform(process.argv.slice(2), { project: packageFolder, folder: path.join(packageFolder, ".sandbox") }).then(code => {
    process.exitCode = code;
});
