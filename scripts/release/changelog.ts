/** CHANGELOG.md: a section for each release below "Unreleased", newest first. */

const unreleased = "## Unreleased\n";

/** With the entries under "Unreleased" in a dated section of their own, and "Unreleased" empty. */
export function datedChangelog(text: string, version: string, date: string): string {
    return text.replace(unreleased, `${unreleased}\n## ${version} (${date})\n`);
}

/** The entries of one section, "Unreleased" or a version; undefined where there is no such section. */
export function entriesOf(text: string, section: string): string | undefined {
    const sections = text.split(/^## /m).slice(1);
    const found = sections.find(each => each.split(/[\s(]/, 1)[0] === section);
    return found?.slice(found.indexOf("\n") + 1).trim();
}
