/** The steps from the args to a value: keys of maps and indexes of lists. Empty for the args as a whole. */
export type Path = readonly (string | number)[];

/** One problem: its path, the problem, and the fix. */
export interface Problem {
    readonly path: Path;
    readonly problem: string;
    readonly remedy: string;
    /**
     * A missing value. A caller with only a part of the config, such as a stack file without its environment, can
     * ignore it.
     */
    readonly absent?: true;
    /** The problem without the quoted value, for a secret value. */
    readonly unquoted?: string;
    /** Set by checks of shape if a value has the wrong type, or is not an allowed value. No decision uses the value. */
    readonly gap?: Gap;
}

/** A value of the wrong type, and its replacement for decisions. */
export interface Gap {
    readonly path: Path;
    /** `null` for a property, as if it were missing. For an entry of a list or a map, the empty value of its type. */
    readonly empty: unknown;
}

/** As one line of limited length, whatever keys and values it quotes. */
export function problemText(problem: Problem): string {
    return problemTextIn("", problem);
}

/** The same for a problem of the resource `root`: the path starts with the logical name. */
export function problemTextIn(root: string, { path, problem, remedy }: Problem): string {
    const place = printedPath(path, root);
    return inOneLine(`${place === "" ? "" : `${shortened(place)}: `}${shortened(problem)}: ${shortened(remedy)}`);
}

/** The same for a secret value: no part of it is shown. */
export function secretProblemTextIn(root: string, { path, unquoted, remedy }: Problem): string {
    const problem = ["the secret value", unquoted ?? "is not valid here"].join(" ");
    const advice = unquoted === undefined ? "check it at its source, because it is not shown" : remedy;
    return problemTextIn(root, { path, problem, remedy: advice });
}

/** Without the middle of a long text, because the problem is often at its end. */
function shortened(text: string): string {
    const [kept, limit] = [200, 2_000];
    return text.length <= limit
        ? text
        : `${text.slice(0, kept)}… (${text.length.toLocaleString("en-US")} characters) …${text.slice(-kept)}`;
}

/** Line breaks and control characters as in JSON, so that a key cannot look like another message. */
export function inOneLine(text: string): string {
    return text.replace(/[\p{Cc}\u2028\u2029]/gu, character => {
        const short = JSON.stringify(character).slice(1, -1);
        return short === character ? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}` : short;
    });
}

/** The path of `keys` in `path`. */
export function at(path: Path, ...keys: Path): Path {
    return [...path, ...keys];
}

/** A path as in programs: `associations["shop/orders"].role.path`. It is printed, and never parsed. */
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
