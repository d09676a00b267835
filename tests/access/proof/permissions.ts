/**
 * Statements with a few actions and resources, and their permissions according to the args, by the proof's own rules.
 */
import * as fc from "fast-check";
import type { PolicyStatement } from "../../../components";
import { PrincipalTag } from "../../../components";
import { filledIn } from "./place";
import type { Cluster } from "./place";
import type { Tags } from "./requests";

/** An action on a resource. */
export interface Ask {
    readonly action: string;
    readonly resource: string;
}

const objects = ["data-{cluster}/x", "logs/x", "tenants/shop/x", "tenants/a/x"].map(
    key => `arn:{partition}:s3:::${key}`,
);
const queue = "arn:{partition}:sqs:{region}:{account}:jobs";

export function asksAt(cluster: Cluster): Ask[] {
    const onObjects = ["s3:GetObject", "s3:PutObject"].flatMap(action =>
        objects.map(resource => ({ action, resource: filledIn(resource, cluster) })),
    );
    return [...onObjects, { action: "sqs:SendMessage", resource: filledIn(queue, cluster) }];
}

const actions = fc.uniqueArray(fc.constantFrom("s3:GetObject", "s3:PutObject", "s3:Get*", "s3:*", "sqs:SendMessage"), {
    minLength: 1,
    maxLength: 3,
});
const plainResources = ["arn:{partition}:s3:::data-{cluster}/*", "arn:{partition}:s3:::logs/*", queue];
const ownTenant = `arn:{partition}:s3:::tenants/\${${PrincipalTag.KubernetesNamespace}}/*`;

function resources(abac: boolean): fc.Arbitrary<string[]> {
    return fc.uniqueArray(fc.constantFrom(...plainResources, ...(abac ? [ownTenant] : [])), {
        minLength: 1,
        maxLength: 3,
    });
}

type Part = Pick<PolicyStatement, "actions" | "notActions" | "resources" | "notResources">;

/** `abac`: whether it may use session tags. */
export function statement(abac: boolean): fc.Arbitrary<PolicyStatement> {
    const tagged = { StringEquals: { [PrincipalTag.KubernetesNamespace]: ["shop", "team-a"] } };
    return fc
        .record({
            effect: fc.constantFrom(undefined, undefined, "Allow" as const, "Deny" as const),
            action: fc.oneof(
                { weight: 6, arbitrary: actions.map((list): Part => ({ actions: list })) },
                { weight: 1, arbitrary: actions.map((list): Part => ({ notActions: list })) },
                { weight: 1, arbitrary: fc.constant<Part>({ actions: ["*"] }) },
            ),
            resource: fc.oneof(
                { weight: 6, arbitrary: resources(abac).map((list): Part => ({ resources: list })) },
                { weight: 1, arbitrary: resources(false).map((list): Part => ({ notResources: list })) },
                { weight: 1, arbitrary: fc.constant<Part>({ resources: ["*"] }) },
            ),
            conditions: fc.constantFrom(undefined, undefined, ...(abac ? [tagged] : [])),
        })
        .map(({ effect, action, resource, conditions }) => ({
            ...action,
            ...resource,
            ...(effect && { effect }),
            ...(conditions && { conditions }),
        }));
}

export function statements(abac: boolean, maxLength = 3): fc.Arbitrary<PolicyStatement[]> {
    return fc.array(statement(abac), { minLength: 1, maxLength });
}

/** Statements that exceed the inline policies of a role, around others that matter. */
export function manyStatements(abac: boolean): fc.Arbitrary<PolicyStatement[]> {
    const padding = Array.from({ length: 24 }, (_, index): PolicyStatement => ({
        actions: ["s3:GetObject"],
        resources: [`arn:{partition}:s3:::padding-${index}-${"x".repeat(480)}/*`],
    }));
    return statements(abac).chain(real =>
        fc
            .array(fc.nat(padding.length), { minLength: real.length, maxLength: real.length })
            .map(places =>
                padding
                    .flatMap((pad, index) => [...real.filter((_, which) => places[which] === index), pad])
                    .concat(real.filter((_, which) => places[which] === padding.length)),
            ),
    );
}

/** The same as JSON text, as in args. */
export function documentText(list: readonly PolicyStatement[]): string {
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: list.map(({ effect = "Allow", ...rest }) => ({
            Effect: effect,
            Action: rest.actions,
            NotAction: rest.notActions,
            Resource: rest.resources,
            NotResource: rest.notResources,
            Condition: rest.conditions,
        })),
    });
}

/** Whether statements allow an action for a session, with or without tags: one allows and none denies it. */
export function permits(list: readonly PolicyStatement[], ask: Ask, tags: Tags | undefined, cluster: Cluster): boolean {
    const applying = list.filter(item => applies(item, ask, tags, cluster));
    return applying.some(({ effect }) => effect !== "Deny") && applying.every(({ effect }) => effect !== "Deny");
}

function applies(
    { actions: only, notActions = [], resources: on, notResources = [], conditions = {} }: PolicyStatement,
    { action, resource }: Ask,
    tags: Tags | undefined,
    cluster: Cluster,
): boolean {
    const isAction = (pattern: unknown): boolean => fits(String(pattern).toLowerCase(), action.toLowerCase());
    const isResource = (pattern: unknown): boolean => {
        const [before = "", after] = filledIn(String(pattern), cluster).split(
            `\${${PrincipalTag.KubernetesNamespace}}`,
        );
        if (after === undefined) {
            return fits(before, resource);
        }
        // Without the tag, the variable has no value, and the pattern matches nothing.
        return tags ? fits(before + tags.namespace + after, resource) : false;
    };
    const asked = conditions.StringEquals?.[PrincipalTag.KubernetesNamespace];
    return (
        (only ? only.some(isAction) : !notActions.some(isAction)) &&
        (on ? on.some(isResource) : !notResources.some(isResource)) &&
        (asked === undefined || asked.some(value => value === tags?.namespace))
    );
}

/** `*` matches any text. */
function fits(pattern: string, text: string): boolean {
    const [first = "", ...rest] = pattern.split("*");
    if (rest.length === 0) {
        return pattern === text;
    }
    const last = rest.pop() ?? "";
    if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) {
        return false;
    }
    const inner = text.slice(first.length, text.length - last.length);
    return rest.every(part => inner.includes(part));
}
