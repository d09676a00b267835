/** What exists in the place of an association that AWS refuses, as far as AWS tells it without more permissions than it has. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { addonsIn } from "./access/addons";
import type { DescribedCluster } from "./cluster";
import type { Subject } from "./subject";

export interface ExistingAssociation {
    readonly roleArn: string | undefined;
    /** The EKS add-on that owns it. */
    readonly addon: string | undefined;
}

/** Looks for the association of a subject; every question may be left unanswered. */
export type FindAssociation = (subject: Subject, associationId: string) => Promise<ExistingAssociation>;

/** With the provider of `component`. To be called once a component: add-ons are asked for once, whatever is refused. */
export function findAssociationOn(
    cluster: pulumi.Output<DescribedCluster>,
    component: pulumi.Resource,
): FindAssociation {
    const options = { parent: component };
    // By the time AWS refuses an association the cluster is known.
    const known = (): Promise<DescribedCluster> => new Promise(resolve => cluster.apply(resolve));
    const addons = new Map<string, Promise<readonly string[]>>();

    /** The service accounts whose associations an add-on owns. */
    const serviceAccountsOf = (addonName: string): Promise<readonly string[]> => {
        const asked = addons.get(addonName) ?? ask(addonName);
        addons.set(addonName, asked);
        return asked;
    };
    const ask = async (addonName: string): Promise<readonly string[]> => {
        const { name: clusterName, region } = await known();
        return unlessRefused(async () => {
            const addon = await aws.eks.getAddon({ clusterName, addonName, region }, options);
            return addon.podIdentityAssociations.map(({ serviceAccount }) => serviceAccount);
        }, []);
    };

    return async ({ namespace, serviceAccount }, associationId) => {
        const { partition, region, account, name } = await known();
        const identifier = `arn:${partition}:eks:${region}:${account}:podidentityassociation/${name}/${associationId}`;
        // The provider has no data source for associations; AWS's Cloud Control API reads any resource.
        // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eks-podidentityassociation.html
        const roleArn = unlessRefused(async () => {
            const typeName = "AWS::EKS::PodIdentityAssociation";
            const { properties } = await aws.cloudcontrol.getResource({ typeName, identifier, region }, options);
            return (JSON.parse(properties) as { readonly RoleArn?: string }).RoleArn;
        }, undefined);
        const candidates = addonsIn(namespace);
        const owned = await Promise.all(candidates.map(serviceAccountsOf));
        const addon = candidates.find((_name, index) => owned[index]?.includes(serviceAccount));
        return { roleArn: await roleArn, addon };
    };
}

/** It is asked for a message about something else: that a question was refused in its turn would only confuse. */
async function unlessRefused<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
    try {
        return await ask();
    } catch {
        return otherwise;
    }
}
