/** The AWS API grows every year. Each member is supported here, or omitted for a reason. */
import * as assert from "node:assert/strict";
import * as eks from "@aws-sdk/client-eks";
import schema from "../../components/schema.json";

/** The properties for each member of a request, or the reason for omitting it. */
type Fate = { readonly as: readonly string[] } | { readonly leftOut: string };
type Fates = Readonly<Record<string, Fate>>;

const token = { leftOut: "AWS's provider makes one for each call" };
const cluster = { as: ["clusterName"] };

const associationFates: Fates = {
    clusterName: cluster,
    namespace: { as: ["associations"] },
    serviceAccount: { as: ["associations"] },
    roleArn: { as: ["role", "roleRef", "roleArn"] },
    clientRequestToken: token,
    tags: { as: ["tags"] },
    disableSessionTags: { as: ["disableSessionTags"] },
    targetRoleArn: { as: ["targetRoleArn"] },
    policy: { as: ["sessionPolicy"] },
};

const addonFates: Fates = {
    clusterName: cluster,
    addonName: { as: ["eksAddons"] },
    addonVersion: { as: ["version"] },
    serviceAccountRoleArn: {
        leftOut: "IRSA for the add-on itself: where the agent runs, associations are used instead of it",
    },
    resolveConflicts: { as: ["resolveConflictsOnCreate", "resolveConflictsOnUpdate"] },
    clientRequestToken: token,
    tags: { as: ["tags"] },
    configurationValues: { as: ["configuration"] },
    podIdentityAssociations: { as: ["associations"] },
    namespaceConfig: { as: ["namespace"] },
};

const requests: Readonly<Record<string, Fates>> = {
    CreatePodIdentityAssociationRequest$: associationFates,
    UpdatePodIdentityAssociationRequest$: {
        clusterName: cluster,
        associationId: { leftOut: "Pulumi's state has it" },
        roleArn: associationFates.roleArn ?? token,
        clientRequestToken: token,
        disableSessionTags: { as: ["disableSessionTags"] },
        targetRoleArn: { as: ["targetRoleArn"] },
        policy: { as: ["sessionPolicy"] },
    },
    CreateAddonRequest$: addonFates,
    UpdateAddonRequest$: Object.fromEntries(
        Object.entries(addonFates).filter(([member]) => !["tags", "namespaceConfig"].includes(member)),
    ),
    AddonPodIdentityAssociations$: {
        serviceAccount: { as: ["associations"] },
        roleArn: { as: ["role", "roleRef", "roleArn"] },
    },
    AddonNamespaceConfigRequest$: { namespace: { as: ["namespace"] } },
};

interface SchemaType {
    readonly properties?: object;
    readonly inputProperties?: object;
}

describe("the EKS API", () => {
    for (const [request, fates] of Object.entries(requests)) {
        it(`has no member of ${request.replace("$", "")} that is neither supported nor omitted for a reason`, () => {
            assert.deepEqual([...membersOf(request)].sort(), Object.keys(fates).sort());
        });
    }

    it("is supported by properties that exist in every language", () => {
        const types = { ...schema.types, ...schema.resources } as Readonly<Record<string, SchemaType>>;
        const properties = new Set(
            Object.values(types).flatMap(type => Object.keys(type.inputProperties ?? type.properties ?? {})),
        );
        const named = Object.values(requests)
            .flatMap(fates => Object.values(fates))
            .flatMap(fate => ("as" in fate ? fate.as : []));
        assert.deepEqual(
            named.filter(name => !properties.has(name)),
            [],
        );
    });

    it("has no unlisted operation on pod identity associations", () => {
        const operations = Object.keys(eks).filter(name => /PodIdentityAssociations?Request\$$/.test(name));
        assert.deepEqual(operations.sort(), [
            "CreatePodIdentityAssociationRequest$",
            "DeletePodIdentityAssociationRequest$",
            "DescribePodIdentityAssociationRequest$",
            "ListPodIdentityAssociationsRequest$",
            "UpdatePodIdentityAssociationRequest$",
        ]);
    });

    it("returns no attribute of an association that users would miss", () => {
        const outputs = ["associationId", "roleArn", "externalId"];
        const configured = [
            "clusterName",
            "namespace",
            "serviceAccount",
            "tags",
            "disableSessionTags",
            "targetRoleArn",
            "policy",
        ];
        const leftOut = ["associationArn", "createdAt", "modifiedAt", "ownerArn"];
        assert.deepEqual(
            [...membersOf("PodIdentityAssociation$")].sort(),
            [...outputs, ...configured, ...leftOut].sort(),
        );
    });
});

/** The SDK's schema of a structure: `[3, namespace, name, traits, [members…], …]`. */
function membersOf(structure: string): readonly string[] {
    const schema: unknown = (eks as unknown as Readonly<Record<string, unknown>>)[structure];
    assert.ok(Array.isArray(schema), `${structure} is in the SDK`);
    return schema[4] as readonly string[];
}
