/** What an account has, and what it should have, in one form: by logical name, as JSON. */
import { ListTagsForResourceCommand } from "@aws-sdk/client-eks";
import type { PodIdentityAssociation } from "@aws-sdk/client-eks";
import { GetPolicyVersionCommand, ListPoliciesCommand } from "@aws-sdk/client-iam";
import type { RegisteredResource } from "../../inventory/resources";
import { resourceTypes, textOf } from "../../inventory/resources";
import { hidden, visibleTags } from "../../sandbox/provider/aws/hidden";
import { normalizedPolicy } from "../../sandbox/provider/policyEquivalence";
import { stableJson } from "../../sandbox/provider/values";
import type { Sandbox } from "../../sandbox/sandbox";
import { addonOf, addonsOf, associationsOf, rolesOf } from "../program/state";
import type { Place } from "../program/state";

/** `role identity/shop/orders` → its properties. */
export type Content = Readonly<Record<string, unknown>>;

/**
 * Of what a program registers, offline or in a state. AWS chooses the version of an add-on that the program gives no version;
 * `deployed` has the chosen one.
 */
export function contentOf(
    resources: readonly RegisteredResource[],
    deployed: readonly RegisteredResource[] = resources,
): Content {
    const byType = (type: string): readonly RegisteredResource[] => resources.filter(each => each.type === type);
    const named = namesIn(resources);
    const ofRole = (role: RegisteredResource, type: string): readonly RegisteredResource[] =>
        byType(type).filter(each => each.inputs.role === nameOf(role));
    const roles = byType(resourceTypes.role).map(role => [
        `role ${role.name}`,
        {
            trust: document(role.inputs.assumeRolePolicy),
            path: role.inputs.path ?? "/",
            description: role.inputs.description ?? "",
            maxSessionDuration: role.inputs.maxSessionDuration ?? 3600,
            permissionsBoundary: role.inputs.permissionsBoundary ?? "",
            tags: role.inputs.tags ?? {},
            inline: Object.fromEntries(
                ofRole(role, resourceTypes.rolePolicy).map(({ inputs }) => [
                    String(inputs.name),
                    document(inputs.policy),
                ]),
            ),
            managed: ofRole(role, resourceTypes.attachment)
                .map(({ inputs }) => named(inputs.policyArn))
                .sort(),
        },
    ]);
    const policies = byType(resourceTypes.policy).map(policy => [
        `policy ${policy.name}`,
        document(policy.inputs.policy),
    ]);
    const associations = byType(resourceTypes.association).map(({ inputs }) => [
        `association ${String(inputs.namespace)}/${String(inputs.serviceAccount)}`,
        {
            role: named(inputs.roleArn),
            target: inputs.targetRoleArn ?? "",
            sessionTags: inputs.disableSessionTags !== true,
            sessionPolicy: document(inputs.policy),
            tags: inputs.tags ?? {},
        },
    ]);
    const chosen = new Map(
        deployed.filter(({ type }) => type === resourceTypes.addon).map(each => [each.name, each.outputs.addonVersion]),
    );
    const addons = byType(resourceTypes.addon).map(({ name, inputs }) => [
        `add-on ${String(inputs.addonName)}`,
        {
            version: textOf(inputs.addonVersion) ?? textOf(chosen.get(name)) ?? "",
            configuration: inputs.configurationValues ?? "",
            tags: inputs.tags ?? {},
            associations: Object.fromEntries(
                ((inputs.podIdentityAssociations ?? []) as readonly Readonly<Record<string, unknown>>[]).map(
                    ({ serviceAccount, roleArn }) => [String(serviceAccount), named(roleArn)],
                ),
            ),
        },
    ]);
    return Object.fromEntries([...roles, ...policies, ...associations, ...addons]) as Content;
}

/** Of what AWS has. What `state` does not know keeps its ARN, and so differs from every demand. */
export async function contentInAws(
    sandbox: Sandbox,
    place: Place,
    state: readonly RegisteredResource[],
    isOlder: (arn: string) => boolean,
): Promise<Content> {
    const named = namesIn(state);
    const found = await rolesOf(sandbox, place.account, "/");
    const roles = found
        .filter(({ arn }) => !isOlder(arn))
        .map(role => [
            `role ${named(role.arn)}`,
            {
                trust: document(JSON.stringify(role.trust)),
                path: role.path,
                description: role.description?.trim() ?? "",
                maxSessionDuration: role.maxSessionDuration ?? 3600,
                permissionsBoundary: role.permissionsBoundary ?? "",
                tags: role.tags,
                inline: Object.fromEntries(
                    Object.entries(role.inlinePolicies).map(([name, policy]) => [
                        name,
                        document(JSON.stringify(policy)),
                    ]),
                ),
                managed: role.managedPolicies.map(named).sort(),
            },
        ]);
    const associations = await associationsOf(sandbox, place);
    const addons = await Promise.all((await addonsOf(sandbox, place)).map(name => addonOf(sandbox, place, name)));
    const addonTags = await Promise.all(addons.map(addon => tagsOf(sandbox, place, addon?.addonArn ?? "")));
    const clusterArn = `arn:aws:eks:${place.region}:${place.account}:cluster/${place.cluster}`;
    const clusterTags = await tagsOf(sandbox, place, clusterArn);
    // The emulator has no owners of associations.
    const ownerOf = (association: (typeof associations)[string]): string | undefined =>
        association?.tags?.[hidden.owner];
    return Object.fromEntries([
        ...roles,
        ...(await policiesIn(sandbox, place, named, isOlder)),
        ...Object.entries(associations)
            .filter(([, association]) => ownerOf(association) === undefined)
            .map(([subject, association]) => [
                `association ${subject}`,
                {
                    role: named(association?.roleArn),
                    target: association?.targetRoleArn ?? "",
                    sessionTags: association?.disableSessionTags !== true,
                    sessionPolicy: document(association?.policy),
                    tags: associationTags(association, clusterTags),
                },
            ]),
        ...addons.map((addon, index) => [
            `add-on ${addon?.addonName ?? ""}`,
            {
                version: addon?.addonVersion ?? "",
                configuration: addon?.configurationValues ?? "",
                tags: visibleTags(addonTags[index]),
                associations: Object.fromEntries(
                    Object.values(associations)
                        .filter(each => ownerOf(each) === addon?.addonArn)
                        .map(each => [each?.serviceAccount ?? "", named(each?.roleArn)]),
                ),
            },
        ]),
    ]) as Content;
}

type AwsTags = Readonly<Record<string, string>>;

/** The emulator describes an add-on with the tags of its creation. */
async function tagsOf(sandbox: Sandbox, place: Place, resourceArn: string): Promise<AwsTags> {
    const { tags = {} } = await sandbox.eks(place).send(new ListTagsForResourceCommand({ resourceArn }));
    return tags;
}

/** The emulator cannot change the tags of an association: the changed ones are in a tag of the cluster. */
export function associationTags(association: PodIdentityAssociation | undefined, ofCluster: AwsTags): AwsTags {
    const changed = ofCluster[hidden.tagsOf(association?.associationId ?? "")];
    return changed === undefined ? visibleTags(association?.tags) : (JSON.parse(changed) as AwsTags);
}

async function policiesIn(
    sandbox: Sandbox,
    { account }: Place,
    named: (arn: unknown) => string,
    isOlder: (arn: string) => boolean,
): Promise<(readonly [string, unknown])[]> {
    const iam = sandbox.iam({ account });
    const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: "Local", MaxItems: 1000 }));
    const made = Policies.filter(({ Arn = "" }) => !isOlder(Arn));
    return Promise.all(
        made.map(async ({ Arn = "", DefaultVersionId }) => {
            const version = { PolicyArn: Arn, VersionId: DefaultVersionId };
            const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand(version));
            return [`policy ${named(Arn)}`, document(decodeURIComponent(PolicyVersion?.Document ?? ""))] as const;
        }),
    );
}

/** The entries that differ, in words. */
export function differences(found: Content, wanted: Content, place: string): string[] {
    const keys = new Set([...Object.keys(found), ...Object.keys(wanted)]);
    return [...keys].sort().flatMap(key => {
        const [is, should] = [found[key], wanted[key]].map(stableJson);
        if (is === should) return [];
        if (is === undefined) return [`${place} lacks ${key}`];
        return [should === undefined ? `${place} still has ${key}` : `${place} has ${key} as ${is}, not ${should}`];
    });
}

function nameOf({ inputs, outputs }: RegisteredResource): unknown {
    return outputs.name ?? inputs.name;
}

/** The logical name of a role or policy by its ARN; the ARN itself of one that the program does not make. */
function namesIn(resources: readonly RegisteredResource[]): (arn: unknown) => string {
    const made = new Map(
        resources
            .filter(({ type }) => type === resourceTypes.role || type === resourceTypes.policy)
            .map(({ name, outputs }) => [textOf(outputs.arn), name]),
    );
    return arn => made.get(textOf(arn)) ?? String(arn);
}

function document(text: unknown): string {
    return typeof text === "string" && text !== "" ? normalizedPolicy(text) : "";
}
