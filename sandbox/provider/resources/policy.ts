import {
    CreatePolicyCommand,
    CreatePolicyVersionCommand,
    DeletePolicyCommand,
    DeletePolicyVersionCommand,
    GetPolicyCommand,
    GetPolicyVersionCommand,
    ListPolicyVersionsCommand,
    TagPolicyCommand,
    UntagPolicyCommand,
} from "@aws-sdk/client-iam";
import { isNotFound, refusal } from "../aws/awsError";
import { policyQuota, policySize } from "../aws/policies";
import { tagChange, tagList, tagMap, tagsFrom } from "../aws/tags";
import { type Definition, tagged } from "../definition";
import { namePrefixOf, uniqueSuffixLength } from "../naming";
import { forEmulator, inPartition } from "../partition";
import { normalizedPolicy } from "../policyEquivalence";
import type { Session } from "../session";
import { optionalText, type Properties, text } from "../values";
import { physicalName } from "./physicalName";
import { afterMaking, deleting, saying } from "./wording";

const nameMaxLength = 128;
/** Versions that a policy can have; the official provider makes room by deleting the oldest. */
const versionQuota = 5;

export const policy: Definition = {
    token: "aws:iam/policy:Policy",
    inputs: {
        name: {
            kind: "string",
            replaces: true,
            computed: true,
            maxLength: nameMaxLength,
            conflictsWith: ["namePrefix"],
        },
        namePrefix: { kind: "string", replaces: true, computed: true, maxLength: nameMaxLength - uniqueSuffixLength },
        policy: { kind: "policy", required: true },
        path: { kind: "string", replaces: true, standard: "/" },
        description: { kind: "string", replaces: true },
        delayAfterPolicyCreationInMs: { kind: "number" },
        ...tagged,
    },
    outputs: ["arn", "attachmentCount", "policyId", "tagsAll"],
    autoname: { maxLength: nameMaxLength },

    create: async (session, inputs) => {
        const name = physicalName(inputs);
        const document = normalizedPolicy(text(inputs.policy));
        const tags = tagList(tagsFrom(inputs.tags));
        const description = optionalText(inputs.description);
        const arn = await saying(`creating IAM Policy (${name})`, async () => {
            refuseSize("CreatePolicy", document);
            const made = await session.iam.send(
                new CreatePolicyCommand({
                    PolicyName: name,
                    PolicyDocument: document,
                    Path: optionalText(inputs.path) ?? "/",
                    ...(description === undefined ? {} : { Description: description }),
                    ...(tags.length === 0 ? {} : { Tags: tags }),
                }),
            );
            return inPartition(made.Policy?.Arn ?? "", session.partition);
        });
        const found = await afterMaking(arn, { ...inputs, arn }, () => readPolicy(session, arn));
        return { id: arn, outputs: { ...found, delayAfterPolicyCreationInMs: inputs.delayAfterPolicyCreationInMs } };
    },

    read: async (session, id, state) => {
        const found = await saying(`reading IAM Policy (${id})`, () => readPolicy(session, id));
        return found === undefined
            ? undefined
            : { id, outputs: { ...found, delayAfterPolicyCreationInMs: state.delayAfterPolicyCreationInMs } };
    },

    update: async (session, { id, old, inputs, changed }) => {
        const PolicyArn = forEmulator(id);
        if (changed.has("policy")) {
            const document = normalizedPolicy(text(inputs.policy));
            await saying(`updating IAM Policy (${id})`, async () => {
                refuseSize("CreatePolicyVersion", document);
                await deleteOldestVersions(session, PolicyArn, versionQuota - 1);
                await session.iam.send(
                    new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document, SetAsDefault: true }),
                );
            });
        }
        if (changed.has("tags")) {
            const { added, removed } = tagChange(tagsFrom(old.tags), tagsFrom(inputs.tags));
            await saying(`updating tags for IAM Policy (${id})`, async () => {
                if (removed.length > 0) {
                    await session.iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: [...removed] }));
                }
                if (Object.keys(added).length > 0) {
                    await session.iam.send(new TagPolicyCommand({ PolicyArn, Tags: tagList(added) }));
                }
            });
        }
        const found = (await readPolicy(session, id)) ?? old;
        return { ...found, delayAfterPolicyCreationInMs: inputs.delayAfterPolicyCreationInMs };
    },

    delete: (session, id) =>
        deleting(`IAM Policy (${id})`, async () => {
            await deleteOldestVersions(session, forEmulator(id), 1);
            await session.iam.send(new DeletePolicyCommand({ PolicyArn: forEmulator(id) }));
        }),
};

function refuseSize(operation: string, document: string): void {
    if (policySize(document) > policyQuota.managed) {
        throw refusal("IAM", operation, "LimitExceeded", `Cannot exceed quota for PolicySize: ${policyQuota.managed}`);
    }
}

/** Deletes versions that are not the default, oldest first, until at most `most` are left. */
async function deleteOldestVersions(session: Session, PolicyArn: string, most: number): Promise<void> {
    const { Versions: versions = [] } = await session.iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    const number = (id: string | undefined): number => Number((id ?? "v0").slice(1));
    const old = versions
        .filter(version => version.IsDefaultVersion !== true)
        .sort((a, b) => number(a.VersionId) - number(b.VersionId));
    for (const { VersionId } of old.slice(0, Math.max(0, versions.length - most))) {
        await session.iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }));
    }
}

async function readPolicy(session: Session, arn: string): Promise<Properties | undefined> {
    try {
        const { Policy: found } = await session.iam.send(new GetPolicyCommand({ PolicyArn: forEmulator(arn) }));
        const { PolicyVersion: version } = await session.iam.send(
            new GetPolicyVersionCommand({ PolicyArn: forEmulator(arn), VersionId: found?.DefaultVersionId }),
        );
        const name = found?.PolicyName ?? "";
        const tags = tagMap(found?.Tags);
        return {
            arn,
            attachmentCount: found?.AttachmentCount ?? 0,
            description: found?.Description ?? "",
            name,
            namePrefix: namePrefixOf(name),
            path: found?.Path ?? "/",
            policy: normalizedPolicy(decodeURIComponent(version?.Document ?? "")),
            policyId: found?.PolicyId,
            tags: Object.keys(tags).length === 0 ? undefined : tags,
            tagsAll: tags,
        };
    } catch (error) {
        if (isNotFound(error)) {
            return undefined;
        }
        throw error;
    }
}
