import { GetPolicyCommand, GetPolicyVersionCommand, ListPoliciesCommand } from "@aws-sdk/client-iam";
import { isNotFound } from "../aws/awsError";
import { managedPolicyArns, managedPolicyDocument } from "../aws/managedPolicies";
import { tagMap } from "../aws/tags";
import type { FunctionDefinition } from "../definition";
import { forEmulator, inPartition } from "../partition";
import type { Session } from "../session";
import { optionalText, type Properties, text } from "../values";

export const getPolicy: FunctionDefinition = {
    token: "aws:iam/getPolicy:getPolicy",
    inputs: {
        arn: { kind: "string" },
        name: { kind: "string" },
        pathPrefix: { kind: "string" },
        tags: { kind: "tags" },
    },
    invoke: async (session, args) => {
        const pathPrefix = optionalText(args.pathPrefix) ?? "/";
        const arn = optionalText(args.arn) ?? (await arnByName(session, text(args.name), pathPrefix));
        const found = arn === undefined ? undefined : ((await ownPolicy(session, arn)) ?? managedPolicy(session, arn));
        if (found === undefined) {
            throw new Error(`reading IAM Policy (${arn ?? text(args.name)}): couldn't find resource`);
        }
        return { ...found, pathPrefix: args.pathPrefix };
    },
};

async function arnByName(session: Session, name: string, pathPrefix: string): Promise<string | undefined> {
    const { Policies: own = [] } = await session.iam.send(
        new ListPoliciesCommand({ Scope: "Local", PathPrefix: pathPrefix }),
    );
    const found = own.find(policy => policy.PolicyName === name)?.Arn;
    const managed = [...(managedPolicyArns(session.surroundings) ?? [])].find(
        arn => arn.endsWith(`/${name}`) && arn.startsWith(`arn:aws:iam::aws:policy${pathPrefix}`),
    );
    const arn = found ?? managed;
    return arn === undefined ? undefined : inPartition(arn, session.partition);
}

async function ownPolicy(session: Session, arn: string): Promise<Properties | undefined> {
    try {
        const { Policy: found } = await session.iam.send(new GetPolicyCommand({ PolicyArn: forEmulator(arn) }));
        const { PolicyVersion: version } = await session.iam.send(
            new GetPolicyVersionCommand({ PolicyArn: forEmulator(arn), VersionId: found?.DefaultVersionId }),
        );
        return {
            ...described(arn, decodeURIComponent(version?.Document ?? "")),
            attachmentCount: found?.AttachmentCount ?? 0,
            description: found?.Description ?? "",
            policyId: found?.PolicyId ?? "",
            tags: tagMap(found?.Tags),
        };
    } catch (error) {
        if (isNotFound(error)) {
            return undefined;
        }
        throw error;
    }
}

/** Of those that AWS manages the emulator knows a few; the package knows all. */
function managedPolicy(session: Session, arn: string): Properties | undefined {
    if (managedPolicyArns(session.surroundings)?.has(forEmulator(arn)) !== true) {
        return undefined;
    }
    const document = managedPolicyDocument(session.surroundings, forEmulator(arn)) ?? {};
    return { ...described(arn, JSON.stringify(document)), attachmentCount: 0, description: "", policyId: "", tags: {} };
}

function described(arn: string, policy: string): Properties {
    const [, path = "/", name = ""] = /:policy(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
    return { id: arn, arn, name, path, policy };
}
