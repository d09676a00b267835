/** Edits of subjects: which there are, which role each has, and their sessions. */
import type { Association } from "../../components";
import { sharedRoleName, subjectName } from "../../components/decisions/names";
import { programName } from "../../config/program";
import { statements } from "../access/proof/permissions";
import { usualPlace } from "../access/proof/place";
import { role } from "../access/proof/randomRole";
import { subject as anySubject } from "../access/proof/randomSubjects";
import { defined, inPlaceOf, isUntaggedRole, withAssociation, without } from "./config";
import type { LifeConfig } from "./config";
import type { Dice } from "./dice";
import type { Edit, EditKind } from "./edit";

/** In more Regions than one, so that a change keeps the form of the ARN. */
const targets = ["export", "import", "audit"].map(name => `arn:aws:iam::444455556666:role/pod-identity/${name}`);
export const existing = [0, 1, 2].map(index => `arn:{partition}:iam::{account}:role/existing-${index}`);

/** The roles that a subject has before and after. */
export function namesOf(subject: string, ...associations: readonly (Association | undefined)[]): string[] {
    const refs = associations.flatMap(association => association?.roleRef ?? []);
    return [subjectName(programName, subject), ...refs.map(key => sharedRoleName(programName, key))];
}

type Source = Pick<Association, "role" | "roleRef" | "roleArn" | "disableSessionTags">;

/** A random role for an association. */
function source(config: LifeConfig, dice: Dice): Source {
    const shared = dice.pick(Object.keys(config.roles));
    const choice = dice.below(10);
    if (choice < 5 && shared !== undefined) {
        return { roleRef: shared, ...(isUntaggedRole(config, shared) && { disableSessionTags: true }) };
    }
    if (choice === 9) return { roleArn: dice.pick(existing) ?? "" };
    const isUntagged = dice.chance(0.3);
    const own = dice.sample(role(isUntagged))(usualPlace);
    const name = dice.chance(0.4) ? { name: "{namespace}-{serviceAccount}-n" } : {};
    return { role: { ...own, ...name }, ...(isUntagged && { disableSessionTags: true }) };
}

function edited(config: LifeConfig, subject: string, association: Association): Edit {
    return {
        of: subject,
        names: namesOf(subject, config.associations[subject], association),
        config: withAssociation(config, subject, defined(association)),
    };
}

type Change = (association: Association, dice: Dice, config: LifeConfig) => Association | undefined;

function changed(change: Change): EditKind["draft"] {
    return (config, dice) => {
        const [subject, association] = dice.pick(Object.entries(config.associations)) ?? [];
        if (subject === undefined || association === undefined) return undefined;
        const result = change(association, dice, config);
        return result && edited(config, subject, result);
    };
}

const withoutKey = (association: Association, ...keys: readonly (keyof Association)[]): Association =>
    Object.fromEntries(Object.entries(association).filter(([key]) => !keys.includes(key as keyof Association)));

export const subjectEdits: Readonly<Record<string, EditKind>> = {
    "a subject is added": {
        replaces: [],
        draft: (config, dice) => {
            const subject = dice.sample(anySubject);
            if (subject in config.associations || Object.keys(config.associations).length >= 10) return undefined;
            return edited(config, subject, source(config, dice));
        },
    },
    "a subject is removed": {
        replaces: [],
        draft: (config, dice) => {
            const subject = dice.pick(Object.keys(config.associations));
            if (subject === undefined || Object.keys(config.associations).length <= 3) return undefined;
            const names = namesOf(subject, config.associations[subject]);
            return { of: subject, names, config: { ...config, associations: without(config.associations, subject) } };
        },
    },
    "a subject is renamed": {
        replaces: [],
        draft: (config, dice) => {
            const [from, association] = dice.pick(Object.entries(config.associations)) ?? [];
            const to = dice.sample(anySubject);
            if (from === undefined || association === undefined || to in config.associations) return undefined;
            const rest = { ...config, associations: without(config.associations, from) };
            const edit = edited(rest, to, association);
            return { ...edit, of: `${from} → ${to}`, names: [...edit.names, subjectName(programName, from)] };
        },
    },
    "another role": {
        replaces: [],
        draft: changed((association, dice, config) => {
            const given = source(config, dice);
            // Without session tags there can be a session policy: what drops it is another edit.
            if (association.sessionPolicy && !given.disableSessionTags) return undefined;
            if (given.roleRef !== undefined && given.roleRef === association.roleRef) return undefined;
            return {
                ...withoutKey(association, "role", "roleRef", "roleArn", "disableSessionTags"),
                ...given,
                ...(given.role && { role: inPlaceOf(association.role, given.role) }),
            };
        }),
    },
    "session tags": {
        replaces: [],
        draft: changed((association, dice) => {
            const { role: own, disableSessionTags, sessionPolicy } = association;
            if (sessionPolicy) return undefined;
            if (disableSessionTags) {
                const { trust: _trust, ...rest } = own ?? {};
                return { ...withoutKey(association, "disableSessionTags"), ...(own && { role: rest }) };
            }
            const trust = dice.chance(0.5) ? { scope: "account" as const } : undefined;
            const wide = { ...own?.trust, ...(trust ?? { scope: "cluster" as const, sourceArn: true }) };
            return { ...association, disableSessionTags: true, ...(own && { role: { ...own, trust: wide } }) };
        }),
    },
    "a session policy is added or removed": {
        replaces: ["association"],
        draft: changed((association, dice) =>
            association.sessionPolicy
                ? withoutKey(association, "sessionPolicy")
                : { ...association, sessionPolicy: { statements: dice.sample(statements(false)) } },
        ),
    },
    "a session policy is changed": {
        replaces: [],
        draft: changed(
            (association, dice) =>
                association.sessionPolicy && {
                    ...association,
                    sessionPolicy: { statements: dice.sample(statements(false)) },
                },
        ),
    },
    "a target role is added or removed": {
        replaces: ["association"],
        draft: changed((association, dice) =>
            association.targetRoleArn
                ? withoutKey(association, "targetRoleArn")
                : { ...association, targetRoleArn: dice.pick(targets) ?? "" },
        ),
    },
    "a target role is changed": {
        replaces: [],
        draft: changed((association, dice) => {
            const targetRoleArn = dice.pick(targets) ?? "";
            const { targetRoleArn: before } = association;
            return before === undefined || before === targetRoleArn ? undefined : { ...association, targetRoleArn };
        }),
    },
    "tags of an association": {
        replaces: [],
        draft: changed((association, dice) =>
            association.tags && dice.chance(0.5)
                ? withoutKey(association, "tags")
                : { ...association, tags: { team: `team-${dice.below(100)}` } },
        ),
    },
};
