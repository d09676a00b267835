/** A difference of access as one pull-request comment: the verdict first, the details folded. */
import type { AccessChange } from "../accessChange";
import type { AccessDiff, SubjectDiff } from "../diff";
import { listItem } from "./markdown";
import { changeText, positionText, subjectNames, trustLine, verdictLine } from "./diffText";

/** Says which comment to update; it does not show. */
export const commentMarker = "<!-- pod-identity diff -->";

export function diffMarkdown(diff: AccessDiff): string {
    const name = subjectNames(diff);
    const section = (title: string, wanted: AccessChange["verdict"], more: readonly string[] = []): readonly string[] =>
        folded(title, [...changes(diff.subjects, name, wanted), ...more]);
    const sections = [
        section("Gained", "gained"),
        section("Undecided", "undecided", diff.unknowns.map(listItem)),
        section("Lost", "lost"),
        folded(
            "Trust policies",
            diff.trust.map(change => listItem(trustLine(change))),
        ),
        folded(
            "Associations",
            diff.subjects.flatMap(subject => otherItems(subject, name(subject))),
        ),
        folded("Assumptions", diff.assumptions.map(listItem)),
    ];
    return [commentMarker, `### Pod access: ${verdictLine(diff)}`, "", ...sections.flat()].join("\n").trimEnd();
}

function changes(
    subjects: readonly SubjectDiff[],
    name: (subject: SubjectDiff) => string,
    wanted: AccessChange["verdict"],
): string[] {
    return subjects.flatMap(subject =>
        subject.access
            .filter(({ verdict }) => verdict === wanted)
            .map(each => listItem(`${name(subject)} ${changeText(each)}${positionText(each.origin)}`)),
    );
}

function otherItems({ change, notes, unknowns }: SubjectDiff, subject: string): string[] {
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
