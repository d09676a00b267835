/** A misbehaving AWS for the engine tests of access, and its recorded calls. */
import * as fs from "node:fs/promises";
import * as path from "node:path";
import { GetRoleCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import type { PolicyDocument } from "../../../components/access/policyDocument";
import type { Call } from "../../../sandbox/provider/callLog";
import type { Fault } from "../../../sandbox/provider/faults";
import type { Sandbox } from "../../../sandbox/sandbox";
import type { Place } from "../../program/state";
import { clusterAt } from "../proof/place";
import { assume, contextOf, podRequest, tag } from "../proof/requests";
import { isAllowed } from "../proof/simulate";

/** Makes AWS misbehave from now on, permanently. */
export async function misbehave(sandbox: Sandbox, ...faults: readonly Fault[]): Promise<void> {
    await fs.writeFile(path.join(directoryOf(sandbox), "faults.json"), JSON.stringify(faults));
}

/** All calls of one operation that changed something or failed. */
export async function callsOf(sandbox: Sandbox, operation: string): Promise<Call[]> {
    return (await allCalls(sandbox)).filter(call => call.operation === operation);
}

/** All calls, in the order of their responses. */
export async function allCalls(sandbox: Sandbox): Promise<Call[]> {
    const text = await fs.readFile(path.join(directoryOf(sandbox), "calls.jsonl"), "utf8").catch(() => "");
    return text
        .split("\n")
        .filter(line => line !== "")
        .map(line => JSON.parse(line) as Call);
}

/** The trust policy of the role with this name or name prefix. */
export async function trustOf(sandbox: Sandbox, account: string, name: string): Promise<PolicyDocument> {
    const iam = sandbox.iam({ account });
    const { Roles = [] } = await iam.send(new ListRolesCommand({ MaxItems: 1000 }));
    const role = Roles.find(({ RoleName = "" }) => RoleName.startsWith(name));
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: role?.RoleName }));
    return JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")) as PolicyDocument;
}

/**
 * Whether the trust policy of a role in AWS admits the pods of a subject, according to another implementation of IAM.
 */
export async function isLetIn(sandbox: Sandbox, place: Place, subject: string, roleArn = ""): Promise<boolean> {
    const { account, region, cluster } = place;
    const trust = await trustOf(sandbox, account, roleArn.split("/").at(-1) ?? "");
    const answers = [assume, tag].map(action => {
        const request = podRequest("docs", action, clusterAt("aws", region, account, cluster), subject);
        const { principal } = request;
        return isAllowed({ principal, action, resource: roleArn, account, context: contextOf(request), trust });
    });
    return (await Promise.all(answers)).every(Boolean);
}

function directoryOf(sandbox: Sandbox): string {
    return path.dirname(sandbox.project);
}
