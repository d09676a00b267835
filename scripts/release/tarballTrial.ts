/** The tarball in an empty project, as its users install it: what is exported, its types, its command, its programs. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { isNewer, numbersOf } from "./version";

/** The versions of the SDK and the provider in one trial. */
export interface Peers {
    readonly title: string;
    readonly versions: Readonly<Record<string, string>>;
}

/** The oldest and the newest version that ranges such as `>=7.40.0 <8` and `^3.245.0` admit. */
export function peersOf(
    ranges: Readonly<Record<string, string>>,
    newestOf: (name: string, range: string) => string = newestOnNpm,
): Peers[] {
    const oldest = Object.entries(ranges).map(([name, range]) => {
        const version = /^(?:\^|>=)(\d+\.\d+\.\d+)/.exec(range)?.[1];
        if (version === undefined) throw new Error(`${name}: the range ${range} has no oldest version.`);
        return [name, version] as const;
    });
    const newest = Object.entries(ranges).map(([name, range]) => [name, newestOf(name, range)] as const);
    return [
        { title: "the newest SDK and provider", versions: Object.fromEntries(newest) },
        { title: "the oldest SDK and provider", versions: Object.fromEntries(oldest) },
    ];
}

/** For a range, `npm install` takes the newest version that asks for no newer Node; an exact version it takes as it is. */
function newestOnNpm(name: string, range: string): string {
    const versions = JSON.parse(ran(__dirname, "npm", ["view", `${name}@${range}`, "version", "--json"])) as unknown;
    const released = [versions]
        .flat()
        .map(String)
        .filter(version => numbersOf(version) !== undefined);
    // npm lists them in the order in which they were published.
    return released.reduce((a, b) => (isNewer(numbersOf(b) ?? [0, 0, 0], numbersOf(a) ?? [0, 0, 0]) ? b : a), "0.0.0");
}

const files: Readonly<Record<string, string>> = {
    "tsconfig.json": JSON.stringify({
        compilerOptions: {
            strict: true,
            target: "es2022",
            module: "node16",
            moduleResolution: "node16",
            skipLibCheck: true,
        },
        include: ["trial.ts"],
    }),
    "Pulumi.yaml": "name: pods\nruntime: nodejs\nmain: index.js\n",
    "Pulumi.dev.yaml":
        "config:\n  aws:region: eu-west-1\n  eks-pod-identity:clusterName: dev\n  eks-pod-identity:associations:\n" +
        "    shop/orders: { role: { managedPolicies: [AmazonS3ReadOnlyAccess] } }\n",
    "index.js": 'module.exports = require("eks-pod-identity/program");\n',
    "trial.ts": `
import { PodIdentityStack, type PodIdentityStackArgs } from "eks-pod-identity";
import type * as program from "eks-pod-identity/program";
import { record, resourceTypes } from "eks-pod-identity/testing";

type Outputs = Pick<typeof program, "clusterName" | "associations">;
const associations = { "shop/orders": { role: { managedPolicies: ["AmazonS3ReadOnlyAccess"] } } };
const args: PodIdentityStackArgs = { clusterName: "dev", associations };
const config = {
    "aws:region": "eu-west-1",
    "eks-pod-identity:clusterName": "dev",
    "eks-pod-identity:associations": JSON.stringify(associations),
};

async function trial(): Promise<void> {
    const component = await record(() => new PodIdentityStack("identity", args));
    const stackFile = await record(() => require("eks-pod-identity/program") as Outputs, { config, project: "pods", stack: "dev" });
    for (const { of } of [component, stackFile]) {
        if (!of(resourceTypes.association).has("identity/shop/orders")) throw new Error("There is no association.");
    }
}
void trial();
`,
};

/** @throws Error with what npm, the compiler or the program printed */
export function tryTarball(tarball: string, version: string, { versions }: Peers, folder: string): string[] {
    fs.mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
    fs.writeFileSync(path.join(folder, "package.json"), '{ "private": true }');
    const peers = Object.entries(versions).map(([name, range]) => `${name}@${range}`);
    const tools = ["typescript@5", "@types/node@20"];
    const run = (command: string, ...args: readonly string[]) => ran(folder, command, args);
    run("npm", "install", "--no-audit", "--no-fund", "--prefer-offline", tarball, ...peers, ...tools);
    run("npx", "tsc", "-p", ".");
    run("node", "trial.js");
    const printed = run("npx", "pod-identity", "--version").trim();
    if (!printed.includes(version)) throw new Error(`pod-identity --version prints ${printed}, not ${version}.`);
    run("npx", "pod-identity", "check");
    return Object.keys(versions).map(name => {
        const manifest = fs.readFileSync(path.join(folder, "node_modules", name, "package.json"), "utf8");
        return `${name} ${(JSON.parse(manifest) as { version: string }).version}`;
    });
}

export function ran(cwd: string, command: string, args: readonly string[]): string {
    try {
        return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    } catch (error) {
        const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
        throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`);
    }
}
