/** Random roles: permissions and trust. */
import * as fc from "fast-check";
import type { Role, Trust } from "../../../components";
import { documentText, manyStatements, statements } from "./permissions";
import type { Place } from "./place";
import { extraStatements } from "./trustStatements";

const scopes = fc.constantFrom(undefined, undefined, "subject", "namespace", "cluster", "account");

/** The replacement of `{siblings}` in each place. */
export type At<T> = (place: Place) => T;

function trust(untagged: boolean): fc.Arbitrary<At<Trust>> {
    return fc
        .record({
            scope: scopes,
            remaining: fc.constantFrom(
                { scope: "account" },
                { scope: "cluster", sourceArn: true },
                { scope: "account", sourceArn: true },
            ),
            siblings: fc.constantFrom([], [], [0], [1], [0, 1]),
            asOutputs: fc.boolean(),
            organization: fc.constantFrom(undefined, false, true),
            sourceArn: fc.constantFrom(undefined, undefined, true),
            statements: fc.option(extraStatements(untagged), { nil: undefined }),
        })
        .map(({ scope, remaining, siblings, asOutputs, organization, sourceArn, statements: extra }) => place => {
            const terms = untagged ? remaining : { ...(scope && { scope }), ...(sourceArn && { sourceArn }) };
            const clusters = siblings.map(index => {
                const { arn = "", name = "" } = place.siblings[index] ?? {};
                return index === 0 && !asOutputs ? `arn:{partition}:eks:{region}:{account}:cluster/${name}` : arn;
            });
            const isEverywhere = terms.scope === "account" && !("sourceArn" in terms);
            return {
                ...terms,
                ...(clusters.length > 0 && !isEverywhere && { clusters }),
                ...(organization !== undefined && { organization }),
                ...(extra && { statements: extra }),
            };
        });
}

/** A role with its trust, without a name. */
export function role(untagged: boolean): fc.Arbitrary<At<Role>> {
    return fc.constantFrom(false, false, true).chain(irsa => roleWith(irsa, untagged));
}

/** Sessions through IRSA have no session tags, so they must not be required. */
function roleWith(irsa: boolean, untagged: boolean): fc.Arbitrary<At<Role>> {
    const abac = !untagged && !irsa;
    return fc
        .record({
            statements: fc.oneof(
                { weight: 3, arbitrary: fc.constant(undefined) },
                { weight: 12, arbitrary: statements(abac) },
                { weight: 1, arbitrary: manyStatements(abac) },
            ),
            document: fc.option(statements(abac, 2).map(documentText), { nil: undefined, freq: 3 }),
            presets: fc.constantFrom(
                undefined,
                undefined,
                { ebsCsi: {} },
                { externalDns: { hostedZoneArns: ["arn:aws:route53:::hostedzone/Z1"] } },
            ),
            managedPolicies: fc.constantFrom(undefined, undefined, ["AmazonSQSReadOnlyAccess"]),
            exclusive: fc.constantFrom(undefined, undefined, true),
            path: fc.constantFrom(undefined, undefined, "/", "/{cluster}/pods/"),
            trust: untagged ? trust(true) : fc.option(trust(false), { nil: undefined, freq: 2 }),
        })
        .map(({ trust: terms, ...rest }) => place => ({
            ...(Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Role),
            ...(terms && { trust: terms(place) }),
            ...(irsa && { irsa: { oidcProviderArn: oidcProvider(place) } }),
        }));
}

export function oidcProvider({ cluster }: Place, id = "EXAMPLED539D4633E53DE1B71EXAMPLE"): string {
    const { partition, account, region } = cluster;
    return `arn:${partition}:iam::${account}:oidc-provider/oidc.eks.${region}.amazonaws.com/id/${id}`;
}
