/** Why a version cannot be released yet. */
import { entriesOf } from "./changelog";
import type { Repository } from "./repository";
import { isNewer, numbersOf } from "./version";

export interface Situation {
    readonly version: string;
    readonly isDryRun: boolean;
    readonly repository: Repository;
    /** Tags of the repository. */
    readonly tags: readonly string[];
    readonly branch: string;
    /** What `git status --porcelain` prints. */
    readonly changes: string;
    readonly changelog: string;
}

export interface Verdict {
    readonly problems: readonly string[];
    /** What a real release refuses and a dry run goes on with. */
    readonly warnings: readonly string[];
}

export function verdictOf(situation: Situation): Verdict {
    const { version, isDryRun, changes } = situation;
    const always = [
        ...versionProblems(situation),
        ...changeProblems(changes),
        ...((entriesOf(situation.changelog, "Unreleased") ?? "") === ""
            ? [`CHANGELOG.md has no entries under "Unreleased". Add what ${version} changes for its users.`]
            : []),
    ];
    const onlyReal = [...placeholderProblems(situation.repository), ...branchProblems(situation)];
    return isDryRun ? { problems: always, warnings: onlyReal } : { problems: [...always, ...onlyReal], warnings: [] };
}

function versionProblems({ version, tags }: Situation): string[] {
    const wanted = numbersOf(version);
    if (wanted === undefined) {
        return [`"${version}" is not a version to release: write major.minor.patch, as in 0.1.0.`];
    }
    if (tags.includes(`v${version}`)) {
        return [`The tag v${version} exists. Release a newer version: a published version never changes.`];
    }
    const newer = tags.filter(tag => {
        const released = numbersOf(tag.replace(/^v/, ""));
        return released !== undefined && isNewer(released, wanted);
    });
    return newer.length > 0 ? [`${newer.join(", ")} is newer than ${version}. Release a newer version.`] : [];
}

export function placeholderProblems({ isPlaceholder, owner }: Repository): string[] {
    return isPlaceholder
        ? [
              `The repository has no owner yet (${owner} in package.json). ` +
                  "Run `npm run repository -- https://github.com/<owner>/<name>` and commit the result.",
          ]
        : [];
}

function changeProblems(changes: string): string[] {
    const files = changes
        .split("\n")
        .map(line => line.trim().replace(/^\S+\s+/, ""))
        .filter(Boolean);
    if (files.length === 0) return [];
    const named = [...files.slice(0, 5), ...(files.length > 5 ? [`${files.length - 5} more`] : [])].join(", ");
    return [`The working tree has changes in ${named}. Commit them: only commits are released.`];
}

function branchProblems({ branch }: Situation): string[] {
    return branch === "main" ? [] : [`The branch is ${branch || "detached"}. Release from main.`];
}
