import { ListTagsForResourceCommand, TagResourceCommand, UntagResourceCommand } from "@aws-sdk/client-eks";
import { forEmulator } from "../partition";
import type { Session } from "../session";
import { isRecord } from "../values";

export type Tags = Readonly<Record<string, string>>;

export const tagsFrom = (value: unknown): Record<string, string> =>
    isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, tag]) => [key, String(tag)])) : {};

/** IAM takes and gives lists. */
export const tagList = (tags: Tags): { Key: string; Value: string }[] =>
    Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

export const tagMap = (
    list: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
): Record<string, string> => Object.fromEntries((list ?? []).map(({ Key, Value }) => [Key ?? "", Value ?? ""]));

export interface TagChange {
    readonly added: Tags;
    readonly removed: readonly string[];
}

export function tagChange(old: Tags, tags: Tags): TagChange {
    return {
        added: Object.fromEntries(Object.entries(tags).filter(([key, value]) => old[key] !== value)),
        removed: Object.keys(old).filter(key => tags[key] === undefined),
    };
}

/** Of an add-on or a cluster, hidden ones included: the emulator's Describe shows those of the creation only. */
export async function eksTags(session: Session, arn: string): Promise<Record<string, string>> {
    const { tags } = await session.eks.send(new ListTagsForResourceCommand({ resourceArn: forEmulator(arn) }));
    return tags ?? {};
}

export async function replaceEksTags(session: Session, arn: string, old: Tags, tags: Tags): Promise<void> {
    const { added, removed } = tagChange(old, tags);
    const resourceArn = forEmulator(arn);
    if (removed.length > 0) {
        await session.eks.send(new UntagResourceCommand({ resourceArn, tagKeys: [...removed] }));
    }
    if (Object.keys(added).length > 0) {
        await session.eks.send(new TagResourceCommand({ resourceArn, tags: { ...added } }));
    }
}
