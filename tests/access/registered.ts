/** The policies that the components really register for a scenario, captured under Pulumi's mocks. */
import { PodIdentityRole, PodIdentityStack, PodIdentityTargetRole } from "../../components";
import type { PolicyDocument } from "../../components/access/policyDocument";
import { capture, types } from "../components/capture";
import type { Capture, Registration } from "../components/capture";
import { addonNamespaces } from "./scenario";
import type { Scenario } from "./scenario";

export interface RegisteredRole {
    readonly arn: string;
    readonly trust: PolicyDocument;
    /** Inline ones, and managed ones that are made for it. */
    readonly policies: readonly PolicyDocument[];
}

export interface RegisteredAssociation {
    readonly roleArn: string;
    readonly targetRoleArn: string | undefined;
    readonly disableSessionTags: boolean;
    readonly sessionPolicy: PolicyDocument | undefined;
}

export interface Registered {
    /** By ARN; target roles and the role alone by logical name. */
    readonly roles: ReadonlyMap<string, RegisteredRole>;
    /** By subject; those that add-ons own too. */
    readonly associations: ReadonlyMap<string, RegisteredAssociation>;
}

export async function registered({ args, alone, targets, place: { cluster } }: Scenario): Promise<Registered> {
    const { account, partition, region } = cluster;
    const captured = await capture(
        () => {
            new PodIdentityStack("identity", args);
            targets.forEach(target => new PodIdentityTargetRole(target.name, target.args));
            if (alone) {
                new PodIdentityRole("alone", alone);
            }
        },
        { account, partition, region },
    );
    const roles = [...captured.of(types.role).values()].map((role): [string, RegisteredRole] => {
        const arn = String(role.outputs.arn);
        const isInStack = role.name.startsWith("identity/");
        return [
            isInStack ? arn : role.name,
            { arn, trust: document(role.inputs.assumeRolePolicy), policies: policiesOf(captured, role) },
        ];
    });
    return { roles: new Map(roles), associations: new Map([...ownAssociations(captured), ...addonOwned(captured)]) };
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

function ownAssociations(captured: Capture): [string, RegisteredAssociation][] {
    return [...captured.of(types.association).values()].map(({ inputs }) => [
        `${String(inputs.namespace)}/${String(inputs.serviceAccount)}`,
        {
            roleArn: String(inputs.roleArn),
            targetRoleArn: inputs.targetRoleArn as string | undefined,
            disableSessionTags: inputs.disableSessionTags === true,
            sessionPolicy: inputs.policy === undefined ? undefined : document(inputs.policy),
        },
    ]);
}

function addonOwned(captured: Capture): [string, RegisteredAssociation][] {
    return [...captured.of(types.addon).values()].flatMap(({ inputs }) => {
        const { namespace } = (inputs.namespaceConfig ?? {}) as { namespace?: string };
        const owned = (inputs.podIdentityAssociations ?? []) as { serviceAccount: string; roleArn: string }[];
        return owned.map(({ serviceAccount, roleArn }): [string, RegisteredAssociation] => [
            `${namespace ?? addonNamespaces[String(inputs.addonName)] ?? ""}/${serviceAccount}`,
            { roleArn, targetRoleArn: undefined, disableSessionTags: false, sessionPolicy: undefined },
        ]);
    });
}

function document(text: unknown): PolicyDocument {
    return JSON.parse(String(text)) as PolicyDocument;
}
