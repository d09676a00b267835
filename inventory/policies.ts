/** The policies of a program's roles, from its resources. */
import type { PolicyDocument } from "../components/access/policyDocument";
import { malformedElements } from "../components/rules/policyShape";
import { isMap } from "../components/rules/shapes";
import type { Account } from "./account";
import type { InventoryPolicy, Origin } from "./model";
import type { RegisteredResource } from "./resources";
import { jsonOf, nameInUrn, resourceTypes, secretValue, textOf, unknownValue, valueOf } from "./resources";

/** Documents of AWS managed policies by ARN, and whatever else is known of policies outside of the program. */
export type ManagedDocuments = (arn: string) => PolicyDocument | undefined;

export type Positions = (resource: RegisteredResource, statement?: number) => Origin;

/** Finds the resources of one program. */
export interface Program {
    readonly resources: readonly RegisteredResource[];
    readonly byUrn: ReadonlyMap<string, RegisteredResource>;
    /** The managed policies that the program makes, by ARN, where it is known. */
    readonly policyByArn: ReadonlyMap<string, RegisteredResource>;
    readonly documents: ManagedDocuments;
    /** The account of all its resources, where that is certain. */
    readonly account: Account | undefined;
    /** Where a resource comes from, in a file; with an index, a statement of its policy. */
    readonly positions: Positions;
}

/** A document in a property, or the reason why it is not known. */
export function documentIn(
    program: Program,
    resource: RegisteredResource,
    property: string,
): Pick<InventoryPolicy, "document" | "unknown" | "statementOrigins"> {
    const value = valueOf(resource, property);
    if (value === unknownValue) {
        return { unknown: unknownCause(resource, property) };
    }
    if (value === secretValue) {
        return { unknown: "the policy is a secret" };
    }
    const parsed = typeof value === "string" ? jsonOf(value) : value;
    const document = documentOf(parsed);
    return document === undefined
        ? { unknown: parsed === undefined ? "the policy is not JSON" : "the policy is not one that IAM accepts" }
        : { document, ...statementOrigins(program, resource, document) };
}

/** Left out where they say no more than the position of the policy. */
function statementOrigins(
    { positions }: Program,
    resource: RegisteredResource,
    { Statement }: PolicyDocument,
): Pick<InventoryPolicy, "statementOrigins"> {
    const whole = positions(resource);
    const origins = Statement.map((_statement, index) => positions(resource, index));
    const isFiner = origins.some(({ file, line }) => file !== whole.file || line !== whole.line);
    return isFiner ? { statementOrigins: origins } : {};
}

function documentOf(value: unknown): PolicyDocument | undefined {
    const statements = isMap(value) ? [value.Statement].flat() : [undefined];
    const areLegal = statements.every(
        statement =>
            isMap(statement) &&
            (statement.Effect === "Allow" || statement.Effect === "Deny") &&
            malformedElements(statement).length === 0,
    );
    return areLegal
        ? { ...(value as PolicyDocument), Statement: statements as PolicyDocument["Statement"] }
        : undefined;
}

/** A value is unknown because of the resources it comes from. */
export function unknownCause(resource: RegisteredResource, property: string): string {
    const from = (resource.propertyDependencies[property] ?? []).map(nameInUrn);
    return from.length === 0
        ? "it is known only after the deployment"
        : `it is known only after the deployment of ${from.join(", ")}`;
}

/** The managed policy with this ARN. */
export function managedPolicy(
    program: Program,
    arn: unknown,
    from: { readonly resource: RegisteredResource; readonly property: string },
    kind: InventoryPolicy["kind"] = "managed",
): InventoryPolicy {
    const origin = program.positions(from.resource);
    const made = policyResource(program, arn, from);
    if (made !== undefined) {
        return madePolicy(program, made, origin, kind);
    }
    const known = textOf(arn);
    if (known === undefined) {
        const unknown = arn === secretValue ? "its ARN is a secret" : unknownCause(from.resource, from.property);
        return { kind, name: "a managed policy", unknown, origin };
    }
    const document = program.documents(known);
    return {
        kind,
        name: known,
        ...(document === undefined ? { unknown: "the policy is not in this program" } : { document }),
        origin,
    };
}

/** A managed policy of the same program. */
export function madePolicy(
    program: Program,
    policy: RegisteredResource,
    origin: Origin,
    kind: InventoryPolicy["kind"] = "managed",
): InventoryPolicy {
    return {
        kind,
        name: textOf(valueOf(policy, "arn")) ?? policy.name,
        ...documentIn(program, policy, "policy"),
        origin,
    };
}

/** The policy of the same program that an ARN names, or that a value which is not known yet comes from. */
function policyResource(
    program: Program,
    arn: unknown,
    { resource, property }: { readonly resource: RegisteredResource; readonly property: string },
): RegisteredResource | undefined {
    const text = textOf(arn);
    if (text !== undefined) {
        return program.policyByArn.get(text);
    }
    const candidates = linkedResources(program, resource.propertyDependencies[property], resourceTypes.policy);
    return candidates.length === 1 ? candidates[0] : undefined;
}

/** The resources of one type that a property comes from. */
export function linkedResources(
    { byUrn }: Program,
    urns: readonly string[] | undefined,
    type: string,
): readonly RegisteredResource[] {
    return (urns ?? []).flatMap(urn => {
        const found = byUrn.get(urn);
        return found?.type === type ? [found] : [];
    });
}
