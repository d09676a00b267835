/** The policies that the components register for a scenario, captured with Pulumi's mocks. */
import { PodIdentityRole, PodIdentityStack, PodIdentityTargetRole } from "../../../components";
import type { PolicyDocument } from "../../../components/access/policyDocument";
import { capture, types } from "../../components/capture";
import type { Capture, Registration } from "../../components/capture";
import { withOutputs } from "./outputs";
import { addonNamespaces } from "./scenario";
import type { Scenario } from "./scenario";

export interface RegisteredRole {
    readonly arn: string;
    readonly trust: PolicyDocument;
    /** Inline policies, and managed policies created for the role. */
    readonly policies: readonly PolicyDocument[];
}

export interface RegisteredAssociation {
    readonly clusterName: string;
    readonly namespace: string;
    readonly serviceAccount: string;
    readonly roleArn: string;
    readonly targetRoleArn: string | undefined;
    readonly disableSessionTags: boolean;
    readonly sessionPolicy: PolicyDocument | undefined;
}

export interface Registered {
    /** By ARN. */
    readonly roles: ReadonlyMap<string, RegisteredRole>;
    /** The role that is used without a stack. */
    readonly aloneArn: string | undefined;
    /** Including those of add-ons. */
    readonly associations: readonly RegisteredAssociation[];
}

export async function registered(scenario: Scenario): Promise<Registered> {
    const { targets, outputs, place } = scenario;
    const { account, partition, region } = place.cluster;
    const captured = await capture(
        () => {
            new PodIdentityStack("identity", withOutputs(scenario.args, outputs));
            targets.forEach(({ name, args }) => new PodIdentityTargetRole(name, withOutputs(args, outputs)));
            if (scenario.alone) {
                new PodIdentityRole("alone", withOutputs(scenario.alone, outputs));
            }
        },
        { account, partition, region },
    );
    const accounts = new Map(targets.map(target => [target.name, target.account]));
    const roles = [...captured.of(types.role).values()].map((role): RegisteredRole => ({
        // The mocks create all roles in one account. Target roles are deployed to their own.
        arn: String(role.outputs.arn).replace(`::${account}:`, `::${accounts.get(role.name) ?? account}:`),
        trust: document(role.inputs.assumeRolePolicy),
        policies: policiesOf(captured, role),
    }));
    const alone = captured.of(types.role).get("alone");
    return {
        roles: new Map(roles.map(role => [role.arn, role])),
        aloneArn: alone && String(alone.outputs.arn),
        associations: [...ownAssociations(captured), ...addonOwned(captured)],
    };
}

function policiesOf(captured: Capture, role: Registration): PolicyDocument[] {
    const inline = [...captured.of(types.rolePolicy).values()].filter(
        ({ inputs }) => inputs.role === role.outputs.name,
    );
    const attached = [...captured.of(types.attachment).values()]
        .filter(({ inputs }) => inputs.role === role.outputs.name)
        .map(({ inputs }) => inputs.policyArn);
    const made = [...captured.of(types.policy).values()].filter(({ outputs }) => attached.includes(outputs.arn));
    return [...inline, ...made].map(({ inputs }) => document(inputs.policy));
}

function ownAssociations(captured: Capture): RegisteredAssociation[] {
    return [...captured.of(types.association).values()].map(({ inputs }) => ({
        clusterName: String(inputs.clusterName),
        namespace: String(inputs.namespace),
        serviceAccount: String(inputs.serviceAccount),
        roleArn: String(inputs.roleArn),
        targetRoleArn: inputs.targetRoleArn as string | undefined,
        disableSessionTags: inputs.disableSessionTags === true,
        sessionPolicy: inputs.policy === undefined ? undefined : document(inputs.policy),
    }));
}

function addonOwned(captured: Capture): RegisteredAssociation[] {
    return [...captured.of(types.addon).values()].flatMap(({ inputs }) => {
        const { namespace } = (inputs.namespaceConfig ?? {}) as { namespace?: string };
        const owned = (inputs.podIdentityAssociations ?? []) as { serviceAccount: string; roleArn: string }[];
        return owned.map(({ serviceAccount, roleArn }) => ({
            clusterName: String(inputs.clusterName),
            namespace: namespace ?? addonNamespaces[String(inputs.addonName)] ?? "",
            serviceAccount,
            roleArn,
            // An association of an add-on has only a role in AWS.
            targetRoleArn: undefined,
            disableSessionTags: false,
            sessionPolicy: undefined,
        }));
    });
}

function document(text: unknown): PolicyDocument {
    return JSON.parse(String(text)) as PolicyDocument;
}
