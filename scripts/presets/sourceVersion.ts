/** The compared version of a source: a commit or an ISO date. */

export function isSourceVersion(text: string): boolean {
    return /^[0-9a-f]{7,40}$/.test(text) || (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)));
}

/** A commit in GitHub's short form, or a full date. */
export function shortVersion(version: string): string {
    return version.includes("-") ? version : `commit ${version.slice(0, 7)}`;
}
