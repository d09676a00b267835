/**
 * The address of the repository. Its one home is `repository.url` in package.json; metadata, pages and examples have copies,
 * which `npm run repository -- <url>` replaces.
 */
import * as fs from "node:fs";
import * as path from "node:path";

/** In place of the owner until there is one. GitHub gives this name to no account. */
export const placeholderOwner = "OWNER_UNDECIDED";

export interface Repository {
    /** `github.com/owner/name`: the form in Go module paths and `pulumi package add`. */
    readonly address: string;
    /** `https://github.com/owner/name` */
    readonly url: string;
    readonly owner: string;
    readonly isPlaceholder: boolean;
}

export const root = path.join(__dirname, "..", "..");

/** @throws Error if `text` is not the address of a repository on GitHub: npm's provenance and the workflows need one. */
export function parsedRepository(text: string): Repository {
    const [, owner, name] =
        /^(?:git\+)?(?:https:\/\/)?github\.com\/([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/.exec(text.trim()) ?? [];
    if (owner === undefined || name === undefined) {
        throw new Error(`"${text}" is not the address of a repository: write https://github.com/<owner>/<name>.`);
    }
    const address = `github.com/${owner}/${name}`;
    return { address, url: `https://${address}`, owner, isPlaceholder: owner === placeholderOwner };
}

export interface Manifest {
    readonly name: string;
    readonly version: string;
    readonly repository: { readonly url: string };
    readonly [key: string]: unknown;
}

export function manifestIn(folder: string): Manifest {
    return JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")) as Manifest;
}

export function repositoryIn(folder: string): Repository {
    return parsedRepository(manifestIn(folder).repository.url);
}

/** `text` with each copy of the address replaced; package.json and schema.json have the owner in fields of its own as well. */
export function withRepository(text: string, before: Repository, after: Repository): string {
    return text.replaceAll(before.address, after.address).replaceAll(`"${before.owner}"`, `"${after.owner}"`);
}
