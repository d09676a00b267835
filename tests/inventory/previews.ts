/**
 * Outputs of `pulumi preview --json --show-sames --show-replacement-steps`, as the engine writes them for a program without
 * our components.
 */

/** What the engine writes for a value that it does not know yet. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export interface SampleRole {
    readonly statements: readonly object[];
    readonly trust?: readonly object[];
    readonly managed?: readonly string[];
    readonly boundary?: string;
}

/** A program of one side: roles by name, and associations by subject with the role they name. */
export interface SampleProgram {
    readonly roles: Readonly<Record<string, SampleRole>>;
    readonly associations: Readonly<Record<string, string>>;
}

interface State {
    readonly urn: string;
    readonly type: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
    readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

const urnOf = (type: string, name: string): string => `urn:pulumi:dev::hand-made::${type}::${name}`;
const policy = (statements: readonly object[]): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements });
const podTrust = {
    Effect: "Allow",
    Principal: { Service: "pods.eks.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:TagSession"],
};

/** `isNew`: nothing that AWS gives is known yet. */
function statesOf({ roles, associations }: SampleProgram, isNew: boolean): State[] {
    const roleUrn = (name: string): string => urnOf("aws:iam/role:Role", name);
    const roleArn = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
    return [
        ...Object.entries(roles).flatMap(
            ([name, { statements, trust = [podTrust], managed = [], boundary }]): State[] => [
                {
                    urn: roleUrn(name),
                    type: "aws:iam/role:Role",
                    inputs: {
                        name,
                        assumeRolePolicy: policy(trust),
                        ...(boundary && { permissionsBoundary: boundary }),
                    },
                    ...(!isNew && { outputs: { name, arn: roleArn(name) } }),
                    propertyDependencies: {},
                },
                {
                    urn: urnOf("aws:iam/rolePolicy:RolePolicy", name),
                    type: "aws:iam/rolePolicy:RolePolicy",
                    inputs: { name: "inline", policy: policy(statements), role: isNew ? unknown : name },
                    propertyDependencies: { role: [roleUrn(name)] },
                },
                ...managed.map((arn, index) => ({
                    urn: urnOf("aws:iam/rolePolicyAttachment:RolePolicyAttachment", `${name}-${index}`),
                    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                    inputs: { policyArn: arn, role: isNew ? unknown : name },
                    propertyDependencies: { role: [roleUrn(name)] },
                })),
            ],
        ),
        ...Object.entries(associations).map(([subject, role]): State => {
            const [namespace, serviceAccount] = subject.split("/");
            return {
                urn: urnOf("aws:eks/podIdentityAssociation:PodIdentityAssociation", subject),
                type: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
                inputs: {
                    clusterName: "dev",
                    namespace,
                    serviceAccount,
                    roleArn: role.startsWith("arn:") ? role : isNew ? unknown : roleArn(role),
                },
                propertyDependencies: { roleArn: role.startsWith("arn:") ? [] : [roleUrn(role)] },
            };
        }),
    ];
}

/** `before` may be nothing: then all is new. */
export function previewJson(before: SampleProgram | undefined, after: SampleProgram): string {
    const old = new Map((before ? statesOf(before, false) : []).map(state => [state.urn, state]));
    const now = new Map(statesOf(after, before === undefined).map(state => [state.urn, state]));
    const steps = [...new Set([...old.keys(), ...now.keys()])].map(urn => {
        const [oldState, newState] = [old.get(urn), now.get(urn)];
        const isSame = JSON.stringify(oldState?.inputs) === JSON.stringify(newState?.inputs);
        return {
            op: oldState === undefined ? "create" : newState === undefined ? "delete" : isSame ? "same" : "update",
            urn,
            ...(oldState && { oldState }),
            ...(newState && { newState }),
        };
    });
    const same = steps.filter(({ op }) => op === "same").length;
    return JSON.stringify({ config: {}, steps, changeSummary: { same } });
}

/** Each with a role and a bucket of its own. */
export function manyAssociations(count: number): SampleProgram {
    const names = Array.from({ length: count }, (_, index) => `svc-${index}`);
    return {
        roles: Object.fromEntries(
            names.map(name => [
                name,
                { statements: [{ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::${name}/x` }] },
            ]),
        ),
        associations: Object.fromEntries(names.map((name, index) => [`team-${index % 20}/${name}`, name])),
    };
}
