/**
 * `npm run acceptance -- --cluster NAME`: tries the package on a real EKS cluster, with the credentials, the kubectl context and
 * the Pulumi CLI of this shell. RELEASING.md says what it needs and does.
 */
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { run } from "../../sandbox/processes";
import { packed } from "../release/pack";
import { manifestIn, root } from "../release/repository";
import { ran } from "../release/tarballTrial";
import { stack, writeProject } from "./project";
import { isPassed, markdown } from "./report";
import { acceptance } from "./scenario";
import { type Tools, must } from "./tools";

const { values } = parseArgs({
    options: {
        cluster: { type: "string" },
        region: { type: "string", default: process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION },
        // The add-on is the cluster's: only who asks for it has it installed, and removed again.
        agent: { type: "string", default: "existing" },
    },
});

/** Its own state beside the project: nothing of the shell's backend is read or written. */
function toolsIn(folder: string): Tools {
    const state = path.join(folder, "state");
    fs.mkdirSync(state);
    const env = {
        ...process.env,
        AWS_REGION: values.region,
        AWS_PAGER: "",
        PULUMI_BACKEND_URL: `file://${state}`,
        PULUMI_CONFIG_PASSPHRASE: "acceptance",
        PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    return {
        pulumi: args => run("pulumi", args, { cwd: folder, env }),
        kubectl: (args, input) => run("kubectl", args, { cwd: folder, env, input }),
        aws: args => run("aws", args, { cwd: folder, env }),
        wait: seconds => new Promise(resolve => setTimeout(resolve, seconds * 1000)),
        say: text => {
            console.error(`== ${text}`);
        },
    };
}

async function main(): Promise<void> {
    const { cluster, region = "", agent } = values;
    if (cluster === undefined || region === "") {
        throw new Error(
            "Say which cluster: npm run acceptance -- --cluster NAME --region REGION [--agent existing|install|builtIn]",
        );
    }
    const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "pod-identity-acceptance-")));
    const tools = toolsIn(folder);
    const account = await must(
        "aws sts get-caller-identity",
        tools.aws(["sts", "get-caller-identity", "--query", "Account", "--output", "text"]),
    );

    tools.say("The package, built and packed, in a project");
    ran(root, "npm", ["run", "build"]);
    const tarball = packed(root, folder);
    writeProject(folder, 'export * from "eks-pod-identity/program";\n');
    fs.writeFileSync(path.join(folder, "package.json"), '{ "private": true }');
    const peers = Object.entries(manifestIn(root).peerDependencies as object).map(
        ([name, range]) => `${name}@${String(range)}`,
    );
    ran(folder, "npm", ["install", "--no-audit", "--no-fund", tarball, ...peers, "typescript@5"]);
    await must("pulumi stack init", tools.pulumi(["stack", "init", stack, "--non-interactive"]));

    const suffix = randomBytes(4).toString("hex");
    const report = await acceptance(
        {
            cluster,
            region,
            agentMode: agent,
            namespace: `pod-identity-acceptance-${suffix}`,
            serviceAccount: "reader",
            bucket: `pod-identity-acceptance-${account}-${suffix}`,
        },
        folder,
        tools,
        await versionsOf(folder, cluster, tools),
    );
    console.log(markdown(report));
    if (report.leftovers.length === 0) fs.rmSync(folder, { recursive: true, force: true });
    else console.error(`The state of the stack is in ${folder}. Run there: ${withState(folder)} pulumi destroy`);
    process.exitCode = isPassed(report) ? 0 : 1;
}

function withState(folder: string): string {
    return `PULUMI_BACKEND_URL=file://${path.join(folder, "state")} PULUMI_CONFIG_PASSPHRASE=acceptance`;
}

async function versionsOf(folder: string, cluster: string, { pulumi, kubectl, aws }: Tools) {
    const installed = (name: string) => manifestIn(path.join(folder, "node_modules", name)).version;
    const addon = ["eks", "describe-addon", "--cluster-name", cluster, "--addon-name", "eks-pod-identity-agent"];
    const agent = await aws([...addon, "--query", "addon.addonVersion", "--output", "text"]);
    const kubernetes = JSON.parse(await must("kubectl version", kubectl(["version", "--output", "json"]))) as {
        readonly serverVersion: { readonly gitVersion: string };
    };
    return {
        "eks-pod-identity": `${manifestIn(root).version} (${execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim()})`,
        "Pulumi CLI": await must("pulumi version", pulumi(["version"])),
        "@pulumi/pulumi": installed("@pulumi/pulumi"),
        "@pulumi/aws": installed("@pulumi/aws"),
        Node: process.version,
        Kubernetes: kubernetes.serverVersion.gitVersion,
        "eks-pod-identity-agent": agent.code === 0 ? agent.stdout.trim() : "no add-on",
        Region: values.region ?? "",
    };
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
