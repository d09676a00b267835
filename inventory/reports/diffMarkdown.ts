/** A difference of access as one pull-request comment: the verdict first, the details folded. */
import type { AccessChange } from "../accessChange";
import type { AccessDiff, SubjectDiff } from "../diff";
import { listItem } from "./markdown";
import { changeText, positionText, trustLine, verdictLine } from "./diffText";

/** Says which comment to update; it does not show. */
export const commentMarker = "<!-- pod-identity diff -->";

export function diffMarkdown(diff: AccessDiff): string {
    const sections = [
        section("Gained", diff.subjects, ({ verdict }) => verdict === "gained"),
        section("Undecided", diff.subjects, ({ verdict }) => verdict === "undecided"),
        section("Lost", diff.subjects, ({ verdict }) => verdict === "lost"),
        folded(
            "Trust policies",
            diff.trust.map(change => listItem(trustLine(change))),
        ),
        folded("Associations", diff.subjects.flatMap(otherItems)),
        folded(
            "Assumptions",
            diff.assumptions.map(text => listItem(text)),
        ),
    ];
    return [commentMarker, `### Pod access: ${verdictLine(diff)}`, "", ...sections.flat()].join("\n").trimEnd();
}

function section(
    title: string,
    subjects: readonly SubjectDiff[],
    isIn: (access: AccessChange) => boolean,
): readonly string[] {
    return folded(
        title,
        subjects.flatMap(({ subject, access }) =>
            access.filter(isIn).map(each => listItem(`${subject} ${changeText(each)}${positionText(each.origin)}`)),
        ),
    );
}

function otherItems({ subject, change, notes, unknowns }: SubjectDiff): string[] {
    return [
        ...(change === "changed" ? [] : [listItem(`${subject} is ${change === "added" ? "new" : "removed"}`)]),
        ...notes.map(({ text }) => listItem(`${subject}: ${text}`)),
        ...unknowns.map(text => listItem(`${subject} undecided: ${text}`)),
    ];
}

function folded(title: string, items: readonly string[]): readonly string[] {
    return items.length === 0
        ? []
        : [`<details><summary>${title} (${items.length})</summary>`, "", ...items, "", "</details>", ""];
}
