import {
    AttachRolePolicyCommand,
    CreateRoleCommand,
    type CreateRoleCommandInput,
    GetRoleCommand,
    GetRolePolicyCommand,
    PutRolePolicyCommand,
    PutRolePermissionsBoundaryCommand,
    type Role,
    paginateListAttachedRolePolicies,
    paginateListRolePolicies,
    UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { forEmulator, inPartition } from "../partition";
import { Session } from "../session";
import { isNotFound, refusal } from "./awsError";
import { attachmentQuota, policyQuota, policySize, refuseUnknownPolicy } from "./policies";
import { malformation, trustedRoleArns } from "./trustPolicy";

/** Roles as IAM keeps them: the emulator's, plus the refusals it lacks. */
export async function createRole(session: Session, input: CreateRoleCommandInput): Promise<Role> {
    const operation = "CreateRole";
    if (input.PermissionsBoundary !== undefined) {
        await refuseUnknownPolicy(session, operation, input.PermissionsBoundary, "Scope ARN:");
    }
    await refuseTrust(session, operation, input.AssumeRolePolicyDocument ?? "");
    const { Role: role } = await session.iam.send(new CreateRoleCommand(input));
    return known(session, role);
}

export async function updateTrust(session: Session, name: string, document: string): Promise<void> {
    await refuseTrust(session, "UpdateAssumeRolePolicy", document);
    await session.iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument: document }));
}

export async function putBoundary(session: Session, name: string, arn: string): Promise<void> {
    await refuseUnknownPolicy(session, "PutRolePermissionsBoundary", arn, "Scope ARN:");
    await session.iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: name, PermissionsBoundary: arn }));
}

async function refuseTrust(session: Session, operation: string, document: string): Promise<void> {
    const problem = malformation(document);
    if (problem !== undefined) {
        throw refusal("IAM", operation, "MalformedPolicyDocument", problem);
    }
    if (policySize(document) > policyQuota.trust) {
        throw refusal(
            "IAM",
            operation,
            "LimitExceeded",
            `Cannot exceed quota for ACLSizePerRole: ${policyQuota.trust}`,
        );
    }
    // IAM resolves the principals of a trust policy, not the ARNs in its conditions.
    for (const arn of trustedRoleArns(document)) {
        if ((await roleByArn(session, arn)) === undefined) {
            throw refusal("IAM", operation, "MalformedPolicyDocument", `Invalid principal in policy: "AWS":"${arn}"`);
        }
    }
}

export async function findRole(session: Session, name: string): Promise<Role | undefined> {
    try {
        const { Role: role } = await session.iam.send(new GetRoleCommand({ RoleName: name }));
        return known(session, role);
    } catch (error) {
        if (isNotFound(error)) {
            return undefined;
        }
        throw error;
    }
}

/** The role with exactly this ARN (path and partition included), in whichever account. */
export async function roleByArn(session: Session, arn: string): Promise<Role | undefined> {
    const match = /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn);
    const [account, name] = [match?.[1], match?.[2]];
    if (account === undefined || name === undefined) {
        return undefined;
    }
    const there =
        account === session.account
            ? session
            : new Session({ account, region: session.region, defaultTags: {} }, session.surroundings, session.faults);
    const role = await findRole(there, name);
    return role?.Arn === arn ? role : undefined;
}

function known(session: Session, role: Role | undefined): Role {
    if (role?.Arn === undefined) {
        throw new Error("the emulator returned no role");
    }
    return { ...role, Arn: inPartition(role.Arn, session.partition) };
}

export async function attachRolePolicy(session: Session, role: string, policyArn: string): Promise<void> {
    const attached = await attachedPolicyArns(session, role);
    await refuseUnknownPolicy(session, "AttachRolePolicy", policyArn, "Policy");
    if (!attached.includes(policyArn) && attached.length >= attachmentQuota) {
        throw refusal(
            "IAM",
            "AttachRolePolicy",
            "LimitExceeded",
            `Cannot exceed quota for PoliciesPerRole: ${attachmentQuota}`,
        );
    }
    await session.iam.send(new AttachRolePolicyCommand({ RoleName: role, PolicyArn: emulatorPolicyArn(policyArn) }));
}

/** A customer's policy is known to the emulator in the partition `aws` only; those of AWS keep their ARN. */
export const emulatorPolicyArn = (arn: string): string => (/:iam::\d{12}:/.test(arn) ? forEmulator(arn) : arn);

export async function attachedPolicyArns(session: Session, role: string): Promise<string[]> {
    const arns: string[] = [];
    for await (const page of paginateListAttachedRolePolicies({ client: session.iam }, { RoleName: role })) {
        for (const { PolicyArn: arn = "" } of page.AttachedPolicies ?? []) {
            arns.push(arn.includes(":iam::aws:") ? arn : inPartition(arn, session.partition));
        }
    }
    return arns;
}

export async function inlinePolicyNames(session: Session, role: string): Promise<string[]> {
    const names: string[] = [];
    for await (const page of paginateListRolePolicies({ client: session.iam }, { RoleName: role })) {
        names.push(...(page.PolicyNames ?? []));
    }
    return names;
}

export async function inlinePolicy(session: Session, role: string, name: string): Promise<string> {
    const { PolicyDocument: document } = await session.iam.send(
        new GetRolePolicyCommand({ RoleName: role, PolicyName: name }),
    );
    return decodeURIComponent(document ?? "");
}

export async function putRolePolicy(session: Session, role: string, name: string, document: string): Promise<void> {
    let total = policySize(document);
    for (const other of await inlinePolicyNames(session, role)) {
        total += other === name ? 0 : policySize(await inlinePolicy(session, role, other));
    }
    if (total > policyQuota.inlinePerRole) {
        throw refusal(
            "IAM",
            "PutRolePolicy",
            "LimitExceeded",
            `Maximum policy size of ${policyQuota.inlinePerRole} bytes exceeded for role ${role}`,
        );
    }
    await session.iam.send(new PutRolePolicyCommand({ RoleName: role, PolicyName: name, PolicyDocument: document }));
}
