/** A sandbox whose AWS and stacks can be saved, and restored for each trial. */
import * as fs from "node:fs/promises";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import { packageFolder } from "../../sandbox/layout";
import type { Call } from "../../sandbox/provider/callLog";
import type { Fault } from "../../sandbox/provider/faults";
import { openSandbox } from "../../sandbox/sandbox";
import type { Result, Sandbox } from "../../sandbox/sandbox";
import { allCalls, misbehave } from "../access/engine/engine";
import { usualPlace } from "../access/proof/place";
import { writeBundledProject } from "../program/bundledProject";
import type { StackConfig } from "../program/engineStack";
import { writeStackFile } from "../program/stackFile";
import { associationsOf, rolesOf } from "../program/state";
import { clusterName } from "./scenarios";

const { account, region } = usualPlace.cluster;
const place = { account, region, cluster: clusterName };

/** What is in AWS: subject → the fields of its association, and the roles. */
export interface Found {
    readonly associations: Readonly<Record<string, string>>;
    readonly roles: readonly string[];
    /** Those with a policy or an association. */
    readonly inUse: readonly string[];
}

export class Ground {
    private sandbox: Sandbox | undefined;

    private constructor(private readonly directory: string) {}

    static async open(): Promise<Ground> {
        const ground = new Ground(await fs.mkdtemp(path.join(os.tmpdir(), "chaos-")));
        await ground.writeProject();
        await ground.start();
        await ground.used.seed([{ account, region, clusters: [{ name: clusterName }] }]);
        return ground;
    }

    private async writeProject(): Promise<void> {
        await writeBundledProject(this.in("project"), "eks-pod-identity", "index.ts");
        await fs.symlink(path.join(packageFolder, "node_modules"), this.in("project/node_modules"));
    }

    private async start(): Promise<void> {
        const { directory } = this;
        this.sandbox = await openSandbox({ directory, project: this.in("project"), mirror: false });
    }

    get used(): Sandbox {
        if (!this.sandbox) throw new Error("The sandbox is not open");
        return this.sandbox;
    }

    private in(file: string): string {
        return path.join(this.directory, file);
    }

    /** Keeps AWS and the stacks as they are now. */
    async save(name: string): Promise<void> {
        await this.used.close();
        for (const part of ["aws", "backend"]) {
            await fs.cp(this.in(part), this.in(path.join("saved", name, part)), { recursive: true });
        }
        await this.start();
    }

    async restore(name: string): Promise<void> {
        await this.used.close();
        for (const file of ["aws", "backend", "faults.json", "faults", "killed.json", "calls.jsonl"]) {
            await fs.rm(this.in(file), { recursive: true, force: true });
        }
        for (const part of ["aws", "backend"]) {
            await fs.cp(this.in(path.join("saved", name, part)), this.in(part), { recursive: true });
        }
        await this.start();
    }

    run(...args: readonly string[]): Promise<Result> {
        return this.used.pulumi([...args, "--stack", "test"]);
    }

    /** `pulumi up` with `config`, or `pulumi destroy`. */
    async deploy(config: StackConfig | undefined): Promise<Result> {
        if (config === undefined) return this.run("destroy", "--yes", "--skip-preview", "--json");
        await writeStackFile(this.used.project, "test", "eks-pod-identity", { propagationSeconds: 0, ...config });
        return this.run("up", "--yes", "--skip-preview", "--json");
    }

    faults(...faults: readonly Fault[]): Promise<void> {
        return misbehave(this.used, ...faults);
    }

    calls(): Promise<Call[]> {
        return allCalls(this.used);
    }

    /** Whether the kill of the faults took place. */
    async struck(): Promise<boolean> {
        return fs.access(this.in("killed.json")).then(
            () => true,
            () => false,
        );
    }

    async found(): Promise<Found> {
        const all = Object.entries(await associationsOf(this.used, place));
        const associations = all.map(([subject, association]) => {
            const { roleArn = "", targetRoleArn, policy, disableSessionTags } = association ?? {};
            // The end of a name that Pulumi chose differs from run to run.
            const role = roleArn.replace(/^.*\/|-?[0-9a-f]{7,}$/g, "");
            return [subject, JSON.stringify([role, targetRoleArn, policy, disableSessionTags])];
        });
        const roles = await rolesOf(this.used, account);
        const inUse = roles.filter(
            ({ name, managedPolicies, inlinePolicies }) =>
                managedPolicies.length > 0 ||
                Object.keys(inlinePolicies).length > 0 ||
                all.some(([, association]) => association?.roleArn?.endsWith(`/${name}`)),
        );
        const names = [roles, inUse].map(list => list.map(({ name }) => name));
        const [found = [], used = []] = names;
        return { associations: Object.fromEntries(associations) as Record<string, string>, roles: found, inUse: used };
    }

    /** The names of the roles in the state: what the commands of docs/interrupted-deployments.md compare with AWS. */
    async rolesInState(): Promise<string[]> {
        const { code, stdout, stderr } = await this.run("stack", "export");
        if (code !== 0) throw new Error(stderr);
        const { deployment } = parse(stdout) as { deployment: { resources?: { type: string; id?: string }[] } };
        return (deployment.resources ?? []).flatMap(({ type, id }) => (type === "aws:iam/role:Role" && id ? [id] : []));
    }

    /** As docs/interrupted-deployments.md says, "failed to load checkpoint: EOF". */
    async removeEmptyAttributes(): Promise<boolean> {
        const folder = this.in("backend/.pulumi/stacks/eks-pod-identity");
        const files = (await fs.readdir(folder)).filter(file => file.endsWith(".attrs"));
        const sizes = await Promise.all(files.map(async file => (await fs.stat(path.join(folder, file))).size));
        const empty = files.filter((_, index) => sizes[index] === 0);
        await Promise.all(empty.map(file => fs.rm(path.join(folder, file))));
        return empty.length > 0;
    }

    async close(): Promise<void> {
        await this.sandbox?.close();
        await fs.rm(this.directory, { recursive: true, force: true });
    }
}
