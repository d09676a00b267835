/** The AWS account that a program deploys to. */
import { arnParts } from "../components/rules/arn";
import { partitionOfRegion } from "../components/rules/partition";
import { jsonOf, textOf } from "./resources";
import type { RegisteredResource } from "./resources";

export interface Account {
    readonly id: string;
    readonly partition: string;
}

const providerType = "pulumi:providers:aws";

/**
 * The account of all resources of a program: the one that its provider allows, or that all known ARNs have. `undefined` where
 * neither says it, and where there are several providers, since each may have an account of its own.
 */
export function accountOf(resources: readonly RegisteredResource[]): Account | undefined {
    const providers = resources.filter(({ type }) => type === providerType);
    const [provider] = providers;
    if (providers.length > 1) {
        return undefined;
    }
    const accounts = new Map(
        [
            ...(provider ? allowedAccounts(provider) : []),
            ...resources.flatMap(({ type, outputs }) => (type.startsWith("aws:") ? accountIn(outputs.arn) : [])),
        ].map(account => [`${account.partition}:${account.id}`, account]),
    );
    return accounts.size === 1 ? [...accounts.values()][0] : undefined;
}

function allowedAccounts({ inputs }: RegisteredResource): Account[] {
    const { allowedAccountIds, region } = inputs;
    // The engine keeps lists of a provider as JSON.
    const ids: unknown = typeof allowedAccountIds === "string" ? jsonOf(allowedAccountIds) : allowedAccountIds;
    const name = textOf(region);
    return Array.isArray(ids) && name !== undefined
        ? ids.map(id => ({ id: String(id), partition: partitionOfRegion(name) }))
        : [];
}

function accountIn(arn: unknown): Account[] {
    const { partition = "", account = "" } = arnParts(textOf(arn) ?? "") ?? {};
    return /^\d{12}$/.test(account) ? [{ id: account, partition }] : [];
}
