/** A difference of access in words, for the terminal. */
import type { AccessChange } from "../accessChange";
import type { AccessDiff, SubjectDiff } from "../diff";
import type { Origin } from "../model";
import type { TrustChange } from "../trustDiff";

/** How often each kind of finding occurs. */
export interface DiffCounts {
    readonly gained: number;
    readonly lost: number;
    readonly undecided: number;
    readonly widened: number;
    readonly narrowed: number;
}

export function diffCounts({ subjects, trust, unknowns }: AccessDiff): DiffCounts {
    const access = subjects.flatMap(subject => subject.access.map(({ verdict }) => verdict));
    const count = (verdict: AccessChange["verdict"]): number => access.filter(each => each === verdict).length;
    const trusts = (change: TrustChange["change"]): number => trust.filter(each => each.change === change).length;
    return {
        gained: count("gained"),
        lost: count("lost"),
        undecided:
            count("undecided") +
            trusts("undecided") +
            unknowns.length +
            subjects.reduce((sum, subject) => sum + subject.unknowns.length, 0),
        widened: trusts("widened"),
        narrowed: trusts("narrowed"),
    };
}

/** The verdict in one sentence: "2 subjects gain access, 1 loses access; 1 trust policy is wider." */
export function verdictLine(diff: AccessDiff): string {
    const { subjects } = diff;
    const { undecided, widened, narrowed } = diffCounts(diff);
    const subjectsWith = (verdict: AccessChange["verdict"]): number =>
        subjects.filter(({ access }) => access.some(each => each.verdict === verdict)).length;
    const [gaining, losing] = [subjectsWith("gained"), subjectsWith("lost")];
    const parts = [
        ...(gaining > 0 ? [`${counted(gaining, "subject")} ${gaining === 1 ? "gains" : "gain"} access`] : []),
        ...(losing > 0 ? [`${counted(losing, "subject")} ${losing === 1 ? "loses" : "lose"} access`] : []),
        ...(widened > 0 ? [`${counted(widened, "trust policy", "trust policies")} wider`] : []),
        ...(narrowed > 0 ? [`${counted(narrowed, "trust policy", "trust policies")} narrower`] : []),
        ...(undecided > 0 ? [`${counted(undecided, "question")} undecided`] : []),
    ];
    return parts.length === 0 ? "No access changes." : `${parts.join(", ")}.`;
}

function counted(count: number, one: string, many = `${one}s`): string {
    return `${count} ${count === 1 ? one : many}`;
}

/** One line for each finding. */
export function diffLines(diff: AccessDiff): string[] {
    const name = subjectNames(diff);
    return [
        ...diff.subjects.flatMap(subject => subjectLines(subject, name(subject))),
        ...diff.trust.map(trustLine),
        ...diff.unknowns.map(text => `undecided: ${text}`),
    ];
}

/** A subject can be on several clusters: then each has the name of its cluster. */
export function subjectNames({ subjects }: AccessDiff): (subject: SubjectDiff) => string {
    const areSeveral = new Set(subjects.map(({ cluster }) => cluster)).size > 1;
    return ({ subject, cluster }) =>
        areSeveral ? `${subject} on ${cluster ?? "a cluster that is not known yet"}` : subject;
}

function subjectLines(subject: SubjectDiff, who: string): string[] {
    const change = { added: "is new", removed: "is removed", changed: undefined }[subject.change];
    return [
        ...(change === undefined ? [] : [`${who} ${change}${positionText(subject.origin)}`]),
        ...subject.access.map(access => `${who} ${changeText(access)}${positionText(access.origin)}`),
        ...subject.notes.map(({ text }) => `${who}: ${text}${positionText(subject.origin)}`),
        ...subject.unknowns.map(text => `${who} undecided: ${text}${positionText(subject.origin)}`),
    ];
}

/** "gains s3:DeleteObject on arn:aws:s3:::orders-dev/*" */
export function changeText({ verdict, direction, actions, resources, conditions, cause }: AccessChange): string {
    const verb = { gained: "gains", lost: "loses", undecided: direction === "lost" ? "may lose" : "may gain" }[verdict];
    return (
        `${verb} ${actions.join(", ")} on ${resources.join(", ")}` +
        (conditions.length > 0 ? ` if ${conditions.join(" and ")}` : "") +
        (cause === undefined ? "" : `; undecided because of ${cause}`)
    );
}

export function trustLine({ role, change, principals, conditions, cause, origin }: TrustChange): string {
    const verb = { widened: "now admits", narrowed: "no longer admits", undecided: "may admit" }[change];
    return (
        `the trust of ${role} ${verb} ${principals.length === 0 ? "others" : principals.join(", ")}` +
        (conditions.length > 0 ? ` if ${conditions.join(" and ")}` : "") +
        (cause === undefined ? "" : `: undecided because of ${cause}`) +
        positionText(origin)
    );
}

/** " (Pulumi.dev.yaml:9)", where the position is known. */
export function positionText({ file, line }: Origin): string {
    return file === undefined ? "" : `  (${file}${line === undefined ? "" : `:${line}`})`;
}
