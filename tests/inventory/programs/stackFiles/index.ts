/** Registers many stack files, each under a name of its own: the engine starts once for all of them. */
import * as fs from "node:fs";
import * as path from "node:path";
import { offlineStackOf } from "../../../../config/offline";
import { registered } from "../../../../config/program";
import type { NamedStackFile } from "../../manyStackFiles";

const files = JSON.parse(fs.readFileSync(process.env.STACK_FILES ?? "", "utf8")) as readonly NamedStackFile[];
for (const { name, text, folder } of files) {
    const project = { folder, name: "eks-pod-identity", stackFolder: folder };
    const { args, hasCluster, targetRoles, problems } = offlineStackOf(
        text,
        path.join(folder, `Pulumi.${name}.yaml`),
        project,
        file => file,
    );
    if (problems.length > 0) {
        throw new Error(`${name}: ${JSON.stringify(problems)}`);
    }
    const { clusterName = "cluster" } = args;
    registered({ stack: hasCluster ? { ...args, clusterName } : undefined, targetRoles }, name);
}
