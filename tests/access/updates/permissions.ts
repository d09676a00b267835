/** Permissions for updates: a role has some of them before, and others after. */
import * as fc from "fast-check";
import type { PolicyDocument } from "../../../components/access/policyDocument";
import type { PolicyStatement, Role } from "../../../components";

const pieces = ["a", "b", "c"];
const action = "s3:GetObject";
const objectOf = (piece: string): string => `arn:aws:s3:::${piece}/x`;

/** AWS managed policies, and a customer managed policy. */
export const managedPolicies = ["AdministratorAccess", "AmazonS3ReadOnlyAccess", "arn:aws:iam::111122223333:policy/m"];

const nameOf = (arn: string): string => arn.split("/").at(-1) ?? "";

export const asks = [...pieces, ...managedPolicies.map(nameOf)].map(piece => ({ action, resource: objectOf(piece) }));

/** Replaces the content of managed policies: each allows its own action, the administrator's allows everything. */
export function managedDocument(arn: string): PolicyDocument {
    const name = nameOf(arn);
    const Resource = [name === "AdministratorAccess" ? "*" : objectOf(name)];
    return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: [action], Resource }] };
}

export function allow(piece: string): PolicyStatement {
    return { actions: [action], resources: [objectOf(piece)] };
}

export function deny(piece: string): PolicyStatement {
    return { effect: "Deny", ...allow(piece) };
}

export function documentOf(list: readonly string[]): string {
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: list.map(piece => ({ Effect: "Allow", Action: action, Resource: objectOf(piece) })),
    });
}

/** Too many statements for the inline policies: `count` more statements of 600 characters. */
export function padding(count: number): PolicyStatement[] {
    return Array.from({ length: count }, (_, index) => ({
        actions: [action],
        resources: [`arn:aws:s3:::padding-${index}-${"x".repeat(500)}/*`],
    }));
}

/** `denied` are the permanent denials of a role. */
export function permissions(denied: readonly string[]): fc.Arbitrary<Role> {
    return fc
        .record({
            statements: fc.subarray(pieces),
            padding: fc.constantFrom(0, 0, 0, 22, 24),
            document: fc.option(fc.subarray(pieces, { minLength: 1 }).map(documentOf), { nil: undefined }),
            managedPolicies: fc.subarray(managedPolicies),
        })
        .map(({ statements, padding: count, document, managedPolicies: managed }) => ({
            statements: [...padding(count), ...statements.map(allow), ...denied.map(deny)],
            ...(document && { document }),
            managedPolicies: managed,
        }));
}

/** Denials of a role, before and after. */
export const denials: fc.Arbitrary<string[]> = fc.oneof(
    { weight: 2, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.subarray([...pieces, "AmazonS3ReadOnlyAccess"], { minLength: 1, maxLength: 2 }) },
);
