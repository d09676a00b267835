/**
 * The EKS add-ons that AWS documents, from knownAddons.json, where each has its source and date. `scripts/refreshAddons.ts` brings
 * it up to date from the answers of AWS that a user has saved.
 */
import data from "./knownAddons.json";

/** The add-on of the EKS Pod Identity Agent. */
export const agentAddonName = "eks-pod-identity-agent";

/** What is known about one EKS add-on. */
export interface KnownAddon {
    /** The namespace that EKS installs it in by default. */
    readonly namespace: string;
    /** The service accounts that can have Pod Identity associations. @default - not known, or none */
    readonly serviceAccounts?: readonly string[];
    /** Whether it supports Pod Identity associations, or the version from which it does. @default - not known */
    readonly podIdentity?: boolean | string;
    /** The page or the API call that says so. */
    readonly source: string;
    /** The day on which the source said so. */
    readonly date: string;
}

const addons: Readonly<Record<string, KnownAddon>> = data;

/** An add-on of AWS's documentation; `undefined` for others, such as those of AWS Marketplace. */
export function knownAddon(addon: string): KnownAddon | undefined {
    return Object.hasOwn(addons, addon) ? addons[addon] : undefined;
}

/** The namespace that an add-on is installed in by default, if it is known. */
export function addonNamespace(addon: string): string | undefined {
    return knownAddon(addon)?.namespace;
}

/** The namespace of an add-on and of its service accounts: the `given` one, or the add-on's own, if it is known. */
export function namespaceOf(addon: string, given: unknown): string | undefined {
    return typeof given === "string" ? given : addonNamespace(addon);
}

/** The known add-ons that are installed in a namespace by default and can own associations there. */
export function addonsIn(namespace: string): string[] {
    return Object.entries(addons)
        .filter(([, addon]) => addon.namespace === namespace && addon.podIdentity !== false)
        .map(([name]) => name);
}

/** Why an add-on cannot own associations: it supports none, or only from a later version on. */
export interface Unsupported {
    readonly since: string | undefined;
}

/** `undefined` where associations are supported, or nothing is known. `version` is a pinned version, if there is one. */
export function unsupported(addon: string, version: unknown): Unsupported | undefined {
    const podIdentity = knownAddon(addon)?.podIdentity;
    if (podIdentity === false) {
        return { since: undefined };
    }
    const isPinned = typeof version === "string" && /^v\d+\.\d+/.test(version);
    return typeof podIdentity === "string" && isPinned && isOlder(version, podIdentity)
        ? { since: podIdentity }
        : undefined;
}

/** Versions such as `v1.9.0-eksbuild.1`: numbers inside a text compare as numbers. */
function isOlder(version: string, other: string): boolean {
    return version.localeCompare(other, "en", { numeric: true }) < 0;
}
