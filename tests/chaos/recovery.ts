/** After a failure: `pulumi up` or `destroy` again, else the commands that its message names. */
import {
    DeleteRoleCommand,
    DeleteRolePolicyCommand,
    DetachRolePolicyCommand,
    ListAttachedRolePoliciesCommand,
    ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import { wordsOf } from "../../sandbox/commandLine";
import type { Result } from "../../sandbox/sandbox";
import { usualPlace } from "../access/proof/place";
import { changesOf, eventsOf } from "../program/engineStack";
import type { StackConfig } from "../program/engineStack";
import type { Ground } from "./ground";

/** How a deployment converged, as docs/reliability.md counts it. */
export type Way = "the next command" | "the commands that its message names" | "not at all";

export interface Recovery {
    readonly way: Way;
    /** The last message, if it did not converge. */
    readonly message: string;
    /** Whether the kill left an empty file of attributes, so that Pulumi could not read the state. */
    readonly emptyFile: boolean;
}

/** A message may name a command for one resource after another; each takes one attempt. */
const attempts = 5;

export async function recovered(ground: Ground, config: StackConfig | undefined): Promise<Recovery> {
    // A killed CLI leaves its lock, and perhaps an empty file: docs/interrupted-deployments.md has both.
    const emptyFile = await ground.removeEmptyAttributes();
    await ground.run("cancel", "--yes");
    let result = await ground.deploy(config);
    if (result.code === 0) return { way: "the next command", message: "", emptyFile };
    for (let attempt = 0; attempt < attempts; attempt++) {
        const commands = commandsFor(errorsOf(result));
        if (commands.length === 0) break;
        for (const command of commands) await followed(ground, command);
        result = await ground.deploy(config);
        if (result.code === 0) return { way: "the commands that its message names", message: "", emptyFile };
    }
    return { way: "not at all", message: errorsOf(result), emptyFile };
}

/** A deployment that has converged has nothing left for another `pulumi up`. */
export async function secondUpProblems(ground: Ground, config: StackConfig | undefined): Promise<string[]> {
    if (config === undefined) return [];
    const changes = changesOf(await ground.deploy(config));
    return Object.keys(changes).length > 0 ? [`a second up changes ${JSON.stringify(changes)}`] : [];
}

/** The errors of a command with `--json`, each with the name of its resource, which Pulumi shows above the message. */
export function errorsOf(result: Result): string {
    const errors = eventsOf(result)
        .map(({ diagnosticEvent }) => diagnosticEvent)
        .filter(event => event?.severity === "error")
        .map(event => `${event?.urn?.split("::").at(-1) ?? ""}: ${event?.message ?? ""}`);
    return errors.join("\n") || result.stderr || result.stdout;
}

/** The commands on lines of their own, each as its words: `pulumi import …`, `pulumi state delete …`, `aws iam …`. */
export function commandsIn(text: string): string[][] {
    const lines = [...text.matchAll(/^ {4}((?:pulumi|aws) .+)$/gm)].map(([, line = ""]) => line);
    return [...new Set(lines)].map(wordsOf);
}

/** `pulumi destroy` runs no program, so no message of ours has the commands: they are in docs/troubleshooting.md. */
function commandsFor(message: string): string[][] {
    const commands = commandsIn(message);
    const role = /IAM Role \(([^)]+)\).*DeleteConflict/s.exec(message)?.[1];
    return commands.length > 0 || role === undefined
        ? commands
        : ["delete-role-policy", "detach-role-policy"].map(command => ["aws", "iam", command, "--role-name", role]);
}

/** An import that the state refuses succeeds after the `state delete` of the same message: it is tried again then. */
async function followed(ground: Ground, [tool, ...words]: readonly string[]): Promise<void> {
    if (tool === "pulumi" && words[0] === "import") {
        await ground.run(...words, "--yes", "--skip-preview", "--generate-code=false");
    } else if (tool === "pulumi") {
        await ground.run(...words, "--yes");
    } else if (words[0] === "iam") {
        await onRole(ground, words[1], words[words.indexOf("--role-name") + 1]);
    }
}

/** The names of policies in a message are placeholders for those that the role has. */
async function onRole(ground: Ground, command: string | undefined, RoleName: string | undefined): Promise<void> {
    const iam = ground.used.iam({ account: usualPlace.cluster.account });
    if (command === "delete-role") await iam.send(new DeleteRoleCommand({ RoleName }));
    if (command === "delete-role-policy") {
        const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
        for (const PolicyName of PolicyNames) await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    }
    if (command === "detach-role-policy") {
        const { AttachedPolicies = [] } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
        for (const { PolicyArn } of AttachedPolicies) {
            await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
        }
    }
}
