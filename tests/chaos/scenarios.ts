/** The deployments that `npm run chaos` interrupts: a stack before and after. */
import { usualPlace } from "../access/proof/place";
import { allow } from "../access/updates/permissions";
import type { StackConfig } from "../program/engineStack";

export interface Scenario {
    readonly title: string;
    /** `undefined`: nothing is deployed yet. */
    readonly before: StackConfig | undefined;
    /** `undefined`: `pulumi destroy`. */
    readonly after: StackConfig | undefined;
}

export const clusterName = usualPlace.cluster.name;

const own = { statements: [allow("a")], managedPolicies: ["AmazonS3ReadOnlyAccess"] };
/** The account of a target role trusts the role by its name. */
const named = { ...own, name: "export" };
/** AWS has no room for session tags and a session policy. */
const untagged = { role: { ...own, trust: { scope: "cluster", sourceArn: true } }, disableSessionTags: true };
const [admin, readOnly] = ["AdministratorAccess", "AmazonS3ReadOnlyAccess"];
const target = "arn:aws:iam::444455556666:role/pod-identity/export";

function stack(associations: object, roles: object = {}, others: object = {}): StackConfig {
    return { clusterName, agent: { mode: "builtIn" }, associations, roles, ...others };
}

const whole = stack(
    { "shop/orders": { role: own }, "finance/daily": { roleRef: "ledger" }, "finance/weekly": { roleRef: "ledger" } },
    { ledger: { statements: [allow("b")], managedPolicies: [readOnly] } },
    { agent: { mode: "install" } },
);

const addon = (roles: object): StackConfig =>
    stack({}, {}, { eksAddons: { "aws-ebs-csi-driver": { associations: roles } } });

export const scenarios: Readonly<Record<string, Scenario>> = {
    create: { title: "a creation", before: undefined, after: whole },
    narrow: {
        title: "an update that narrows a shared role while a subject joins it",
        before: stack(
            { "finance/daily": { roleRef: "ledger" } },
            { ledger: { statements: [allow("a"), allow("b")], managedPolicies: [admin, readOnly] } },
        ),
        after: stack(
            { "finance/daily": { roleRef: "ledger" }, "finance/weekly": { roleRef: "ledger" } },
            { ledger: { statements: [allow("a")], managedPolicies: [readOnly] } },
        ),
    },
    move: {
        title: "a move of a subject between shared roles",
        before: stack(
            { "shop/a": { roleRef: "one" }, "shop/b": { roleRef: "one" }, "team/a": { roleRef: "two" } },
            { one: { statements: [allow("a")] }, two: { statements: [allow("b")], managedPolicies: [readOnly] } },
        ),
        after: stack(
            { "shop/a": { roleRef: "one" }, "shop/b": { roleRef: "two" }, "team/a": { roleRef: "two" } },
            { one: { statements: [allow("a")] }, two: { statements: [allow("c")] } },
        ),
    },
    sessionPolicy: {
        title: "a replacement by `sessionPolicy`",
        before: stack({ "shop/orders": untagged }),
        after: stack({ "shop/orders": { ...untagged, sessionPolicy: { statements: [allow("a")] } } }),
    },
    targetRoleArn: {
        title: "a replacement by `targetRoleArn`",
        before: stack({ "shop/orders": { role: named } }),
        after: stack({ "shop/orders": { role: named, targetRoleArn: target } }),
    },
    addon: {
        title: "an add-on with associations",
        before: stack({}),
        after: addon({ "ebs-csi-controller-sa": { role: own } }),
    },
    addonRole: {
        title: "another role for an association of an add-on",
        before: addon({ "ebs-csi-controller-sa": { role: own } }),
        after: stack(
            {},
            { csi: { statements: [allow("b")] } },
            { eksAddons: { "aws-ebs-csi-driver": { associations: { "ebs-csi-controller-sa": { roleRef: "csi" } } } } },
        ),
    },
    destroy: { title: "a destroy", before: whole, after: undefined },
};
