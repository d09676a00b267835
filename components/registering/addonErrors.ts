/** Explains EKS errors of an add-on that owns associations, with the fix. Pure: the hook only logs it. */
import { knownAddon, namespaceOf, unsupported } from "../rules/addons";
import { addonExists, addonImport, existingAssociationId } from "./awsErrors";
import type { FailedResource } from "./awsErrors";

/** The explanation of a refused add-on; `undefined` if AWS's message is enough. */
export function addonRefusal(failed: FailedResource): string | undefined {
    const [error = ""] = failed.errors;
    const addon = failedAddon(failed);
    if (addon.serviceAccounts.length === 0) {
        return addonExists(failed);
    }
    const id = existingAssociationId(error);
    if (id !== undefined) {
        return associationHasOwner(addon, id, addonImport(failed));
    }
    return /Pod Identity feature is not supported|service ?account\b.*\b(not|invalid|unknown)\b/is.test(error)
        ? associationsAreRefused(addon)
        : addonExists(failed);
}

interface FailedAddon {
    readonly name: string;
    readonly cluster: string;
    readonly namespace: string;
    readonly version: string | undefined;
    readonly serviceAccounts: readonly string[];
}

/**
 * Pulumi deletes removed resources after all creations and updates, but EKS accepts the add-on's association only after
 * the deletion. No order of registrations changes this, so two deployments are required.
 */
function associationHasOwner(
    { name, cluster, namespace, serviceAccounts }: FailedAddon,
    id: string,
    importing: readonly string[],
): string {
    const subjects = serviceAccounts.map(serviceAccount => `${namespace}/${serviceAccount}`);
    const one = subjects.length === 1 ? (subjects[0] ?? "") : `One of ${subjects.join(", ")}`;
    return [
        `${one} has a Pod Identity association on the cluster "${cluster}" already: ${id}. An add-on cannot take over an association.`,
        `If it moves here from the associations of this stack, two deployments are needed:`,
        `    1. Remove the subject from associations, do not add it to the associations of ${name} yet, and deploy.`,
        `    2. Add it to the associations of ${name}, and deploy again. Pods that start in between get no credentials.`,
        `If an interrupted deployment created the add-on with it, import the add-on:`,
        ...importing,
        `If something else owns it, delete it there first. To see it:`,
        `    aws eks describe-pod-identity-association --cluster-name ${cluster} --association-id ${id}`,
    ].join("\n");
}

function associationsAreRefused({ name, cluster, namespace, version, serviceAccounts }: FailedAddon): string {
    const known = knownAddon(name);
    const refused = unsupported(name, version);
    const strangers = serviceAccounts.filter(
        serviceAccount => known?.serviceAccounts?.includes(serviceAccount) === false,
    );
    const own = known?.serviceAccounts?.map(serviceAccount => `"${serviceAccount}"`).join(", ") ?? "";
    return [
        `EKS refuses the associations of the add-on ${name} on the cluster "${cluster}".`,
        ...(strangers.length > 0 && refused === undefined
            ? [`The add-on has no service account ${strangers.map(name => `"${name}"`).join(", ")}; it has ${own}.`]
            : refused?.since !== undefined
              ? [`The add-on supports associations since ${refused.since}: use a later version.`]
              : refused === undefined
                ? [`The version may be too old, or the service account may not be the add-on's.`]
                : []),
        `What a version supports: aws eks describe-addon-configuration --addon-name ${name} --addon-version ${version ?? "<version>"} --query podIdentityConfiguration`,
        `If it supports none, use two steps:`,
        `    1. Deploy the add-on without associations.`,
        `    2. Add ${serviceAccounts.map(serviceAccount => `"${namespace}/${serviceAccount}"`).join(", ")} to the associations of the stack, and deploy again.`,
    ].join("\n");
}

function failedAddon({ inputs }: FailedResource): FailedAddon {
    const { addonName, clusterName, addonVersion, namespaceConfig, podIdentityAssociations } = inputs;
    const name = text(addonName) ?? "?";
    const listed: readonly unknown[] = Array.isArray(podIdentityAssociations) ? podIdentityAssociations : [];
    return {
        name,
        cluster: text(clusterName) ?? "?",
        namespace: namespaceOf(name, text(field(namespaceConfig, "namespace"))) ?? "<namespace>",
        version: text(addonVersion),
        serviceAccounts: listed.flatMap(association => text(field(association, "serviceAccount")) ?? []),
    };
}

function field(value: unknown, name: string): unknown {
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function text(value: unknown): string | undefined {
    return typeof value === "string" && value !== "" ? value : undefined;
}
