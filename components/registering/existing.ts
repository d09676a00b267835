/** Finds the existing resource when AWS refuses a new one, if the permissions of the deployment allow it. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { addonsIn } from "../rules/addons";
import type { DescribedCluster } from "./cluster";
import { reasonOf } from "./errors";
import type { Subject } from "../rules/subject";

export interface ExistingAssociation {
    readonly roleArn: string | undefined;
    /** The EKS add-on that owns it. */
    readonly addon: string | undefined;
    /** AWS no longer has it: its deletion was still in progress. */
    readonly isGone?: boolean;
}

/** An IAM role of the account, as far as AWS returns it. */
export interface ExistingRole {
    readonly path: string;
    /** Trust policy as text. */
    readonly trust: string;
}

/** Finds a role by name; `undefined` if AWS does not return it. */
export type FindRole = (name: string) => Promise<ExistingRole | undefined>;

/** With the provider of `component`. */
export function findRoleWith(component: pulumi.Resource): FindRole {
    return name =>
        unlessRefused(async () => {
            const { path, assumeRolePolicy } = await aws.iam.getRole({ name }, { parent: component });
            return { path, trust: assumeRolePolicy };
        }, undefined);
}

/** Finds the association of a subject. Every call can fail. */
export type FindAssociation = (subject: Subject, associationId: string) => Promise<ExistingAssociation>;

/** With the provider of `component`. Call it once for each component, so that add-ons are listed once. */
export function findAssociationOn(
    cluster: pulumi.Output<DescribedCluster>,
    component: pulumi.Resource,
): FindAssociation {
    const options = { parent: component };
    // The cluster is known by the time AWS refuses an association.
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
        const read = readAssociation(identifier, region, options);
        const candidates = addonsIn(namespace);
        const owned = await Promise.all(candidates.map(serviceAccountsOf));
        const addon = candidates.find((_name, index) => owned[index]?.includes(serviceAccount));
        return { ...(await read), addon };
    };
}

async function readAssociation(
    identifier: string,
    region: string,
    options: pulumi.InvokeOptions,
): Promise<Omit<ExistingAssociation, "addon">> {
    const typeName = "AWS::EKS::PodIdentityAssociation";
    try {
        const { properties } = await aws.cloudcontrol.getResource({ typeName, identifier, region }, options);
        return { roleArn: (JSON.parse(properties) as { readonly RoleArn?: string }).RoleArn };
    } catch (error) {
        return { roleArn: undefined, isGone: /ResourceNotFoundException|couldn't find resource/.test(reasonOf(error)) };
    }
}

/** It only adds details to an error message, so its own errors are ignored. */
async function unlessRefused<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
    try {
        return await ask();
    } catch {
        return otherwise;
    }
}
