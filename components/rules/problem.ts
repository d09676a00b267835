/** The steps from the args to a value: keys of maps and positions in lists. Empty for the args as a whole. */
export type Path = readonly (string | number)[];

/** One mistake: where it is, what is wrong, and what would be right. */
export interface Problem {
    readonly path: Path;
    readonly problem: string;
    readonly remedy: string;
    /** Something is not there. Who knows only a part of the config, such as a stack file without its environment, can tell. */
    readonly absent?: true;
    /** The problem without the value that it quotes, for a value that is secret. */
    readonly unquoted?: string;
    /** Set by checks of shape where a value is of the wrong kind, or none of the possible values: nothing is decided from it. */
    readonly gap?: Gap;
}

/** A value of the wrong kind, and what decisions use in its place. */
export interface Gap {
    readonly path: Path;
    /** `null` for a property, so that it counts as left out; for an entry of a list or a map, the empty value of its kind. */
    readonly empty: unknown;
}

/** In one line, whatever keys and values it quotes, and of a length that a person reads. */
export function problemText(problem: Problem): string {
    return problemTextIn("", problem);
}

/** The same for a problem of the resource `root`: its path begins with the logical name. */
export function problemTextIn(root: string, { path, problem, remedy }: Problem): string {
    const place = printedPath(path, root);
    return inOneLine(`${place === "" ? "" : `${shortened(place)}: `}${shortened(problem)}: ${shortened(remedy)}`);
}

/** The same where the value is secret: neither the value nor a part of it is shown. */
export function secretProblemTextIn(root: string, { path, unquoted, remedy }: Problem): string {
    const problem = ["the secret value", unquoted ?? "is not legal here"].join(" ");
    const advice = unquoted === undefined ? "it is not shown, so check it where it comes from" : remedy;
    return problemTextIn(root, { path, problem, remedy: advice });
}

/** Without the middle of a text that is too long: its end says what is wrong. */
function shortened(text: string): string {
    const [kept, limit] = [200, 2_000];
    return text.length <= limit
        ? text
        : `${text.slice(0, kept)}… (${text.length.toLocaleString("en-US")} characters) …${text.slice(-kept)}`;
}

/** Line breaks and other control characters as JSON writes them: what a key brings along must not look like another message. */
export function inOneLine(text: string): string {
    return text.replace(/[\p{Cc}\u2028\u2029]/gu, character => {
        const short = JSON.stringify(character).slice(1, -1);
        return short === character ? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}` : short;
    });
}

/** The path of what is at `keys` below `path`. */
export function at(path: Path, ...keys: Path): Path {
    return [...path, ...keys];
}

/** A path as programs write it: `associations["shop/orders"].role.path`. It is only printed, never read back. */
export function printedPath(path: Path, root = ""): string {
    return path.reduce<string>((text, key) => {
        if (typeof key === "number") {
            return `${text}[${String(key)}]`;
        }
        if (!/^[A-Za-z_$][\w$]*$/.test(key)) {
            return `${text}[${JSON.stringify(key)}]`;
        }
        return text === "" ? key : `${text}.${key}`;
    }, root);
}
