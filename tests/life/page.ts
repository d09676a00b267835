/** The section of docs/reliability.md about the edits of one stack. */
import { short } from "../chaos/page";
import { kinds } from "./edits";
import type { EditOutcome } from "./life";

export interface LifeRun {
    readonly date: string;
    readonly seed: number;
    readonly minutes: number;
    readonly machine: string;
}

const [begin, end] = ["<!-- npm run longlife -->", "<!-- end of npm run longlife -->"];
const section = new RegExp(`${begin}[^]*${end}\n`);

/** The page with the section in it: in its place, else before the last heading. */
export function withLife(page: string, life: string): string {
    if (life === "") return page;
    if (section.test(page)) return page.replace(section, () => life);
    const at = page.lastIndexOf("\n## ") + 1;
    return `${page.slice(0, at)}${life}\n${page.slice(at)}`;
}

/** The section of a page; empty if it has none. */
export function lifeIn(page: string): string {
    return section.exec(page)?.[0] ?? "";
}

export function lifeSection(outcomes: readonly EditOutcome[], { date, seed, minutes, machine }: LifeRun): string {
    const used = Object.keys(kinds).filter(kind => outcomes.some(outcome => outcome.kind === kind));
    const count = (is: (outcome: EditOutcome) => boolean): string => String(outcomes.filter(is).length);
    const rows = used.map(kind => {
        const own = outcomes.filter(outcome => outcome.kind === kind);
        const isReplacing = (outcome: EditOutcome): boolean => (outcome.changes.replace ?? 0) > 0;
        const what = kinds[kind]?.replaces.join(", ") ?? "";
        const cells = [own.length, own.filter(isReplacing).length, what === "" ? "–" : what];
        return `| ${kind} | ${cells.join(" | ")} | ${own.filter(({ problems }) => problems.length > 0).length} |`;
    });
    const problems = outcomes.flatMap(outcome =>
        outcome.problems.map(problem => `- Edit ${outcome.number}, ${outcome.kind}: ${short(problem)}`),
    );
    return `${begin}
## Edits of one stack

\`npm run longlife\` deploys one stack, edits its stack file at random, and deploys it again, many times in sequence. Each edit passes
the checks of this package. After each one:

- \`pulumi up\` succeeds, and a second one would change nothing.
- The access in the state is that of the stack file, by \`pod-identity diff\`. The roles, policies, associations and add-ons in AWS
  are those that the stack file registers; nothing else is left.
- Nothing is created, deleted or replaced that the edit does not demand.
- After every tenth edit, the same stack file is deployed to an empty account: AWS has the same there. A destroy leaves nothing.

The numbers are from ${date}: ${outcomes.length - 1} edits (seed ${seed}), ${count(({ isFresh }) => isFresh)} deployments to an empty account, ${count(({ problems: found }) => found.length > 0)} edits with a problem.
Machine: ${machine}, ${minutes} minutes.

| edit | number | with replacements | may replace | with a problem |
|---|---|---|---|---|
${rows.join("\n")}
${problems.length === 0 ? "" : `\n${problems.join("\n")}\n`}
Again with \`npm run longlife -- --edits ${outcomes.length - 1} --seed ${seed}\`.
${end}
`;
}
