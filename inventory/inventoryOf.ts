import { isMap } from "../components/rules/shapes";
import { addonNamespace } from "../components/rules/addons";
import type { Inventory, InventoryAssociation, InventoryRole } from "./model";
import { accountOf } from "./account";
import { inventoryVersion } from "./model";
import { documentIn } from "./policies";
import type { ManagedDocuments, Positions, Program } from "./policies";
import { isHidden, nameInUrn, resourceTypes, textOf, unknownPart, valueOf } from "./resources";
import type { RegisteredResource } from "./resources";
import { rolesOf } from "./roles";

export interface InventorySource {
    /** As it is shown. */
    readonly name: string;
    readonly resources: readonly RegisteredResource[];
    readonly assumptions?: readonly string[];
    readonly unknowns?: readonly string[];
    readonly positions?: Positions;
}

/** The inventory of the resources of one program, whoever wrote it and in whatever language. */
export function inventoryOf(source: InventorySource, documents: ManagedDocuments): Inventory {
    const { name, resources, assumptions = [], unknowns = [] } = source;
    const program: Program = {
        resources,
        byUrn: new Map(resources.map(resource => [resource.urn, resource])),
        policyByArn: new Map(
            resources
                .filter(({ type }) => type === resourceTypes.policy)
                .flatMap(policy => (typeof policy.outputs.arn === "string" ? [[policy.outputs.arn, policy]] : [])),
        ),
        documents,
        account: accountOf(resources),
        positions: source.positions ?? (({ urn }) => ({ urn })),
    };
    const roles = rolesOf(program);
    const associations = resources
        .flatMap(resource =>
            resource.type === resourceTypes.association
                ? [associationOf(program, resource, roles)]
                : resource.type === resourceTypes.addon
                  ? addonAssociations(program, resource, roles)
                  : [],
        )
        .sort((a, b) => compareText(keyOf(a), keyOf(b)));
    return {
        version: inventoryVersion,
        source: name,
        assumptions,
        associations,
        roles: [...roles.values()].sort((a, b) => compareText(a.label, b.label)),
        unknowns: [...unknowns, ...unknownsIn(associations, roles)],
    };
}

function keyOf({ cluster = "", subject }: InventoryAssociation): string {
    return `${cluster}/${subject}`;
}

function compareText(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}

function associationOf(
    program: Program,
    resource: RegisteredResource,
    roles: Map<string, InventoryRole>,
): InventoryAssociation {
    const part = (property: string): string => textOf(valueOf(resource, property)) ?? unknownPart;
    const targetRoleArn = valueOf(resource, "targetRoleArn");
    const policy = valueOf(resource, "policy");
    const origin = program.positions(resource);
    const target = textOf(targetRoleArn) ?? (isHidden(targetRoleArn) ? unknownPart : undefined);
    return {
        subject: `${part("namespace")}/${part("serviceAccount")}`,
        cluster: textOf(valueOf(resource, "clusterName")),
        role: roleFor(program, roles, resource, "roleArn", valueOf(resource, "roleArn")),
        ...(target !== undefined && { targetRoleArn: target }),
        sessionTags: valueOf(resource, "disableSessionTags") !== true,
        ...(policy !== undefined &&
            policy !== "" &&
            policy !== null && {
                sessionPolicy: {
                    kind: "session policy" as const,
                    name: "session policy",
                    ...documentIn(program, resource, "policy"),
                    origin,
                },
            }),
        origin,
    };
}

function addonAssociations(
    program: Program,
    addon: RegisteredResource,
    roles: Map<string, InventoryRole>,
): InventoryAssociation[] {
    const { podIdentityAssociations } = addon.inputs;
    const addonName = textOf(valueOf(addon, "addonName")) ?? addon.name;
    const config = valueOf(addon, "namespaceConfig");
    const given = isMap(config) ? config.namespace : config;
    const byDefault = isHidden(given) ? undefined : addonNamespace(addonName);
    const namespace = textOf(given) ?? byDefault ?? unknownPart;
    // A list that is not known is shown as one association.
    return [podIdentityAssociations]
        .flat()
        .filter(entry => isMap(entry) || isHidden(entry))
        .map((entry): InventoryAssociation => {
            const { serviceAccount, roleArn } = isMap(entry) ? entry : {};
            const account = textOf(serviceAccount) ?? unknownPart;
            const subject = `${namespace}/${account}`;
            return {
                subject,
                cluster: textOf(valueOf(addon, "clusterName")),
                role: roleFor(program, roles, addon, "podIdentityAssociations", roleArn, subject),
                sessionTags: true,
                addon: addonName,
                origin: program.positions(addon),
            };
        });
}

/** The `id` of the role that a property names; a role that is not in the program is added as an external one. */
function roleFor(
    program: Program,
    roles: Map<string, InventoryRole>,
    resource: RegisteredResource,
    property: string,
    value: unknown,
    subject?: string,
): string {
    const arn = textOf(value);
    const found =
        arn === undefined
            ? linkedRole(resource.propertyDependencies[property] ?? [], roles, subject)
            : ([...roles.values()].find(role => role.arn === arn) ?? roleWithName(program, roles, arn));
    if (found !== undefined) {
        return found.id;
    }
    const id = arn ?? `${resource.urn}#${property}${subject === undefined ? "" : `/${subject}`}`;
    roles.set(id, {
        id,
        label: arn ?? "a role that is not known yet",
        ...(arn !== undefined && { arn }),
        policies: [],
        isExternal: true,
        origin: arn === undefined ? { ...program.positions(resource) } : program.positions(resource),
    });
    return id;
}

/** The only role that a value comes from; of several, the one that is named after the subject. */
function linkedRole(
    sources: readonly string[],
    roles: ReadonlyMap<string, InventoryRole>,
    subject: string | undefined,
): InventoryRole | undefined {
    const linked = sources.flatMap(urn => roles.get(urn) ?? []);
    return linked.length <= 1
        ? linked[0]
        : linked.find(({ id }) => subject !== undefined && nameInUrn(id).endsWith(`/${subject}`));
}

/** A role of the program whose ARN is not known yet, but whose name is the one in the ARN. */
function roleWithName(
    program: Program,
    roles: ReadonlyMap<string, InventoryRole>,
    arn: string,
): InventoryRole | undefined {
    const name = arn.slice(arn.lastIndexOf("/") + 1);
    return [...roles.values()].find(
        ({ id, arn: known }) => known === undefined && program.byUrn.get(id)?.inputs.name === name,
    );
}

function unknownsIn(
    associations: readonly InventoryAssociation[],
    roles: ReadonlyMap<string, InventoryRole>,
): string[] {
    const used = new Set(associations.map(({ role }) => role));
    return [...roles.values()]
        .filter(({ id }) => used.has(id))
        .flatMap(({ label, isExternal, trust, policies, boundary }) => [
            ...(isExternal ? [`${label}: the role is not in this program, so its permissions are not known.`] : []),
            ...[trust, boundary, ...policies].flatMap(policy =>
                policy?.unknown === undefined ? [] : [`${label}: ${policy.name}: ${policy.unknown}.`],
            ),
        ]);
}
