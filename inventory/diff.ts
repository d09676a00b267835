/** What changes for whom between two inventories. */
import { gainedAccess } from "../components/access/evaluation/compare";
import type { KnownAction } from "../components/access/evaluation/compare";
import { Languages } from "../components/access/evaluation/languages";
import { accessChanges, undecidedBy } from "./accessChange";
import type { AccessChange } from "./accessChange";
import { relevantActions } from "./actions";
import type { ActionCatalogue } from "./actions";
import type { Inventory, InventoryAssociation, Origin } from "./model";
import { podSession } from "./sessions";
import type { PodSession } from "./sessions";
import { trustChanges } from "./trustDiff";
import type { TrustChange } from "./trustDiff";

export const diffVersion = 1;

export interface AccessDiff {
    readonly version: typeof diffVersion;
    readonly from: string;
    readonly to: string;
    readonly assumptions: readonly string[];
    /** What one side as a whole does not know and the other does, such as the values of an environment. */
    readonly unknowns: readonly string[];
    /** Subjects for which something changes. */
    readonly subjects: readonly SubjectDiff[];
    /** Roles whose trust policy admits others than before. */
    readonly trust: readonly TrustChange[];
}

export interface SubjectDiff {
    readonly subject: string;
    readonly cluster: string | undefined;
    readonly change: "added" | "removed" | "changed";
    readonly access: readonly AccessChange[];
    /** What changes beside permissions, one sentence each. */
    readonly notes: readonly SubjectNote[];
    /** The reason why the result is undecided. */
    readonly unknowns: readonly string[];
    readonly origin: Origin;
}

export interface SubjectNote {
    readonly kind: "session tags off" | "session tags on" | "shared role" | "own role" | "target role";
    readonly text: string;
}

export function accessDiff(before: Inventory, after: Inventory, catalogue: ActionCatalogue): AccessDiff {
    const [earlier, later] = [byKey(before), byKey(after)];
    const keys = [...new Set([...earlier.keys(), ...later.keys()])].sort();
    const shared = { catalogue, languages: new Languages() };
    return {
        version: diffVersion,
        from: before.source,
        to: after.source,
        assumptions: [...new Set([...before.assumptions, ...after.assumptions])],
        unknowns: newlyUnknown(sourceUnknowns(before), sourceUnknowns(after)),
        subjects: keys.flatMap(key =>
            subjectDiff(
                { inventory: before, association: earlier.get(key) },
                { inventory: after, association: later.get(key) },
                shared,
            ),
        ),
        trust: trustChanges(before, after, shared.languages),
    };
}

/** By cluster and subject. While clusters are not known, several associations can have the same. */
function byKey({ associations }: Inventory): Map<string, InventoryAssociation> {
    const counts = new Map<string, number>();
    return new Map(
        associations.map(each => {
            const key = `${each.cluster ?? ""} ${each.subject}`;
            const count = (counts.get(key) ?? 0) + 1;
            counts.set(key, count);
            return [`${key} ${String(count)}`, each];
        }),
    );
}

interface Side {
    readonly inventory: Inventory;
    readonly association: InventoryAssociation | undefined;
}

/** What the comparisons of all subjects share. */
interface Shared {
    readonly catalogue: ActionCatalogue;
    readonly languages: Languages;
}

function subjectDiff(before: Side, after: Side, { catalogue, languages }: Shared): SubjectDiff[] {
    const association = after.association ?? before.association;
    if (association === undefined) {
        return [];
    }
    const [earlier, later] = [sessionIn(before), sessionIn(after)];
    const known = relevantActions(
        catalogue,
        [earlier, later].flatMap(each => (each ? [each.session] : [])),
    );
    const access = [
        ...changesBetween(earlier, later, "gained", { known, languages }),
        ...changesBetween(later, earlier, "lost", { known, languages }),
    ];
    const notes = notesOf(before, after);
    const unknowns = newlyUnknown(earlier?.unknowns ?? [], later?.unknowns ?? []);
    const change = before.association === undefined ? "added" : after.association === undefined ? "removed" : "changed";
    return change === "changed" && access.length + notes.length + unknowns.length === 0
        ? []
        : [
              {
                  subject: association.subject,
                  cluster: association.cluster,
                  change,
                  access,
                  notes,
                  unknowns,
                  origin: association.origin,
              },
          ];
}

function sessionIn({ inventory, association }: Side): PodSession | undefined {
    return association && podSession(inventory, association);
}

function changesBetween(
    from: PodSession | undefined,
    to: PodSession | undefined,
    direction: "gained" | "lost",
    { known, languages }: { readonly known: readonly KnownAction[]; readonly languages: Languages },
): AccessChange[] {
    if (to === undefined) {
        return [];
    }
    const differences = gainedAccess(from?.session, to.session, known, languages);
    // A later policy that is not known can allow the same. A gain is reported even if an earlier one could.
    const doubts = direction === "lost" ? (from?.unknowns ?? []).filter(text => !to.unknowns.includes(text)) : [];
    return accessChanges(
        undecidedBy(differences, [...to.unknownLimits, ...doubts]),
        direction,
        known.map(({ name }) => name),
    );
}

/** What is unknown on both sides in the same words is no difference. */
function newlyUnknown(before: readonly string[], after: readonly string[]): string[] {
    return [...new Set([...before, ...after])].filter(text => before.includes(text) !== after.includes(text));
}

/** What a source does not know as a whole, without its name: the two sides have different ones. */
function sourceUnknowns({ source, unknowns }: Inventory): string[] {
    const prefix = `${source}: `;
    return unknowns.filter(text => text.startsWith(prefix)).map(text => text.slice(prefix.length));
}

function notesOf(before: Side, after: Side): SubjectNote[] {
    const [earlier, later] = [before.association, after.association];
    if (later === undefined) {
        return [];
    }
    const [usersBefore, usersAfter] = [otherUsers(before), otherUsers(after)];
    const joined = usersAfter.filter(subject => !usersBefore.includes(subject));
    const left = usersBefore.filter(subject => !usersAfter.includes(subject));
    return [
        ...(earlier !== undefined && earlier.sessionTags && !later.sessionTags
            ? [{ kind: "session tags off" as const, text: "session tags are turned off" }]
            : []),
        ...(earlier !== undefined && !earlier.sessionTags && later.sessionTags
            ? [{ kind: "session tags on" as const, text: "session tags are turned on" }]
            : []),
        ...(joined.length > 0
            ? [{ kind: "shared role" as const, text: `shares its role with ${joined.join(", ")}` }]
            : []),
        ...(earlier !== undefined && left.length > 0
            ? [{ kind: "own role" as const, text: `no longer shares its role with ${left.join(", ")}` }]
            : []),
        ...(earlier?.targetRoleArn === later.targetRoleArn
            ? []
            : [{ kind: "target role" as const, text: targetText(earlier?.targetRoleArn, later.targetRoleArn) }]),
    ];
}

function targetText(before: string | undefined, after: string | undefined): string {
    return after === undefined
        ? `no longer goes on to ${before ?? ""}`
        : before === undefined
          ? `goes on to ${after}`
          : `goes on to ${after} instead of ${before}`;
}

function otherUsers({ inventory, association }: Side): string[] {
    return association === undefined
        ? []
        : inventory.associations
              .filter(({ role, subject }) => role === association.role && subject !== association.subject)
              .map(({ subject }) => subject);
}
