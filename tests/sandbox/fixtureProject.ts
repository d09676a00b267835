import { execFileSync } from "node:child_process";
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { packageFolder } from "../../sandbox/layout";

/** A small Pulumi project in a git checkout of its own, everything committed. */
export interface FixtureProject {
    readonly project: string;
    /** Its sandbox, ignored by git as in this repository. */
    readonly folder: string;
    readonly gitStatus: () => string;
    readonly remove: () => Promise<void>;
}

const stackFile = `# The clusters of the tests
config:
    aws:region: eu-west-1   # an indentation the CLI would change
    eks-pod-identity:clusterName: dev
    eks-pod-identity:associations:
        legacy/report: { roleArn: "arn:aws:iam::111122223333:role/old/report" }
    eks-pod-identity:defaults: { role: { permissionsBoundary: "arn:aws:iam::111122223333:policy/pods" } }
`;

export async function fixtureProject(program: string): Promise<FixtureProject> {
    // realpath: on macOS the temporary folder is behind a symbolic link.
    const root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), "sandbox-")));
    const project = path.join(root, "project");
    await fs.mkdir(project);
    const files = {
        ".gitignore": "node_modules\n.sandbox/\n",
        "Pulumi.yaml": "name: fixture\nruntime: nodejs\nmain: index.js\n",
        "Pulumi.dev.yaml": stackFile,
        "package.json": "{}\n",
        "index.js": program,
    };
    for (const [file, text] of Object.entries(files)) await fs.writeFile(path.join(project, file), text);
    await fs.symlink(path.join(packageFolder, "node_modules"), path.join(project, "node_modules"));
    const git = (...args: readonly string[]) =>
        execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
            cwd: project,
            encoding: "utf8",
        });
    git("init", "-q");
    git("add", "-A");
    git("commit", "-q", "-m", "fixture");
    return {
        project,
        folder: path.join(project, ".sandbox"),
        gitStatus: () => git("status", "--porcelain"),
        remove: () => fs.rm(root, { recursive: true, force: true }),
    };
}
