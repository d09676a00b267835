/** Edits of roles: own, shared, of add-ons, and target roles. */
import type { Role, SharedRole } from "../../components";
import { catalogue, presetKeys } from "../../components/presets/catalogue";
import { manyStatements } from "../access/proof/permissions";
import { usualPlace } from "../access/proof/place";
import { role } from "../access/proof/randomRole";
import { defined, roleSlots } from "./config";
import type { Changed, RoleSlot } from "./config";
import type { Dice } from "./dice";
import type { EditKind } from "./edit";

const managedPolicies = [
    "AmazonS3ReadOnlyAccess",
    "AmazonSQSReadOnlyAccess",
    "AmazonDynamoDBReadOnlyAccess",
    "CloudWatchAgentServerPolicy",
    "arn:aws:iam::aws:policy/AmazonSNSReadOnlyAccess",
];
const customerPolicies = ["pods", "export", "audit"].map(name => `arn:{partition}:iam::{account}:policy/${name}`);

type Change = (slot: RoleSlot, dice: Dice) => Changed<SharedRole> | undefined;

/** A property of a role gets another value, or `undefined`: its default. */
function changed(change: Change, isFor: (slot: RoleSlot) => boolean = () => true): EditKind["draft"] {
    return (config, dice) => {
        const slot = dice.pick(roleSlots(config).filter(isFor));
        const properties = slot && change(slot, dice);
        if (slot === undefined || properties === undefined) return undefined;
        return {
            of: slot.name,
            names: [slot.name],
            config: slot.put(defined<SharedRole>({ ...slot.role, ...properties })),
        };
    };
}

/** The property as a random role has it. */
function redrawn(property: keyof Role): Change {
    return ({ isUntagged }, dice) => ({ [property]: dice.sample(role(isUntagged))(usualPlace)[property] });
}

function otherThan<T>(before: T | undefined, values: readonly (T | undefined)[], dice: Dice): T | undefined {
    return dice.pick(values.filter(value => value !== before));
}

const isNoTarget = ({ kind }: RoleSlot): boolean => kind !== "target";

export const roleEdits: Readonly<Record<string, EditKind>> = {
    statements: { replaces: [], draft: changed(redrawn("statements")) },
    "more statements than fit inline": {
        replaces: [],
        draft: changed((_slot, dice) => ({ statements: dice.sample(manyStatements(false)) })),
    },
    document: { replaces: [], draft: changed(redrawn("document")) },
    presets: {
        replaces: [],
        draft: changed(({ role: { presets = {} } }, dice) => {
            const key = dice.pick(presetKeys) ?? "ebsCsi";
            if (dice.chance(0.5) || Object.keys(presets).length === 0) {
                return { presets: { ...presets, [key]: catalogue[key].example } };
            }
            const removed = dice.pick(Object.keys(presets));
            const rest = Object.entries(presets).filter(([name]) => name !== removed);
            return { presets: rest.length === 0 ? undefined : Object.fromEntries(rest) };
        }),
    },
    "managed policies": {
        replaces: [],
        draft: changed((_slot, dice) => {
            const chosen = managedPolicies.filter(() => dice.chance(0.4));
            return { managedPolicies: chosen.length === 0 ? undefined : chosen };
        }),
    },
    "a managed policy by its ARN": {
        replaces: [],
        draft: changed(
            ({ role: { managedPolicies: named } }) =>
                named && {
                    managedPolicies: named.map(name =>
                        managedPolicies.includes(name) && !name.startsWith("arn:")
                            ? `arn:aws:iam::aws:policy/${name}`
                            : name,
                    ),
                },
        ),
    },
    "the ARN of a policy at a key": {
        // The attachment is of one policy: https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html
        replaces: ["policies"],
        draft: changed(({ role: { managedPolicyArns = {} } }, dice) => {
            const entries = { ...managedPolicyArns, [dice.pick(["a", "b"]) ?? "a"]: dice.pick(customerPolicies) };
            return { managedPolicyArns: dice.chance(0.3) ? undefined : (entries as Record<string, string>) };
        }),
    },
    exclusive: {
        replaces: [],
        draft: changed(({ role: { exclusive } }, dice) => ({
            exclusive: otherThan(exclusive, [undefined, true, false], dice),
        })),
    },
    trust: { replaces: [], draft: changed(redrawn("trust"), isNoTarget) },
    irsa: { replaces: [], draft: changed(redrawn("irsa"), isNoTarget) },
    description: {
        replaces: [],
        draft: changed((_slot, dice) => ({
            description: dice.chance(0.3) ? undefined : `Edited, number ${dice.below(1000)}`,
        })),
    },
    "max session duration": {
        replaces: [],
        draft: changed(({ role: { maxSessionDuration } }, dice) => ({
            maxSessionDuration: otherThan(maxSessionDuration as number | undefined, [undefined, 7200, 43200], dice),
        })),
    },
    "permissions boundary": {
        replaces: [],
        draft: changed(({ role: { permissionsBoundary } }, dice) => ({
            permissionsBoundary: otherThan(permissionsBoundary, [undefined, ...customerPolicies], dice),
        })),
    },
    "tags of a role": {
        replaces: [],
        draft: changed((_slot, dice) => ({
            tags: dice.chance(0.3) ? undefined : { team: `team-${dice.below(100)}`, [`k${dice.below(3)}`]: "v" },
        })),
    },
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html: name and path never change.
    path: {
        replaces: ["role", "policies"],
        draft: changed(({ role: { path } }, dice) => ({
            path: otherThan(path, [undefined, "/", "/{cluster}/pods/"], dice),
        })),
    },
    "name of an own role": {
        replaces: ["role", "policies"],
        draft: changed(
            ({ role: { name } }, dice) => ({
                name: otherThan(
                    name,
                    [undefined, "m", "n"].map(end => end && `{namespace}-{serviceAccount}-${end}`),
                    dice,
                ),
            }),
            ({ kind }) => kind === "own",
        ),
    },
};
