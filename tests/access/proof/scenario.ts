/** Random valid stacks with all features of access mixed. */
import * as fc from "fast-check";
import type { Association, EksAddon, PodIdentityStackArgs, SharedRole } from "../../../components";
import type { PodIdentityRoleArgs, SessionPolicy } from "../../../components";
import { canBeOutputs } from "./outputs";
import { documentText, statements } from "./permissions";
import { ownAccount, otherAccount, places, roleArnAt } from "./place";
import type { Place } from "./place";
import { role } from "./randomRole";
import { crowd, subject } from "./randomSubjects";
import { targetOf, targetsOf } from "./randomTargets";
import type { Source, Target, TargetDraft } from "./randomTargets";

export interface Scenario {
    readonly place: Place;
    readonly args: PodIdentityStackArgs;
    readonly targets: readonly Target[];
    /** A role used without a stack. */
    readonly alone: PodIdentityRoleArgs | undefined;
    /** Properties whose values are Outputs. */
    readonly outputs: readonly string[];
    /** Selects requests, which are too many for a random scenario. `undefined` tries all of them. */
    readonly salt: number | undefined;
}

const sessionPolicy: fc.Arbitrary<SessionPolicy> = fc.oneof(
    statements(false).map(list => ({ statements: list })),
    statements(false).map(list => ({ document: documentText(list) })),
);

const roleDraft = fc.boolean().chain(untagged => role(untagged).map(made => ({ untagged, made })));
type RoleDraft = typeof roleDraft extends fc.Arbitrary<infer T> ? T : never;

const draft = fc.record({
    subject,
    own: roleDraft,
    kind: fc.constantFrom("own", "own", "shared", "shared", "existing"),
    shared: fc.nat(1),
    target: fc.constantFrom(undefined, undefined, 0, 1),
    /** Two subjects can name one target role with a placeholder. */
    template: fc.boolean(),
    sessionPolicy: fc.option(sessionPolicy, { nil: undefined }),
});
type Draft = typeof draft extends fc.Arbitrary<infer T> ? T : never;

/** Drafts of many subjects on one shared role, without other settings. */
const crowdDraft = fc.record({ subjects: crowd, shared: fc.nat(1) });

const targetDraft: fc.Arbitrary<TargetDraft> = fc.record({
    account: fc.constantFrom(ownAccount, otherAccount),
    path: fc.constantFrom(undefined, "/reports/"),
    permissions: statements(false),
    stranger: fc.boolean(),
});

const addonDraft = fc.record({
    name: fc.constantFrom("aws-ebs-csi-driver", "adot", "home-made"),
    serviceAccount: fc.constantFrom("controller", "collector.v2"),
    made: role(false),
    kind: fc.constantFrom("own", "own", "shared", "shared", "existing"),
    shared: fc.nat(1),
});
type AddonDraft = typeof addonDraft extends fc.Arbitrary<infer T> ? T : never;

const anyAloneDraft = fc.record({
    subjects: fc.oneof(
        { weight: 3, arbitrary: fc.uniqueArray(subject, { minLength: 1, maxLength: 6 }) },
        { weight: 1, arbitrary: crowd },
    ),
    role: roleDraft,
    /** Numbers of the target roles of its associations. */
    targets: fc.oneof(fc.constant<number[]>([]), fc.subarray([0, 1])),
});
/** Without session tags, subjects have at most one target role: each could assume the target role of another. */
const aloneDraft = anyAloneDraft.map(draft =>
    draft.role.untagged && draft.subjects.length > 1 ? { ...draft, targets: draft.targets.slice(0, 1) } : draft,
);
type AloneDraft = typeof aloneDraft extends fc.Arbitrary<infer T> ? T : never;

export const scenarios: fc.Arbitrary<Scenario> = fc
    .record({
        place: places,
        drafts: fc.uniqueArray(draft, { selector: item => item.subject, maxLength: 5 }),
        crowd: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: crowdDraft }),
        shared: fc.tuple(roleDraft, roleDraft),
        targets: fc.tuple(targetDraft, targetDraft),
        addons: fc.uniqueArray(addonDraft, { selector: ({ name }) => name, maxLength: 2 }),
        alone: fc.option(aloneDraft, { nil: undefined, freq: 2 }),
        defaults: fc.constantFrom(undefined, { role: { path: "/defaults/", tags: { team: "platform" } } }),
        outputs: fc.oneof(fc.constant<string[]>([]), fc.subarray<string>([...canBeOutputs])),
        salt: fc.nat(),
    })
    .map(
        ({
            place,
            drafts: wishes,
            crowd: many,
            shared,
            targets: targetDrafts,
            addons,
            alone,
            defaults,
            outputs,
            salt,
        }) => {
            const drafts = wishes.map(wish => ({ ...wish, target: targetOfDraft(wish, wishes, shared, many?.shared) }));
            const wanted = targetDrafts.map((target, index) => targetOf(target, index, place));
            const isUntagged = ({ kind, own, shared: which }: Draft): boolean =>
                kind === "shared" ? shared[which]?.untagged === true : own.untagged;
            const crowded = (many?.subjects ?? [])
                .filter(item => !drafts.some(taken => taken.subject === item))
                .map((item): [string, Association] => [
                    item,
                    {
                        roleRef: `shared-${many?.shared ?? 0}`,
                        ...(shared[many?.shared ?? 0]?.untagged && { disableSessionTags: true }),
                    },
                ]);
            const associations = drafts.map((item, index): [string, Association] => {
                const untagged = isUntagged(item);
                const target = item.target === undefined ? undefined : wanted[item.target];
                const own = item.own.made(place);
                const isOpenToIrsa = item.kind === "own" && own.irsa !== undefined;
                const source: Pick<Association, "role" | "roleRef" | "roleArn"> =
                    item.kind === "shared"
                        ? { roleRef: `shared-${item.shared}` }
                        : item.kind === "existing"
                          ? { roleArn: `arn:{partition}:iam::{account}:role/existing-${index}` }
                          : { role: { ...own, ...(target && { name: `own-${index}-{cluster}` }) } };
                return [
                    item.subject,
                    {
                        ...source,
                        ...(target && { targetRoleArn: asTemplate(target.arn, item.template) }),
                        ...(untagged && { disableSessionTags: true }),
                        ...(untagged &&
                            !isOpenToIrsa &&
                            (item.kind !== "shared" || shared[item.shared]?.made(place).irsa === undefined) &&
                            item.sessionPolicy && { sessionPolicy: item.sessionPolicy }),
                    },
                ];
            });
            const roles = shared.map(({ made }, index): [string, SharedRole] => {
                const isSource = drafts.some(
                    item => item.kind === "shared" && item.shared === index && item.target !== undefined,
                );
                const { irsa, ...role } = made(place);
                return [
                    `shared-${index}`,
                    // Through IRSA, a pod could claim to be the subject with the target role.
                    isSource ? { ...role, name: `shared-${index}` } : { ...role, ...(irsa && { irsa }) },
                ];
            });
            const args: PodIdentityStackArgs = {
                clusterName: place.cluster.name,
                associations: Object.fromEntries([...associations, ...crowded]),
                eksAddons: eksAddons(addons, shared, place, [...associations, ...crowded]),
                roles: Object.fromEntries(roles),
                ...(defaults && { defaults }),
            };
            const aloneArgs = alone && aloneRole(alone, wanted, place);
            const sources = drafts.flatMap((item, index): Source[] => {
                const { role: own, roleRef = "" } = args.associations?.[item.subject] ?? {};
                const { name = "", path = defaults?.role.path } = own ?? args.roles?.[roleRef] ?? {};
                const roleArn =
                    item.kind === "existing"
                        ? roleArnAt(place.cluster, `existing-${index}`, "/")
                        : roleArnAt(place.cluster, name as string, path as string | undefined);
                return item.target === undefined
                    ? []
                    : [{ target: item.target, subject: item.subject, roleArn, isUntagged: isUntagged(item) }];
            });
            return {
                place,
                args,
                targets: targetsOf(
                    wanted,
                    [...sources, ...(alone ? aloneSources(alone, aloneArgs, place) : [])],
                    place,
                ),
                alone: aloneArgs,
                outputs,
                salt,
            };
        },
    );

/** On a shared role without session tags, all subjects have the same target role, or none. A crowd has none. */
function targetOfDraft(
    wish: Draft,
    wishes: readonly Draft[],
    shared: readonly RoleDraft[],
    crowded: number | undefined,
): Draft["target"] {
    if (wish.kind !== "shared" || shared[wish.shared]?.untagged !== true) {
        return wish.target;
    }
    const first = wishes.find(({ kind, shared: which }) => kind === "shared" && which === wish.shared);
    return crowded === wish.shared ? undefined : first?.target;
}

function asTemplate(arn: string, template: boolean): string {
    return template ? arn.replace(/^arn:[^:]+:/, "arn:{partition}:") : arn;
}

function aloneRole(
    { subjects, role: { made, untagged }, targets }: AloneDraft,
    wanted: readonly { readonly arn: string }[],
    place: Place,
): PodIdentityRoleArgs {
    const { irsa, ...given } = made(place);
    return {
        ...given,
        ...(irsa && (targets.length === 0 || subjects.length === 1) && { irsa }),
        clusterArn: place.cluster.arn,
        subjects,
        ...(untagged && { disableSessionTags: true }),
        // As for an association: the other side needs the name of the role.
        ...(targets.length > 0 && {
            name: "alone",
            targetRoleArns: targets.map(index => asTemplate(wanted[index]?.arn ?? "", index === 0)),
        }),
    };
}

/** The target role of each subject of a role that is used alone, as an association would set it. */
export function aloneTarget<T>(targets: readonly T[], position: number): T | undefined {
    return targets[position % Math.max(targets.length, 1)];
}

function aloneSources(
    { subjects, role: { untagged }, targets }: AloneDraft,
    args: PodIdentityRoleArgs | undefined,
    { cluster }: Place,
): Source[] {
    const roleArn = roleArnAt(cluster, "alone", args?.path as string | undefined);
    return subjects.flatMap((item, position) => {
        const target = aloneTarget(targets, position);
        return target === undefined ? [] : [{ target, subject: item, roleArn, isUntagged: untagged }];
    });
}

/** Namespaces of AWS add-ons. The third is in the args. */
export const addonNamespaces: Readonly<Record<string, string>> = {
    "aws-ebs-csi-driver": "kube-system",
    adot: "opentelemetry-operator-system",
    "home-made": "home",
};

function eksAddons(
    addons: readonly AddonDraft[],
    shared: readonly RoleDraft[],
    place: Place,
    associations: readonly (readonly [string, Association])[],
): Record<string, EksAddon> {
    const taken = new Set(associations.map(([item]) => item));
    return Object.fromEntries(
        addons
            .filter(({ name, serviceAccount }) => !taken.has(`${addonNamespaces[name] ?? ""}/${serviceAccount}`))
            .map(({ name, serviceAccount, made, kind, shared: which }): [string, EksAddon] => [
                name,
                {
                    ...(name === "home-made" && { namespace: "home" }),
                    associations: {
                        [serviceAccount]:
                            kind === "existing"
                                ? { roleArn: `arn:{partition}:iam::{account}:role/existing-${name}` }
                                : kind === "shared" && shared[which]?.untagged === false
                                  ? { roleRef: `shared-${which}` }
                                  : { role: made(place) },
                    },
                },
            ]),
    );
}
